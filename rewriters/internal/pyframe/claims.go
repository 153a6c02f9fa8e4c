package pyframe

import (
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Claimed are the literals that frameworks' rewriters report: model names, addresses and names of variables.
type Claimed struct {
	Nodes map[syntax.Node]bool
	Sites bool // some framework's site is in the project: it may be what a variable is set for
}

// Claims finds what the rewriters of all frameworks report in a project, in the trees that py has of it.
func Claims(p *rewrite.Pass, py *pysyntax.Project) Claimed {
	out := Claimed{Nodes: map[syntax.Node]bool{}}
	for _, f := range All {
		v := newSurvey(f, p, py)
		for _, file := range f.files(p) {
			if m, err := py.Add(file); err == nil {
				v.files = append(v.files, m)
			}
		}
		v.each(v.find)
		v.claim(&out)
	}
	return out
}

func (v *survey) claim(out *Claimed) {
	for _, s := range v.sites {
		v.guard(s.mod, func(*pysyntax.Module) { v.findModels(s) })
		if v.foreign(s) {
			continue
		}
		out.Sites = true
		for _, k := range s.names {
			out.Nodes[k.node] = true
		}
		for _, r := range v.keyReads(s) {
			out.Nodes[r.name] = true
		}
		for _, x := range v.address(s.arg(s.URL...).value).literals {
			out.Nodes[x.Node] = true
		}
	}
}
