package syntax

import (
	"iter"

	"github.com/openai-migrate/migrate/pkg/source"
)

// Node is one node of a tree: a small value, equal to another when both are the same node of the same tree. The zero
// Node is the invalid one; it has no kind, text or relatives, so that a path through a tree needs one test at its end.
//
//	Have: n.ChildByField("function").ChildByField("object").Text() -> "" wherever a step is missing
type Node struct {
	t *Tree
	i int32
}

func (n Node) record() *record { return &n.t.nodes[n.i] }

// is reports whether a flag is set.
func (n Node) is(f flag) bool { return n.t != nil && n.record().flags&f != 0 }

// Valid reports whether n is a node at all.
func (n Node) Valid() bool { return n.t != nil }

// Tree returns the tree that n belongs to; nil for the invalid node.
func (n Node) Tree() *Tree { return n.t }

// Kind returns the grammar's name for the node: "call", "identifier", "(" and, where parsing failed, "ERROR".
func (n Node) Kind() string {
	if n.t == nil {
		return ""
	}
	return n.t.names.kind(n.record().symbol)
}

// Is reports whether the node is of one of the kinds.
func (n Node) Is(kinds ...string) bool {
	k := n.Kind()
	for _, want := range kinds {
		if k == want && k != "" {
			return true
		}
	}
	return false
}

// Field returns the name by which the parent refers to the node, if it has one: "function", "arguments".
func (n Node) Field() string {
	if n.t == nil || n.record().field == 0 {
		return ""
	}
	return n.t.names.field[n.record().field]
}

// Named reports whether the node is more than a token of punctuation or a keyword. Comments are named.
func (n Node) Named() bool { return n.is(isNamed) }

// Extra reports whether the node may stand anywhere, as comments do.
func (n Node) Extra() bool { return n.is(isExtra) }

// IsError reports whether the node is a stretch of text that could not be parsed.
func (n Node) IsError() bool { return n.is(isError) }

// IsMissing reports whether the parser put the node in, empty, to go on.
func (n Node) IsMissing() bool { return n.is(isMissing) }

// HasError reports whether the node is or holds an error or missing node.
func (n Node) HasError() bool { return n.is(hasError) }

// Start returns the byte offset at which the node starts.
func (n Node) Start() int {
	if n.t == nil {
		return 0
	}
	return int(n.record().start)
}

// End returns the byte offset behind the node.
func (n Node) End() int {
	if n.t == nil {
		return 0
	}
	return int(n.record().end)
}

// Span returns the node's range.
func (n Node) Span() source.Span { return source.Span{Start: n.Start(), End: n.End()} }

// Text returns the node's text.
func (n Node) Text() string {
	if n.t == nil {
		return ""
	}
	return string(n.t.src[n.Start():n.End()])
}

// node returns the node with an index, the invalid one for -1.
func (t *Tree) node(i int32) Node {
	if i < 0 {
		return Node{}
	}
	return Node{t, i}
}

// Parent returns the node above.
func (n Node) Parent() Node {
	if n.t == nil {
		return Node{}
	}
	return n.t.node(n.record().parent)
}

// Prev returns the sibling before.
func (n Node) Prev() Node {
	if n.t == nil {
		return Node{}
	}
	return n.t.node(n.record().prev)
}

// Next returns the sibling behind.
func (n Node) Next() Node {
	if n.t == nil || n.record().parent < 0 {
		return Node{}
	}
	next, up := n.i+n.record().size, n.Parent()
	if next < up.i+up.record().size {
		return Node{n.t, next}
	}
	return Node{}
}

// first returns the first child.
func (n Node) first() Node {
	if n.t == nil || n.record().size == 1 {
		return Node{}
	}
	return Node{n.t, n.i + 1}
}

// Children returns the children, punctuation and comments included.
func (n Node) Children() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		for c := n.first(); c.Valid() && yield(c); c = c.Next() {
		}
	}
}

// NamedChildren returns the children that are named and no comments or other extras.
func (n Node) NamedChildren() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		for c := range n.Children() {
			if c.Named() && !c.Extra() && !yield(c) {
				return
			}
		}
	}
}

// Child returns the i-th child counted from 0, the invalid node where there is none. It counts along the children.
func (n Node) Child(i int) Node { return nth(n.Children(), i) }

// NamedChild is Child among the NamedChildren.
func (n Node) NamedChild(i int) Node { return nth(n.NamedChildren(), i) }

func nth(list iter.Seq[Node], i int) Node {
	for c := range list {
		if i == 0 {
			return c
		}
		i--
	}
	return Node{}
}

// ChildByField returns the first child to which the node gives the field name.
func (n Node) ChildByField(name string) Node {
	for c := range n.ChildrenByField(name) {
		return c
	}
	return Node{}
}

// ChildrenByField returns the children to which the node gives the field name.
func (n Node) ChildrenByField(name string) iter.Seq[Node] {
	return func(yield func(Node) bool) {
		if n.t == nil {
			return
		}
		id, ok := n.t.names.fields[name]
		if !ok {
			return
		}
		for c := range n.Children() {
			if c.record().field == id && !yield(c) {
				return
			}
		}
	}
}

// childAt returns the child that holds the byte at offset.
func (n Node) childAt(offset int) Node {
	for c := range n.Children() {
		if c.Start() <= offset && offset < c.End() {
			return c
		}
	}
	return Node{}
}
