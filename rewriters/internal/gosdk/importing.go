package gosdk

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

// importing is what becomes of one file's imports. Only all changes of a file together tell what is no longer used, and
// imports that are added one by one would end up in each other's way: whoever needs a part of it makes all of it.
type importing struct {
	file  *gosyntax.File
	adds  []string
	drops []string
	joint bool // the changes concerned need different parts, and go together
}

// change makes it.
func (i *importing) change(t *gosyntax.Tree) {
	for _, p := range i.adds {
		t.AddImport(p)
	}
	for _, p := range i.drops {
		t.RemoveImport(p)
	}
}

// concerns reports whether a change needs a part of it.
func (i *importing) concerns(c *change) bool {
	return slices.ContainsFunc(c.adds, func(n need) bool { return n.file == i.file }) ||
		slices.ContainsFunc(c.consumed, func(id *ast.Ident) bool { return i.drop(id) })
}

func (i *importing) drop(id *ast.Ident) bool {
	if len(i.drops) == 0 || id.Pos() < i.file.AST.FileStart || i.file.AST.FileEnd < id.Pos() {
		return false
	}
	return slices.Contains(i.drops, i.paths()[id.Name])
}

// paths are what the file's imports are called.
func (i *importing) paths() map[string]string {
	out := map[string]string{}
	for _, s := range i.file.AST.Imports {
		p := gosyntax.ImportPath(s)
		name := gosyntax.GuessName(p)
		if s.Name != nil {
			name = s.Name.Name
		}
		out[name] = p
	}
	return out
}

// plan works out what becomes of the imports of every file that changes.
func (r *run) plan() map[*gosyntax.File]*importing {
	out := map[*gosyntax.File]*importing{}
	for _, c := range r.changes {
		for _, f := range c.files() {
			if out[f] == nil {
				out[f] = &importing{file: f, drops: r.unused(f)}
			}
		}
	}
	for f, i := range out {
		for _, c := range r.changes {
			for _, n := range c.adds {
				if n.file == f && !slices.Contains(i.adds, n.path) {
					i.adds = append(i.adds, n.path)
				}
			}
		}
		slices.Sort(i.adds)
		i.joint = len(i.drops) > 0 || slices.ContainsFunc(r.changes, func(c *change) bool { return i.concerns(c) && !i.all(c) })
	}
	return out
}

// all reports whether a change needs everything that is added.
func (i *importing) all(c *change) bool {
	return !slices.ContainsFunc(i.adds, func(p string) bool { return !slices.Contains(c.adds, need{i.file, p}) })
}

// unused returns the imports of SDKs of which the changes take away every use in a file.
func (r *run) unused(f *gosyntax.File) []string {
	left, gone := map[string]int{}, map[string]int{}
	ast.Inspect(f.AST, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if p, ok := r.imported(id); ok {
				left[p]++
			}
		}
		return true
	})
	seen := map[*ast.Ident]bool{}
	for _, c := range r.changes {
		for _, id := range c.consumed {
			if p, ok := r.imported(id); ok && !seen[id] && r.program.FileOf(id.Pos()) == f {
				seen[id] = true
				gone[p]++
			}
		}
	}
	var out []string
	for _, s := range f.AST.Imports {
		p := gosyntax.ImportPath(s)
		wanted := slices.ContainsFunc(r.changes, func(c *change) bool {
			return slices.ContainsFunc(c.uses, func(n need) bool { return n == need{f, p} })
		})
		if gone[p] > 0 && gone[p] == left[p] && !wanted {
			out = append(out, p)
		}
	}
	return out
}

// imported returns the path of the import that an identifier names.
func (r *run) imported(id *ast.Ident) (string, bool) {
	p, ok := r.program.Use(id).(*types.PkgName)
	if !ok {
		return "", false
	}
	return p.Imported().Path(), true
}

// isSDK reports whether an identifier names an SDK's import.
func (r *run) isSDK(id *ast.Ident) bool {
	p, ok := r.imported(id)
	return ok && r.of(p) != nil
}

// consume notes that an expression goes away, with the uses of imports in it.
func (r *run) consume(c *change, n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if _, ok := r.imported(id); ok {
				c.consumed = append(c.consumed, id)
			}
		}
		return true
	})
}
