package pyopenai

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/pymanifest"
)

// dialect is the generation of the SDK that a project is written for.
type dialect int

const (
	modern  dialect = iota // 1.0 and later
	old                    // 0.x: the module holds key and address, and answers are dicts
	removed                // code for 0.x, and manifests that ask for 1.0 or later: it fails as it is
)

// dialect works out which generation the project's manifests ask for, a notebook's own commands first; where they leave it
// open, the shape of the code decides. Code of both shapes is modern, and its old calls are left to a person.
func (s *survey) dialect() dialect {
	if s.era == nil {
		d := s.findDialect()
		s.era = &d
	}
	return *s.era
}

func (s *survey) findDialect() dialect {
	calls := s.legacy()
	if !calls && s.module == nil {
		return modern // nothing here is written differently in the old one
	}
	b := s.bounds()
	switch {
	case b.Before("1"):
		return old
	case b.Since("1") && calls:
		return removed
	case b.Since("1"), len(s.clients) > 0, slices.ContainsFunc(s.requests, func(r *request) bool { return len(r.clients) > 0 }):
		return modern
	case calls, s.module != nil && len(s.module.set("api_base"))+len(s.module.set("api_type")) > 0:
		return old
	}
	return modern
}

// bounds are the versions of the SDK that the project asks for.
func (s *survey) bounds() pymanifest.Bounds {
	for _, f := range s.pass.Project.Files {
		if b := pymanifest.Installed(f, "openai"); f.Lang == source.Python && b.From != "" {
			return b
		}
	}
	return pymanifest.Of(s.pass.Project.Tree, s.pass.Project.Root, "openai")
}

// addressOption is the attribute of the module that holds its address.
func (s *survey) addressOption() string {
	if s.dialect() == old {
		return "api_base"
	}
	return "base_url"
}
