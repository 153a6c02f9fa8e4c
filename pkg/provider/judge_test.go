package provider

import (
	"fmt"
	"strings"
	"testing"
)

// Verdicts on what calls really send, each read by hand against the facts that the catalog was carried over from.
func TestJudge(t *testing.T) {
	for _, c := range []struct {
		provider, from string
		sent           Sent
		want           string // action, new name or value, "sure" or "doubt"; "silent" where there is nothing to tell
	}{
		{"baidu", "gpt-4o", Sent{Field: "temperature", Value: 0.0}, "clamp 0.01 sure"},
		{"baidu", "gpt-4o", Sent{Field: "temperature", Value: 1.5}, "clamp 1 sure"},
		{"baidu", "gpt-4o", Sent{Field: "temperature", Value: 0.7}, "silent"},
		{"baidu", "gpt-4o", Sent{Field: "temperature"}, "keep doubt"},
		{"minimax", "gpt-4o", Sent{Field: "Temperature", Value: 0.0}, "clamp 0.01 sure"},
		{"zhipu", "gpt-4o", Sent{Field: "temperature", Value: 0.0}, "clamp 0.01 doubt"},
		{"zhipu", "gpt-4o", Sent{Field: "temperature", Value: 1.2}, "clamp 1 sure"},
		{"alibaba", "gpt-4o", Sent{Field: "temperature", Value: 0.0}, "silent"},
		{"alibaba", "gpt-4o", Sent{Field: "temperature", Value: 2.0}, "clamp 1.99 sure"},
		{"alibaba", "gpt-4o", Sent{Field: "top_p", Value: 0.0}, "clamp 0.01 sure"},
		{"sensenova", "gpt-4o", Sent{Field: "topP", Value: 1.0}, "clamp 0.99 sure"},
		{"moonshot", "gpt-4o", Sent{Field: "top_p", Value: 0.9}, "drop sure"},
		{"moonshot", "gpt-4o", Sent{Field: "seed", Value: 7.0}, "drop doubt"},
		{"moonshot", "gpt-4o", Sent{Field: "presence_penalty", Value: 0.0}, "silent"},
		{"moonshot", "gpt-4o", Sent{Field: "n", Value: 2.0}, "block sure"},
		{"moonshot", "gpt-4o", Sent{Field: "n", Value: 1.0}, "silent"},
		{"moonshot", "gpt-4o", Sent{Field: "stop", Items: 6}, "block sure"},
		{"moonshot", "gpt-4o", Sent{Field: "stop", Items: 4}, "silent"},
		{"moonshot", "gpt-4o", Sent{Field: "user", Value: "u1"}, "rename safety_identifier sure"},
		{"moonshot", "gpt-4o", Sent{Field: "functions"}, "block sure"},
		{"zhipu", "gpt-4o", Sent{Field: "stop", Items: 2}, "block sure"},
		{"zhipu", "gpt-4o", Sent{Field: "max_completion_tokens", Value: 100.0}, "rename max_tokens sure"},
		{"zhipu", "gpt-4o", Sent{Field: "MaxTokens", Value: 100.0}, "silent"},
		{"zhipu", "gpt-4o", Sent{Field: "user"}, "rename user_id sure"},
		{"zhipu", "gpt-4o", Sent{Field: "response_format", Value: "json_schema"}, "block sure"},
		{"zhipu", "gpt-4o", Sent{Field: "response_format", Value: "json_object"}, "silent"},
		{"zhipu", "gpt-4o", Sent{Field: "tool_choice", Value: "required"}, "block sure"},
		{"zhipu", "gpt-4o", Sent{Field: "tool_choice", Value: "auto"}, "silent"},
		{"zhipu", "gpt-4o", Sent{Field: "frequency_penalty", Value: 0.5}, "drop doubt"},
		{"zhipu", "gpt-4o", Sent{Field: "role_developer", Value: "developer"}, "rewrite system sure"},
		{"zhipu", "gpt-4o", Sent{Field: "n", Value: 3.0}, "keep doubt"},
		{"zhipu", "gpt-4o", Sent{Field: "logit_bias"}, "drop doubt"},
		{"ark", "gpt-4o", Sent{Field: "logit_bias"}, "drop doubt"},
		{"deepseek", "gpt-4o", Sent{Field: "response_format", Value: "json_schema"}, "block sure"},
		{"deepseek", "gpt-4o", Sent{Field: "max_completion_tokens", Value: 100.0}, "rename max_tokens doubt"},
		{"deepseek", "gpt-4o", Sent{Field: "frequency_penalty", Value: 0.5}, "keep sure"},
		{"deepseek", "gpt-4o", Sent{Field: "reasoning_effort", Value: "medium"}, "rewrite high doubt"},
		{"mimo", "gpt-4o", Sent{Field: "max_tokens", Value: 100.0}, "rename max_completion_tokens doubt"},
		{"minimax", "gpt-4o", Sent{Field: "role_system", Items: 2}, "block sure"},
		{"alibaba", "gpt-4o", Sent{Field: "tool_choice", Value: "required"}, "block sure"},
		{"alibaba", "gpt-4o", Sent{Field: "n", Value: 5.0}, "block sure"},
		{"alibaba", "gpt-4o", Sent{Field: "n", Value: 2.0}, "silent"},
		{"stepfun", "gpt-4o", Sent{Field: "frequency_penalty", Value: -1.0}, "clamp 0 sure"},
		{"moonshot", "gpt-4o", Sent{Field: "response_format"}, "silent"},
		{"zhipu", "gpt-4o", Sent{Field: "store", Value: true}, "silent"},
		{"zhipu", "gpt-4o", Sent{Field: "x_of_nobody", Value: true}, "silent"},
	} {
		p, err := Lookup(c.provider)
		if err != nil {
			t.Fatal(err)
		}
		target := NewTarget(p)
		choice, _ := target.Model(c.from, Need{})
		j := target.Judge(choice, c.sent)
		if got := shape(j); got != c.want {
			t.Errorf("%s %s=%v: %s, want %s: %s", c.provider, c.sent.Field, c.sent.Value, got, c.want, j.Reason.EN)
		}
		if !j.Silent && !j.Reason.Complete() {
			t.Errorf("%s %s: a judgement without a reason in both languages", c.provider, c.sent.Field)
		}
	}
}

func shape(j Judgement) string {
	if j.Silent {
		return "silent"
	}
	parts := []string{string(j.Action)}
	if j.Name != "" {
		parts = append(parts, j.Name)
	}
	if j.Value != nil {
		parts = append(parts, fmt.Sprint(j.Value))
	}
	return strings.Join(append(parts, map[bool]string{true: "sure", false: "doubt"}[j.Sure]), " ")
}

// A judgement that changes or stops something names where it was read, whatever the provider and the field.
func TestJudgementsAreSourced(t *testing.T) {
	values := []any{nil, 0.0, 1.0, 2.0, 1e9, true, "required", "json_schema", "json_object", "developer", "medium"}
	for _, p := range All() {
		target := NewTarget(p)
		choice, _ := target.Model("gpt-4o", Need{})
		for name := range openAIs().fields {
			for _, v := range values {
				j := target.Judge(choice, Sent{Field: name, Value: v, Items: 3})
				own := j.Action == Drop && openAIs().fields[name].Effect == EffectForeign || j.Action == Rewrite && j.Value == "system"
				if !j.Silent && j.Action != Keep && len(j.Sources) == 0 && !own {
					t.Errorf("%s %s=%v: %s without a source", p.ID, name, v, j.Action)
				}
				if strings.Contains(j.Reason.EN+j.Reason.ZH, "%!") {
					t.Errorf("%s %s=%v: %s", p.ID, name, v, j.Reason.EN)
				}
			}
		}
	}
}

func TestFieldNamed(t *testing.T) {
	for spelling, want := range map[string]string{
		"top_p": "top_p", "TopP": "top_p", "topP": "top_p", "TopLogProbs": "top_logprobs", "maxOutputTokens": "max_completion_tokens",
		"stopSequences": "stop", "ParallelToolCalls": "parallel_tool_calls",
	} {
		if f, ok := FieldNamed(spelling); !ok || f.Name != want {
			t.Errorf("%s: %q %v, want %s", spelling, f.Name, ok, want)
		}
	}
	if f, ok := FieldNamed("messages"); ok {
		t.Errorf("messages: %v", f)
	}
}

func TestJudgeBatch(t *testing.T) {
	for _, c := range []struct {
		provider string
		texts    int
		want     string
	}{
		{"zhipu", 65, "block sure"}, {"zhipu", 64, "silent"}, {"zhipu", 0, "keep doubt"},
		{"alibaba", 11, "block sure"}, {"alibaba", 10, "silent"}, {"deepseek", 100, "silent"}, // it has no embeddings at all
	} {
		p, err := Lookup(c.provider)
		if err != nil {
			t.Fatal(err)
		}
		target := NewTarget(p)
		choice, _ := target.Model("text-embedding-3-small", Need{})
		j := target.JudgeBatch(choice, c.texts)
		if got := shape(j); got != c.want || !j.Silent && (!j.Reason.Complete() || len(j.Sources) == 0) {
			t.Errorf("%s, %d texts: %s, want %s: %s", c.provider, c.texts, got, c.want, j.Reason.EN)
		}
	}
}
