package gosyntax

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/format"

	"github.com/dave/dst"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
)

// Tree is what a change is put together on: a dst tree of each chunk that it touches. Changes name places by the nodes of
// the file's own tree; they are made together when the function passed to [File.Change] returns.
type Tree struct {
	of      *File
	touched []*tree // in the order touched
	replace map[dst.Node]dst.Node
	before  map[dst.Node][]dst.Stmt
	after   map[dst.Node][]dst.Stmt
	remove  map[dst.Node]bool
	err     error
}

// tree is one chunk while it is changed.
type tree struct {
	chunk *chunk
	file  *dst.File
	nodes map[ast.Node]dst.Node
	ops   []op // what was asked for, for a chunk that has to be spliced
}

// errLine refuses files whose positions are not their own: dst moves their comments.
var errLine = errors.New("file has //line directives")

// Change returns the edits of the file that a change of its tree makes. node names the place for all of them. The error
// says why the change cannot be brought back onto the file's bytes without touching anything else.
func (f *File) Change(node string, do func(*Tree)) ([]finding.Edit, error) {
	if bytes.Contains(f.LF, []byte("//line ")) {
		return nil, errLine
	}
	t := &Tree{
		of: f, replace: map[dst.Node]dst.Node{}, before: map[dst.Node][]dst.Stmt{},
		after: map[dst.Node][]dst.Stmt{}, remove: map[dst.Node]bool{},
	}
	do(t)
	var out []finding.Edit
	for _, part := range t.touched {
		edits, err := t.change(part, node)
		if err != nil {
			return nil, err
		}
		out = append(out, edits...)
	}
	if t.err != nil {
		return nil, fmt.Errorf("change tree: %w", t.err)
	}
	return out, nil
}

// change makes the edits of one chunk.
func (t *Tree) change(part *tree, node string) ([]finding.Edit, error) {
	f, c := t.of, part.chunk
	before, err := f.printed(c)
	if err != nil {
		return nil, err
	}
	if err := t.apply(part.file); err != nil {
		return nil, err
	}
	after, err := restore(part.file)
	if err != nil {
		return nil, err
	}
	ours := f.text(c)
	merged, err := merge(before, ours, after)
	if err != nil {
		if merged, err = f.splice(part, ours, after); err != nil {
			return nil, err
		}
		merged = fit(before, ours, merged, after)
	}
	merged, ok := bytes.CutPrefix(merged, c.head)
	if !ok {
		return nil, errChunk
	}
	if len(ours) > len(c.head)+c.end-c.start {
		merged = bytes.TrimSuffix(merged, []byte("\n"))
	}
	return f.minimal(c.start, c.end, merged, node), nil
}

// at returns the tree of the chunk that holds an offset, made on the first use; nil where that fails.
func (t *Tree) at(offset int) *tree {
	all := t.of.chunked()
	c := all[0]
	for _, next := range all[1:] {
		if next.start <= offset {
			c = next
		}
	}
	for _, part := range t.touched {
		if part.chunk == c {
			return part
		}
	}
	file, nodes, err := t.of.decorate(c)
	if err != nil {
		if t.err == nil {
			t.err = err
		}
		return nil
	}
	part := &tree{chunk: c, file: file, nodes: nodes}
	t.touched = append(t.touched, part)
	return part
}

// find returns the tree that holds a node of the file's own, and the node there; a nil node where there is none.
func (t *Tree) find(n ast.Node) (*tree, dst.Node) {
	if part := t.at(t.of.Offset(n.Pos())); part != nil {
		return part, part.nodes[n]
	}
	return nil, nil
}

// merge brings the change from base to theirs onto ours, which differs from base in layout only, and checks that it
// means the same.
func merge(base, ours, theirs []byte) ([]byte, error) {
	if bytes.Equal(base, ours) {
		return theirs, nil
	}
	merged, err := edit.Merge3(base, ours, theirs)
	if err != nil {
		return nil, fmt.Errorf("merge with the file's own layout: %w", err)
	}
	got, err := format.Source(merged)
	if err != nil {
		return nil, fmt.Errorf("merge with the file's own layout: %w", err)
	}
	want, err := format.Source(theirs)
	if err != nil || !bytes.Equal(got, want) {
		return nil, errors.New("merge with the file's own layout: the result differs")
	}
	return merged, nil
}
