package syntax

import (
	"time"

	"github.com/openai-migrate/migrate/pkg/source"
)

// Limits of a parse. What the library can be made to do with junk is bounded by them: 5 MB of it would take 24 s and
// 4.8 GB. The budget is processor time; ordinary code takes 0.2 s a megabyte, 0.6 s on a machine that is busy otherwise.
const (
	MaxSize       = 1 << 20                // bytes of text
	Budget        = 500 * time.Millisecond // for any text
	BudgetPerByte = time.Microsecond       // on top, so that a large sound file is read on a slow machine too
)

// Refusal is the reason why a text was not parsed. Its text is fit for a source.Skip.
type Refusal string

// The refusals.
const (
	Timeout     Refusal = "takes too long to parse"
	TooLarge    Refusal = "too large to parse: over 1 MB"
	Binary      Refusal = "contains NUL bytes"
	Unsupported Refusal = "no parser for this language"
	OutOfMemory Refusal = "no memory for the syntax tree"
)

func (r Refusal) Error() string { return string(r) }

// Tree is the syntax tree of one text. It does not change, and any number of goroutines may read it.
type Tree struct {
	lang  source.Lang
	src   []byte
	names *names
	nodes []record // in preorder: a node's first child follows it, its next sibling follows its subtree
}

// record is one node as flat.c writes it down.
type record struct {
	symbol, field uint16
	flags         flag
	start, end    uint32
	parent, prev  int32 // -1 for none
	size          int32 // nodes of the subtree, the node included
}

// flag is a bit of a record's flags, as flat.h numbers them.
type flag uint32

const (
	isNamed flag = 1 << iota
	isExtra
	isError
	isMissing
	hasError
)

// Lang returns the language that the text was parsed as.
func (t *Tree) Lang() source.Lang { return t.lang }

// Source returns the text. It must not be changed.
func (t *Tree) Source() []byte { return t.src }

// Len returns the number of nodes.
func (t *Tree) Len() int { return len(t.nodes) }

// Root returns the node of the whole text. Its range leaves out white space at the start.
func (t *Tree) Root() Node { return Node{t: t} }

// HasError reports whether some part of the text could not be parsed. That none is reported does not make the text
// valid: Python 2 passes, and so does much that a compiler's later stages refuse.
func (t *Tree) HasError() bool { return t.nodes[0].flags&hasError != 0 }

// FirstError returns the first error or missing node, the invalid node when there is none.
func (t *Tree) FirstError() Node {
	if t.HasError() {
		for i, r := range t.nodes {
			if r.flags&(isError|isMissing) != 0 {
				return Node{t, int32(i)}
			}
		}
	}
	return Node{}
}

// At returns the smallest node that holds the byte at offset: the root where no smaller one does.
func (t *Tree) At(offset int) Node {
	at := t.Root()
	for {
		next := at.childAt(offset)
		if !next.Valid() {
			return at
		}
		at = next
	}
}

// Covering returns the smallest node that holds the whole span: the root where no smaller one does.
func (t *Tree) Covering(s source.Span) Node {
	n := t.At(s.Start)
	for n.End() < s.End && n.Parent().Valid() {
		n = n.Parent()
	}
	return n
}
