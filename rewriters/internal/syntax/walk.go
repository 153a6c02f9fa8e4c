package syntax

import "iter"

// Preorder returns the node and everything below it, parents before children, in the order of the text. It is a walk
// along an array and needs no stack, however deep the tree.
func (n Node) Preorder() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		if n.t == nil {
			return
		}
		for i := n.i; i < n.i+n.record().size; i++ {
			if !yield(Node{n.t, i}) {
				return
			}
		}
	}
}

// Descendants returns the nodes below n that are of one of the kinds, in the order of the text; n itself is not one.
func (n Node) Descendants(kinds ...string) iter.Seq[Node] {
	return func(yield func(Node) bool) {
		if n.t == nil {
			return
		}
		want := n.t.names.set(kinds)
		for i := n.i + 1; i < n.i+n.record().size; i++ {
			if want.has(n.t.nodes[i].symbol) && !yield(Node{n.t, i}) {
				return
			}
		}
	}
}

// Ancestors returns the nodes above n, nearest first.
func (n Node) Ancestors() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		for p := n.Parent(); p.Valid() && yield(p); p = p.Parent() {
		}
	}
}

// Enclosing returns the nearest node above n that is of one of the kinds, the invalid node when there is none.
func (n Node) Enclosing(kinds ...string) Node {
	for p := range n.Ancestors() {
		if p.Is(kinds...) {
			return p
		}
	}
	return Node{}
}

// Contains reports whether o is n or lies below it.
func (n Node) Contains(o Node) bool {
	return n.t != nil && n.t == o.t && n.i <= o.i && o.i < n.i+n.record().size
}
