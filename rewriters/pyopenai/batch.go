package pyopenai

import (
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// batchFinding says of an embeddings request with several texts how many the target takes at a time.
func (s *survey) batchFinding(m *pysyntax.Module, r *request) {
	input := pysyntax.Keyword(r.call, "input")
	texts, several := count(input.Value)
	if !several {
		return
	}
	j := s.target.JudgeBatch(s.choiceOf(r), texts)
	if j.Silent {
		return
	}
	f := finding.Finding{
		Rule: ruleField, Kind: finding.Parameter, SDK: sdk, Symbol: "input", Capability: finding.Embeddings, Client: r.clientID(),
		Confidence: finding.Manual, Message: j.Reason, Verdict: finding.Verdict(j.Action), Sources: rewrite.Sources(j.Verdict),
	}
	if j.Action == provider.Block {
		f.Rule = ruleRefused
	}
	s.Report(m, input.Node, f)
}

// count returns how many texts an expression holds, 0 where that is not written out, and whether there may be several. A
// name in the plural, or one that says batch or chunk, is taken at its word.
func count(input syntax.Node) (n int, several bool) {
	switch input.Kind() {
	case "list", "tuple":
		for c := range input.NamedChildren() {
			if c.Is("list_splat") {
				return 0, true
			}
			n++
		}
		return n, n > 1
	case "list_comprehension", "generator_expression":
		return 0, true
	case "subscript":
		return 0, input.ChildByField("subscript").Is("slice")
	case "identifier", "attribute":
		return 0, provider.Several(pysyntax.Last(input))
	}
	return 0, false
}
