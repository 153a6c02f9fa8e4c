package gosdk

import (
	"go/ast"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

// telling are the names that what is looked for goes by. What is called otherwise is none of it, whatever its type, and asking
// for a type costs a look at the whole function.
type telling struct {
	calls  map[string]bool // functions and methods that make clients and options, or take a model
	types  map[string]bool // types whose literals make clients
	fields map[string]bool // of settings and requests
}

// tell collects the names of the SDKs that a program may use.
func tell(p *gosyntax.Program, sdks []*SDK) telling {
	t := telling{calls: map[string]bool{}, types: map[string]bool{}, fields: map[string]bool{}}
	if !p.Stubbed() {
		return t
	}
	for _, s := range sdks {
		for full := range s.Makers {
			t.calls[last(full)], t.types[last(full)] = true, true
		}
		for full := range s.Options {
			t.calls[last(full)] = true
		}
		for full := range s.Models {
			t.calls[last(full)] = true
		}
		for full := range s.Fields {
			t.fields[last(full)] = true
		}
	}
	t.fields["Model"] = true // of a request
	return t
}

// last is the name at the end of one that is written out: "example.com/sdk.Config.BaseURL".
func last(full string) string { return full[strings.LastIndexByte(full, '.')+1:] }

// literal reports whether a literal may be of an SDK's type and say something: by its type's name, or by a field's.
func (t telling) literal(p *gosyntax.Program, lit *ast.CompositeLit) bool {
	name := ""
	switch typ := lit.Type.(type) {
	case nil:
	case *ast.Ident:
		name = typ.Name
	case *ast.SelectorExpr:
		name = typ.Sel.Name
	default:
		return false // a list or a map
	}
	return t.types[name] || p.Alias(name) || slices.ContainsFunc(lit.Elts, func(e ast.Expr) bool {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			return false
		}
		key, ok := kv.Key.(*ast.Ident)
		return ok && t.fields[key.Name]
	})
}
