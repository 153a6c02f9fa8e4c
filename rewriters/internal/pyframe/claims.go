package pyframe

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Claimed are the literals that frameworks' rewriters report: model names, addresses and names of variables.
type Claimed struct {
	at    map[spot]bool
	Sites bool // some framework's site is in the project: it may be what a variable is set for
}

// spot is a literal's place.
type spot struct {
	path  string
	start int
}

// Has reports whether a literal is a framework's.
func (c Claimed) Has(m *pysyntax.Module, n syntax.Node) bool {
	return c.at[spot{m.File.Path, n.Start()}]
}

// claims is the key of a project's claims.
type claims struct{}

// Claims finds what the rewriters of all frameworks report in a project, whatever the target.
func Claims(p *rewrite.Pass) Claimed {
	return p.Project.Memo(claims{}, func() any {
		inventory := *p
		inventory.Target = nil
		return claimsOf(&inventory)
	}).(Claimed)
}

func claimsOf(p *rewrite.Pass) Claimed {
	out := Claimed{at: map[spot]bool{}}
	for _, f := range All {
		files, py := f.files(p)
		if len(files) == 0 || len(f.Shapes) == 0 {
			continue
		}
		v := newSurvey(f, p, py)
		v.Modules, _ = py.AddAll(files)
		v.Modules = slices.DeleteFunc(v.Modules, func(m *pysyntax.Module) bool { return m == nil })
		v.Each(v.find)
		v.claim(&out)
	}
	return out
}

func (v *survey) claim(out *Claimed) {
	add := func(n syntax.Node) { out.at[spot{v.py.Module(n).File.Path, n.Start()}] = true }
	for _, s := range v.sites {
		v.Guard(s.mod, func(*pysyntax.Module) { v.findModels(s) })
		for _, n := range s.aliens {
			add(n)
		}
		if v.foreign(s) {
			continue
		}
		out.Sites = true
		for _, k := range s.names {
			add(k.Node)
		}
		for _, r := range v.keyReads(s) {
			add(r.name)
		}
		for _, x := range v.address(s.arg(s.URL...).value).literals {
			add(x.Node)
		}
	}
}
