package gosashabaranov

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

// change is a finding with a fix that is still being put together: what to do to which trees.
type change struct {
	file     *gosyntax.File
	at       ast.Node
	finding  finding.Finding
	fix      finding.Fix
	parts    []part
	adds     []*gosyntax.File // files that will need package os
	consumed []*ast.Ident     // uses of the SDK's import that go away
}

// part is one change of one file's tree.
type part struct {
	file *gosyntax.File
	node string
	do   func(*gosyntax.Tree)
}

func (c *change) edit(f *gosyntax.File, node string, do func(*gosyntax.Tree)) {
	c.parts = append(c.parts, part{f, node, do})
}

// needOS notes that f will use package os; it returns the name to use. ok is false where that name is taken.
func (r *run) needOS(c *change, f *gosyntax.File) (name string, ok bool) {
	name, add, ok := r.program.ImportedAs(f, "os")
	if add && ok && !slices.Contains(c.adds, f) {
		c.adds = append(c.adds, f)
	}
	return name, ok
}

// keyImport ties the changes that together take a file's last use of an import away.
const keyImport finding.KeyKind = "import"

// finish turns changes into edits and reports them. Imports come last, because only all changes of a file together tell
// which are no longer used.
func (r *run) finish() {
	drop := r.droppable()
	for _, c := range r.changes {
		fix := c.fix
		var err error
		for _, f := range c.files() {
			var edits []finding.Edit
			if edits, err = r.edits(c, f, drop); err != nil {
				break
			}
			fix.Edits = append(fix.Edits, edits...)
			if drop[f] && (slices.Contains(c.adds, f) || c.consumes(f)) {
				k := finding.Key{Kind: keyImport, Scope: f.Src.Path, Name: sdkPath}
				fix.Provides, fix.Requires = append(fix.Provides, k), append(fix.Requires, k)
			}
		}
		if err == nil && len(fix.Edits) > 0 {
			c.finding.Fixes = []finding.Fix{fix}
		} else {
			c.finding.Message, c.finding.Confidence = blocked(c.finding.Message), finding.Manual
		}
		r.add(c.file, c.at, c.finding)
	}
}

func blocked(m i18n.Text) i18n.Text {
	return but(m, i18n.T("此文件的排版或指令使其无法自动修改，请手工修改", "the layout or directives of this file keep it from being changed automatically: change it by hand"))
}

// files returns the files that a change touches, in order.
func (c *change) files() []*gosyntax.File {
	var out []*gosyntax.File
	for _, p := range c.parts {
		if !slices.Contains(out, p.file) {
			out = append(out, p.file)
		}
	}
	return out
}

func (c *change) consumes(f *gosyntax.File) bool {
	return slices.ContainsFunc(c.consumed, func(id *ast.Ident) bool { return f.AST.FileStart <= id.Pos() && id.Pos() <= f.AST.FileEnd })
}

// edits makes the change's parts in one file, and its imports' edits beside them: those are computed on their own, so that
// they are the same for every change that needs them.
func (r *run) edits(c *change, f *gosyntax.File, drop map[*gosyntax.File]bool) ([]finding.Edit, error) {
	var out []finding.Edit
	for _, p := range c.parts {
		if p.file != f {
			continue
		}
		edits, err := f.Change(p.node, p.do)
		if err != nil {
			return nil, err
		}
		out = append(out, edits...)
	}
	adds := slices.Contains(c.adds, f)
	if drop[f] {
		if !adds && !c.consumes(f) {
			return out, nil
		}
		adds = slices.ContainsFunc(r.changes, func(o *change) bool { return slices.Contains(o.adds, f) })
	}
	if !adds && !drop[f] {
		return out, nil
	}
	edits, err := f.Change("imports", func(t *gosyntax.Tree) {
		if adds {
			t.AddImport("os")
		}
		if drop[f] {
			t.RemoveImport(sdkPath)
		}
	})
	return append(out, edits...), err
}

// droppable returns the files in which the changes take away every use of the SDK's import.
func (r *run) droppable() map[*gosyntax.File]bool {
	left := map[*gosyntax.File]int{}
	for _, f := range r.program.Files {
		ast.Inspect(f.AST, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && r.isSDK(id) {
				left[f]++
			}
			return true
		})
	}
	seen := map[*ast.Ident]bool{}
	touched := map[*gosyntax.File]bool{}
	for _, c := range r.changes {
		for _, id := range c.consumed {
			if !seen[id] {
				seen[id] = true
				f := r.program.FileOf(id.Pos())
				left[f]--
				touched[f] = true
			}
		}
	}
	out := map[*gosyntax.File]bool{}
	for f := range touched {
		out[f] = left[f] == 0
	}
	return out
}

// isSDK reports whether an identifier names the SDK's import.
func (r *run) isSDK(id *ast.Ident) bool {
	p, ok := r.program.Info.Uses[id].(*types.PkgName)
	return ok && p.Imported().Path() == sdkPath
}
