package pyframe

import (
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// noted is a call that a note is about.
type noted struct {
	*Note
	mod    *pysyntax.Module
	node   syntax.Node
	symbol string
}

func (v *survey) noteFinding(n noted) {
	f := finding.Finding{Rule: v.frame.rules.note, Kind: n.Kind, Symbol: n.symbol, Reaches: n.Reads, Message: n.Text}
	if n.Judge != nil {
		text, ok := n.Judge(v, n.node)
		if !ok {
			return
		}
		f.Message = text
	}
	if n.Fix != nil && v.target != nil {
		if fix, ok := n.Fix(v, n.node); ok {
			f.Fixes = []finding.Fix{fix}
		}
	}
	if v.target == nil {
		f.Confidence = finding.Certain
	} else if n.Reads {
		f.Holds = v.readsOf(v.unread())
	}
	f.SDK = n.In
	v.report(n.mod, n.node, f)
}
