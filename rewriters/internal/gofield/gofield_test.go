package gofield

import (
	"context"
	"fmt"
	"go/ast"
	"slices"
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

// TestOf reads one entry of a request, as an SDK or a map has it, and says what is sent: name=value, with [n] for a list.
func TestOf(t *testing.T) {
	for _, tt := range []struct{ entry, want string }{
		{`Temperature: 0.5`, "temperature=0.5"},
		{`Temperature: 0`, ""}, // left out
		{`Temperature: openai.Float(0)`, "temperature=0"},
		{`"temperature": 0`, "temperature=0"}, // of a map, which leaves nothing out
		{`"max_completion_tokens": 100`, "max_completion_tokens=100"},
		{`MaxCompletionTokens: openai.Int(100)`, "max_completion_tokens=100"},
		{`N: n`, "n=<nil>"},
		{`User: "u"`, "user=u"},
		{`Stop: []string{"a", "b"}`, "stop=<nil>[2]"},
		{`ParallelToolCalls: false`, ""},
		{`ResponseFormat: openai.ResponseFormat{Type: openai.TypeJSONObject}`, "response_format=json_object"},
		{`ReasoningEffort: openai.ReasoningEffortLow`, "reasoning_effort=low"},
		{`Unheard: 1`, ""},
		{`Messages: []openai.Message{{Role: openai.ChatMessageRoleDeveloper}}`, "role_developer=developer"},
		{`Messages: []openai.Message{openai.SystemMessage("a"), openai.SystemMessage("b")}`, "role_system=<nil>[2]"},
	} {
		src := "package p\n\nvar _ = T{" + tt.entry + "}\n"
		tree := source.FromMap(map[string][]byte{"a.go": []byte(src)})
		p := gosyntax.Load(context.Background(), tree.Projects()[0], tree.Files, nil, func(s source.Skip) { t.Error(s) })
		var got []string
		ast.Inspect(p.Files[0].AST, func(n ast.Node) bool {
			lit, ok := n.(*ast.CompositeLit)
			if !ok {
				return true
			}
			for _, f := range Of(p, lit) {
				s := fmt.Sprintf("%s=%v", f.Sent.Field, f.Sent.Value)
				if f.Sent.Items > 0 {
					s += fmt.Sprintf("[%d]", f.Sent.Items)
				}
				got = append(got, s)
			}
			return false
		})
		slices.Sort(got)
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s: got %q, want %q", tt.entry, s, tt.want)
		}
	}
}
