package pyopenai

import (
	"maps"
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// rawExtra adds to the bodies of requests what the target's model wants said. Only a body whose model is written out gets
// it: where a setting may name another model, the field may be wrong for that.
//
//	Have: json={"model": "gpt-4o", "messages": m} -> json={"model": "glm-5", "messages": m, "thinking": {"type": "disabled"}}
func (s *survey) rawExtra(k *rawModel, choice provider.Choice) (out []finding.Edit) {
	for _, v := range k.from {
		body := v.Parent().Parent()
		m := s.py.Module(v)
		if len(choice.Set) == 0 || s.told[body] || !s.writtenOut(v) || !v.Parent().Is("pair") || !body.Is("dictionary") || !s.py.Entry(body, "messages").Valid() {
			continue
		}
		s.told[body] = true
		var add []string
		for _, name := range slices.Sorted(maps.Keys(choice.Set)) {
			if !s.py.Entry(body, name).Valid() {
				add = append(add, m.QuoteAt(v, name)+": "+literalOf(m, v, choice.Set[name]))
			}
		}
		out = append(out, tie(m, m.RearrangePairs(body, nil, add))...)
	}
	return out
}

// writtenOut reports whether an expression is one literal and nothing else.
func (s *survey) writtenOut(n syntax.Node) bool {
	list := s.py.Eval(n)
	return len(list) == 1 && list[0].Kind == pysyntax.String && !list[0].Fallback
}
