package provider

import (
	"strings"
	"testing"
)

func TestOpenAIModel(t *testing.T) {
	for _, c := range []struct{ name, family, kind, shutdown, marks string }{
		{"gpt-4o", "gpt-4o", "chat", "2027-01-14", ""},
		{"gpt-4o-2024-08-06", "gpt-4o", "chat", "2027-01-14", ""},
		{"gpt-4o-2024-05-13", "gpt-4o", "chat", "2026-10-23", ""},
		{"chatgpt-4o-latest", "gpt-4o", "chat", "2026-02-17", ""},
		{"gpt-4o-mini-2024-07-18", "gpt-4o-mini", "chat", "2027-01-14", ""},
		{"gpt-3.5-turbo", "gpt-3.5-turbo", "chat", "2026-10-23", ""},
		{"gpt-3.5-turbo-0613", "gpt-3.5-turbo", "chat", "2026-10-23", ""},
		{"gpt-3.5-turbo-16k-0613", "gpt-3.5-turbo", "chat", "2026-10-23", ""},
		{"gpt-35-turbo", "gpt-3.5-turbo", "chat", "2026-10-23", ""},
		{"gpt-35-turbo-16k", "gpt-3.5-turbo", "chat", "2026-10-23", ""},
		{"gpt-35-turbo-instruct", "gpt-3.5-turbo-instruct", "completions", "", ""},
		{"gpt-4", "gpt-4", "chat", "2026-10-23", ""},
		{"gpt-4-0613", "gpt-4", "chat", "2026-10-23", ""},
		{"gpt-4-32k-0314", "gpt-4", "chat", "2026-10-23", ""},
		{"gpt-4-1106-preview", "gpt-4-turbo", "chat", "2026-10-23", ""},
		{"gpt-4-turbo-2024-04-09", "gpt-4-turbo", "chat", "2026-10-23", ""},
		{"gpt-4-vision-preview", "gpt-4-vision-preview", "chat", "", ""},
		{"gpt-4.1-nano-2025-04-14", "gpt-4.1-nano", "chat", "2026-10-23", ""},
		{"gpt-4.5-preview-2025-02-27", "gpt-4.5", "chat", "", ""},
		{"gpt-5", "gpt-5", "chat", "2026-12-11", ""},
		{"gpt-5.1", "gpt-5.1", "chat", "2027-04-01", ""},
		{"gpt-5.5-2026-04-23", "gpt-5.5", "chat", "", ""},
		{"gpt-6.1-sol", "gpt-6-sol", "chat", "", ""},
		{"o1", "o1", "chat", "2026-10-23", "weak"},
		{"o3", "o3", "chat", "2026-12-11", "weak"},
		{"openai/o3", "o3", "chat", "2026-12-11", ""},
		{"o1-2024-12-17", "o1", "chat", "2026-10-23", ""},
		{"o1-preview", "o1", "chat", "2025-07-28", ""},
		{"o4-mini", "o4-mini", "chat", "2026-10-23", ""},
		{"ada", "text-davinci", "completions", "2024-01-04", "weak"},
		{"davinci", "text-davinci", "completions", "2024-01-04", "weak"},
		{"text-davinci-003", "text-davinci", "completions", "2024-01-04", ""},
		{"text-embedding-ada-002", "text-embedding-ada-002", "embeddings", "", ""},
		{"text-embedding-3-large", "text-embedding-3-large", "embeddings", "", ""},
		{"whisper-1", "whisper-1", "audio", "2027-02-26", ""},
		{"tts-1-hd", "tts-1", "audio", "", ""},
		{"dall-e-2", "dall-e-3", "images", "", ""},
		{"gpt-image-1", "gpt-image-1", "images", "2026-10-23", ""},
		{"omni-moderation-latest", "omni-moderation", "moderation", "", ""},
		{"gpt-4o-realtime-preview-2024-12-17", "gpt-realtime", "realtime", "2027-01-20", ""},
		{"gpt-realtime", "gpt-realtime", "realtime", "", ""},
		{"openai/gpt-4o", "gpt-4o", "chat", "2027-01-14", ""},
		{"openrouter/openai/gpt-4o", "gpt-4o", "chat", "2027-01-14", ""},
		{"openai:gpt-4.1", "gpt-4.1", "chat", "2027-01-14", ""},
		{"azure/gpt-35-turbo", "gpt-3.5-turbo", "chat", "2026-10-23", ""},
		{"ft:gpt-4o-mini-2024-07-18:acme::9zX", "gpt-4o-mini", "chat", "2027-01-14", "tuned"},
		{"ft:davinci-002:acme:x:1", "text-davinci", "completions", "", "tuned"},
		{"gpt-7", "gpt-7", "chat", "", "unknown"},
		{"gpt-7.2-mini", "gpt-7.2-mini", "chat", "", "unknown"},
		{"gpt-4o-something-else", "gpt-4o-something-else", "chat", "", "unknown weak"},
		{"gpt-4-9999", "gpt-4-9999", "chat", "", "unknown weak"},
	} {
		o, ok := OpenAIModel(c.name)
		if !ok {
			t.Errorf("%s: not recognised", c.name)
			continue
		}
		if got := marks(o); o.Family != c.family || o.Kind != c.kind || o.Shutdown != c.shutdown || got != c.marks {
			t.Errorf("%s: %s %s %q %q, want %s %s %q %q", c.name, o.Family, o.Kind, o.Shutdown, got, c.family, c.kind, c.shutdown, c.marks)
		}
	}
}

func TestOpenAIPrice(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"gpt-4o", "2.5/10"}, {"gpt-4o-2024-08-06", "2.5/10"}, {"gpt-4o-2024-05-13", "5/15"}, {"openai/gpt-4o-mini", "0.15/0.6"},
		{"o1-pro", "150/600"}, {"o1", "15/60"}, {"text-embedding-3-small", "0.02/0"}, {"gpt-35-turbo", "0.5/1.5"},
		{"gpt-3.5-turbo-16k", ""}, {"gpt-4-32k", ""}, {"gpt-7", ""}, {"dall-e-3", ""},
	} {
		o, _ := OpenAIModel(c.name)
		got := ""
		if o.Price != nil {
			got = number(o.Price.In) + "/" + number(o.Price.Out)
		}
		if got != c.want || (o.Price == nil) != (len(o.Priced.Sources) == 0) {
			t.Errorf("%s: %q from %v, want %q", c.name, got, o.Priced.Sources, c.want)
		}
	}
}

func marks(o OpenAI) string {
	var out []string
	for _, m := range []struct {
		on   bool
		name string
	}{{o.FineTuned, "tuned"}, {o.Unknown, "unknown"}, {o.Weak, "weak"}} {
		if m.on {
			out = append(out, m.name)
		}
	}
	return strings.Join(out, " ")
}

func TestOpenAIModelNot(t *testing.T) {
	for _, name := range []string{
		"", "gpt", "gpt-", "gpt-2", "gpt-3-encoder", "gpt4all", "GPT-4 is a model", "my-gpt-4o", "gpt-4o ", "gpt-4o\n", "a gpt-4o",
		"qwen-plus", "glm-4", "claude-3-opus", "o1 visa", "o", "o0", "adapter", "openai/", "ft:", "ft:glm-4:x", "openai/gpt-oss-120b",
		"text-embedding-v4", "embedding-3", "anthropic/claude", "deepseek-chat", "whisper-large-v3",
	} {
		if o, ok := OpenAIModel(name); ok {
			t.Errorf("%q taken for %s", name, o.Family)
		}
	}
	if o, ok := OpenAIModel("gpt-oss-20b"); ok || !o.Open {
		t.Errorf("gpt-oss-20b: open %v, ok %v", o.Open, ok)
	}
}

// Every name of the list must resolve to a family that exists, and every row and tier must lead to one.
func TestOpenAIListHoldsTogether(t *testing.T) {
	l := openAIs()
	for name, o := range l.names {
		if got, ok := OpenAIModel(name); !ok || got.Family != o.Family || got.Kind != o.Kind {
			t.Errorf("%s: resolves to %+v", name, got)
		}
		if o.Row != "" && l.names[o.Row].Family != o.Row {
			t.Errorf("%s: row %s is no family", name, o.Row)
		}
		if o.Shutdown != "" && !dayForm.MatchString(o.Shutdown) {
			t.Errorf("%s: shutdown %q", name, o.Shutdown)
		}
		for _, s := range o.Sources {
			if badURL(s.URL, false) != "" || !dateForm.MatchString(s.Verified) {
				t.Errorf("%s: source %+v", name, s)
			}
		}
	}
	for tier, rows := range l.tiers {
		for _, row := range rows {
			if l.names[row].Family != row {
				t.Errorf("tier %s: row %s is no family", tier, row)
			}
		}
	}
}

func TestBadOpenAIFile(t *testing.T) {
	const head = "[sources]\ns = { url = \"https://x.example\", date = \"2026\" }\n"
	for _, c := range []struct{ body, want string }{
		{"[[families]]\nid = \"a\"\nsources = [\"none\"]", `source "none" is not defined`},
		{"[[families]]\nid = \"a\"", "no source"},
		{"[[families]]\nid = \"a\"\ntier = \"huge\"\nsources = [\"s\"]", `tier "huge" is not defined`},
		{"[[families]]\nid = \"a\"\nnames = [\"a\"]\nsources = [\"s\"]", "stands twice"},
		{"[[families]]\nid = \"a\"\ncolour = 1", "missing"},
		{"[[unknown]]\nmatch = '('", "missing closing"},
		{"[prices]\nsources = [\"s\"]\n[prices.usd]\n\"gpt-0\" = { in = 1, out = 2 }", `no model "gpt-0"`},
		{"[prices]\nsources = [\"none\"]", `source "none" is not defined`},
		{"[prices.usd]\n\"gpt-0\" = { in = 1, out = 2 }", "prices: no source"},
	} {
		if _, err := decodeOpenAI([]byte(head + c.body)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.body, err, c.want)
		}
	}
}

func FuzzOpenAIModel(f *testing.F) {
	for _, s := range []string{"gpt-4o", "ft:gpt-4o:a::b", "openai/gpt-35-turbo", "gpt-7", "o1", "gpt-4o-2024-08-06", "::", "-0613"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		o, ok := OpenAIModel(s)
		if ok && (o.Family == "" || o.Kind == "") {
			t.Errorf("%q: %+v", s, o)
		}
		if ok && strings.ContainsAny(s, " \t\n\"'") && !o.FineTuned {
			t.Errorf("%q is no name", s)
		}
	})
}
