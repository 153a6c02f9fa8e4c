package gosdk

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

// align lets the changes of one file agree on white space. Each was made alone, so that columns of comments and values
// that gofmt lines up fit that change only; made together, as they mostly are, they should leave a file that gofmt has
// nothing to say about. Every line's white space is therefore taken from the file with all changes made.
func (r *run) align(f *gosyntax.File, imports *importing) {
	var in []*change
	for _, c := range r.changes {
		if slices.ContainsFunc(c.fix.Edits, func(e finding.Edit) bool { return e.File == f.Src }) {
			in = append(in, c)
		}
	}
	if len(in) < 2 {
		return
	}
	all, err := f.Change("layout", func(t *gosyntax.Tree) {
		done := map[string]bool{}
		imported := false
		for _, c := range in {
			imported = imported || imports.concerns(c)
			for _, p := range c.parts {
				if p.file != f || p.tail && done[p.node] {
					continue
				}
				done[p.node] = p.tail
				if c.front == nil || !done[c.front.make] || p.node != c.front.node {
					p.do(t)
				}
			}
			if c.front != nil {
				done[c.front.make] = true
			}
		}
		if imported {
			imports.change(t)
		}
	})
	if err != nil {
		return
	}
	l := layout{file: f, together: byLine(f, all)}
	added := l.added(all)
	for _, c := range in {
		l.adopt(c, in)
		l.adoptAdded(c, added)
	}
}

// added returns the lines of the file with all changes made, by their words; a line that occurs twice is left out.
func (l layout) added(all []finding.Edit) map[string]string {
	after, err := edit.Apply(l.file.Src.Data, plain(of(l.file, all)))
	if err != nil {
		return nil
	}
	out := map[string]string{}
	for line := range strings.Lines(string(after)) {
		key := string(words([]byte(line)))
		if have, ok := out[key]; ok && have != line {
			line = ""
		}
		out[key] = line
	}
	return out
}

// adoptAdded takes the common white space for whole lines that a change adds.
func (l layout) adoptAdded(c *change, added map[string]string) {
	for i, e := range c.fix.Edits {
		if e.File != l.file.Src || inline(e) || e.Start != e.End {
			continue
		}
		var out strings.Builder
		for line := range strings.Lines(e.New) {
			if have := added[string(words([]byte(line)))]; have != "" && strings.HasSuffix(line, "\n") && strings.TrimSpace(line) != "" {
				line = have
			}
			out.WriteString(line)
		}
		c.fix.Edits[i].New = out.String()
	}
}

// of keeps the edits of one file.
func of(f *gosyntax.File, edits []finding.Edit) []finding.Edit {
	return slices.DeleteFunc(slices.Clone(edits), func(e finding.Edit) bool { return e.File != f.Src })
}

// layout is a file's edits within lines, with all changes made.
type layout struct {
	file     *gosyntax.File
	together map[int][]finding.Edit
}

// byLine groups the edits that stay within one line by it.
func byLine(f *gosyntax.File, edits []finding.Edit) map[int][]finding.Edit {
	out := map[int][]finding.Edit{}
	for _, e := range edits {
		if e.File == f.Src && inline(e) {
			n := f.Src.Position(e.Start).Line
			out[n] = append(out[n], e)
		}
	}
	return out
}

func inline(e finding.Edit) bool {
	return !strings.Contains(e.New, "\n") && !bytes.Contains(e.File.Data[e.Start:e.End], []byte("\n"))
}

// adopt takes the common white space for the lines that only this change touches, where nothing but white space differs.
// A line that is only laid out anew goes with the first change that would do so.
func (l layout) adopt(c *change, in []*change) {
	own := byLine(l.file, c.fix.Edits)
	for _, n := range slices.Sorted(maps.Keys(own)) {
		edits, common, means := own[n], l.together[n], l.means(c, n)
		shared := means && slices.ContainsFunc(in, func(o *change) bool { return o != c && l.means(o, n) })
		if shared || means && !l.same(edits, common) {
			continue
		}
		c.fix.Edits = slices.DeleteFunc(c.fix.Edits, func(e finding.Edit) bool { return slices.Contains(edits, e) })
		for _, e := range common {
			if means || blank(e) {
				e.Node = edits[0].Node
				c.fix.Edits = append(c.fix.Edits, e)
			}
		}
	}
}

// means reports whether a change does more to a line than lay it out.
func (l layout) means(c *change, line int) bool {
	return slices.ContainsFunc(byLine(l.file, c.fix.Edits)[line], func(e finding.Edit) bool { return !blank(e) })
}

// blank reports whether an edit changes white space only.
func blank(e finding.Edit) bool {
	return strings.TrimSpace(e.New) == "" && len(bytes.TrimSpace(e.File.Data[e.Start:e.End])) == 0
}

// same reports whether two ways to edit a line differ in white space only.
func (l layout) same(x, y []finding.Edit) bool {
	a, errA := edit.Apply(l.file.Src.Data, plain(x))
	b, errB := edit.Apply(l.file.Src.Data, plain(y))
	return errA == nil && errB == nil && bytes.Equal(words(a), words(b))
}

func plain(list []finding.Edit) []edit.Edit {
	out := make([]edit.Edit, len(list))
	for i, e := range list {
		out[i] = e.Edit
	}
	return out
}

// words takes all white space out.
func words(b []byte) []byte { return bytes.Join(bytes.Fields(b), nil) }
