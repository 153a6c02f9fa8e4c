package pyframe

import (
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/pymanifest"
)

// Era is the versions of a package before one of them. A project is of it when its manifests allow no other version.
type Era struct {
	Packages []string // the package, and others that bring it
	Before   string
}

// of reports whether a project is of an era.
func (v *survey) of(e Era) bool {
	for _, name := range e.Packages {
		if b := v.bounds(name); b.From != "" {
			return b.Before(e.Before)
		}
	}
	return false
}

// shapeOf returns the shape of a symbol in the version that the project uses, nil for none.
func (v *survey) shapeOf(symbol string) *Shape {
	for i := range v.frame.Shapes {
		s := &v.frame.Shapes[i]
		if s.has(symbol) && (s.Old.Before == "" || v.of(s.Old)) {
			return s
		}
	}
	return nil
}

// bounds are the versions of a package that the project asks for, a notebook's own commands first.
func (v *survey) bounds(name string) pymanifest.Bounds {
	b, ok := v.versions[name]
	if !ok {
		b = v.findBounds(name)
		v.versions[name] = b
	}
	return b
}

func (v *survey) findBounds(name string) pymanifest.Bounds {
	for _, f := range v.pass.Project.Files {
		if b := pymanifest.Installed(f, name); f.Lang == source.Python && b.From != "" {
			return b
		}
	}
	return pymanifest.Of(v.pass.Project.Tree, v.pass.Project.Root, name)
}
