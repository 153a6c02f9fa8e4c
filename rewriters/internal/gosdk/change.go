package gosdk

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"

	"github.com/openai-migrate/migrate/pkg/edit"
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
	adds     []need       // packages that files will need
	front    *front       // nil unless settings are made in front of a statement
	consumed []*ast.Ident // uses of an SDK's import that go away
	uses     []need       // packages that what is put in uses
	spoken   []ast.Expr   // names of variables and addresses that this change speaks for
	failed   bool         // could not be brought back onto the bytes
}

// need is a package that a file does not import yet.
type need struct {
	file *gosyntax.File
	path string
}

// part is one change of one file's tree. A tail adds lines behind a statement: they belong to its line's end, so that
// what another change puts in front of the next statement does not collide with them.
type part struct {
	file *gosyntax.File
	node string
	tail bool
	list ast.Expr // a call or literal whose items the change sets anew, together with its other parts
	do   func(*gosyntax.Tree)
}

// front is what a client needs in front of a statement, and what then stands in its own place.
type front struct {
	stmt   ast.Stmt
	client ast.Expr
	make   string
	result string
	node   string
}

// join lets the changes that put something in front of one statement do it together: each makes all of it, and they
// require each other.
func (r *run) join() {
	groups := map[ast.Stmt][]*change{}
	for _, c := range r.changes {
		if c.front != nil {
			groups[c.front.stmt] = append(groups[c.front.stmt], c)
		}
	}
	for _, c := range slices.Clone(r.changes) {
		if c.front == nil || groups[c.front.stmt][0] != c {
			continue
		}
		group := groups[c.front.stmt]
		together := *c
		together.parts, together.adds, together.uses = nil, nil, nil
		for _, o := range group {
			together.parts = append(together.parts, o.parts...)
			together.adds = append(together.adds, o.adds...)
			together.uses = append(together.uses, o.uses...)
		}
		together.parts = append(together.parts, part{file: c.file, node: c.front.node, do: func(t *gosyntax.Tree) {
			for _, o := range group {
				t.Before(o.front.stmt, o.front.make)
				t.Replace(o.front.client, o.front.result)
			}
		}})
		for _, o := range group {
			o.parts, o.adds, o.uses = together.parts, together.adds, together.uses
			for _, other := range group {
				if other != o {
					o.fix.Requires = append(o.fix.Requires, other.fix.Provides[0])
				}
			}
		}
	}
}

func (c *change) edit(f *gosyntax.File, node string, do func(*gosyntax.Tree)) {
	c.parts = append(c.parts, part{file: f, node: node, do: do})
}

// within is edit for the items of a call or literal: gofmt lines fields up, and commas depend on what else is there, so that
// all that a change does to one list is one edit.
func (c *change) within(f *gosyntax.File, list ast.Expr, node string, do func(*gosyntax.Tree)) {
	c.parts = append(c.parts, part{file: f, node: node, list: list, do: do})
}

// needOS notes that f will use package os; it returns the name to use. ok is false where that name is taken.
func (r *run) needOS(c *change, f *gosyntax.File) (name string, ok bool) { return r.need(c, f, "os") }

// need notes that f will use a package; it returns the name to use. ok is false where that name is taken.
func (r *run) need(c *change, f *gosyntax.File, path string) (name string, ok bool) {
	name, add, ok := r.program.ImportedAs(f, path)
	c.uses = append(c.uses, need{f, path})
	if n := (need{f, path}); add && ok && !slices.Contains(c.adds, n) {
		c.adds = append(c.adds, n)
	}
	return name, ok
}

// keyImport ties the changes that together take a file's last use of an import away.
const keyImport finding.KeyKind = "import"

// settle turns changes into edits and reports them. Imports come last, because only all changes of a file together tell
// which are no longer used.
func (r *run) settle() {
	if len(r.changes) == 0 {
		return
	}
	r.join()
	imports := r.plan()
	for _, c := range r.changes {
		if err := r.build(c, imports); err != nil || len(c.fix.Edits) == 0 {
			c.failed = true
		}
	}
	r.fail()
	for _, f := range r.program.Files {
		r.align(f, imports[f])
	}
	for _, c := range r.changes {
		if c.failed {
			c.finding.Message, c.finding.Confidence, c.finding.Sources = blocked(c.finding.Message), finding.Manual, c.fix.Sources
		} else {
			c.finding.Fixes = []finding.Fix{c.fix}
		}
		r.add(c.file, c.at, c.finding)
	}
}

// fail lets the changes fail that depend on one that failed, and gives up what the failed ones spoke for.
func (r *run) fail() {
	for again := true; again; {
		again = false
		for _, bad := range r.changes {
			for _, c := range r.changes {
				if bad.failed && !c.failed && slices.ContainsFunc(c.fix.Requires, func(k finding.Key) bool { return slices.Contains(bad.fix.Provides, k) }) {
					c.failed, again = true, true
				}
			}
		}
	}
	for _, c := range r.changes {
		if c.failed {
			c.fix.Edits = nil
			r.giveUp(c)
		}
	}
}

// giveUp takes back what a change that is not made spoke for, unless another does too.
func (r *run) giveUp(c *change) {
	for _, e := range c.spoken {
		if !slices.ContainsFunc(r.changes, func(o *change) bool { return o != c && !o.failed && slices.Contains(o.spoken, e) }) {
			delete(r.handled, e)
		}
	}
}

// build makes the edits of one change.
func (r *run) build(c *change, imports map[*gosyntax.File]*importing) error {
	for _, f := range c.files() {
		in := imports[f]
		edits, err := r.edits(c, f, in)
		if err != nil {
			return err
		}
		if err := sound(f, edits); err != nil {
			return err
		}
		c.fix.Edits = append(c.fix.Edits, edits...)
		if in.joint && in.concerns(c) {
			k := finding.Key{Kind: keyImport, Scope: f.Src.Path, Name: "imports"}
			c.fix.Provides, c.fix.Requires = append(c.fix.Provides, k), append(c.fix.Requires, k)
		}
	}
	return nil
}

// sound checks that a file is Go still with its edits made.
func sound(f *gosyntax.File, edits []finding.Edit) error {
	after, err := edit.Apply(f.Src.Data, plain(edits))
	if err != nil {
		return fmt.Errorf("edits of %s: %w", f.Src.Path, err)
	}
	if _, err := parser.ParseFile(token.NewFileSet(), f.Src.Path, after, parser.SkipObjectResolution); err != nil {
		return fmt.Errorf("edits of %s: %w", f.Src.Path, err)
	}
	return nil
}

func blocked(m i18n.Text) i18n.Text {
	return i18n.Join(m, i18n.T("此文件的排版或指令使其无法自动修改，请手工修改", "the layout or directives of this file keep it from being changed automatically: change it by hand"))
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

// edits makes the change's parts in one file, and its imports' edits beside them: those are computed on their own, so that
// they are the same for every change that needs them.
func (r *run) edits(c *change, f *gosyntax.File, in *importing) ([]finding.Edit, error) {
	var out []finding.Edit
	for i, p := range c.parts {
		if p.file != f || p.list != nil && slices.ContainsFunc(c.parts[:i], func(q part) bool { return q.list == p.list }) {
			continue
		}
		edits, err := f.Change(p.node, func(t *gosyntax.Tree) {
			for _, q := range c.parts[i:] {
				if q.list == p.list && p.list != nil {
					q.do(t)
				}
			}
			if p.list == nil {
				p.do(t)
			}
		})
		if err != nil {
			return nil, err
		}
		if p.tail {
			edits = gosyntax.Tail(edits)
		}
		out = append(out, edits...)
	}
	if !in.concerns(c) {
		return out, nil
	}
	edits, err := f.Change("imports", in.change)
	return append(out, edits...), err
}
