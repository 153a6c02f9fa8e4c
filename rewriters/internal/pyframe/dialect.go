package pyframe

import (
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/pymanifest"
)

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
