package report

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
)

// pageSet is a change-set: what is accepted or left as one.
type pageSet struct {
	ID       string
	Title    i18n.Text
	Extent   i18n.Text  // what it covers
	Requires []pageLink // sets that have to be made, too
	Files    []*pageDiff
}

type pageLink struct {
	ID, Path string
	Title    i18n.Text
}

type pageChange struct {
	ID, Rule, Class      string
	Title, Why           i18n.Text
	Confidence, Decision i18n.Text
	Sources              []pageSource
}

// pageDiff is what a set does to one file: the changes that have their place there, and the lines.
type pageDiff struct {
	Path    string
	Changes []pageChange
	Hunks   []pageHunk
}

type pageHunk struct{ Lines []pageLine }

// pageLine is a line of a diff; what differs from its counterpart stands in Mid.
type pageLine struct {
	Class, Sign    string
	N              int
	Head, Mid, End string
}

// sets turns the plan's change-sets into what the page shows.
func (b *pageBuilder) sets() ([]pageSet, error) {
	list := b.plan.Sets()
	home := map[string]pageLink{} // change -> its set
	for _, set := range list {
		main := b.mainChange(set)
		for _, c := range set {
			home[c.ID] = pageLink{ID: set[0].ID, Path: clean(main.Path), Title: b.title(main)}
		}
	}
	var out []pageSet
	for _, set := range list {
		s := pageSet{ID: set[0].ID, Title: b.title(b.mainChange(set)), Requires: requiredSets(set, home)}
		files := map[string]*pageDiff{}
		err := eachDiff(b.plan, b.Result.Tree, set, func(d fileDiff) {
			files[d.path] = pageDiffOf(d)
			s.Files = append(s.Files, files[d.path])
		})
		if err != nil {
			return nil, err
		}
		for _, c := range set {
			if f := files[c.Path]; f != nil {
				f.Changes = append(f.Changes, b.change(c))
			}
		}
		s.Extent = extent(set, s.Files)
		out = append(out, s)
	}
	return out, nil
}

// requiredSets are the other sets that a set's changes require.
func requiredSets(set []*plan.Change, home map[string]pageLink) []pageLink {
	var out []pageLink
	for _, c := range set {
		for _, id := range c.Requires {
			if l := home[id]; l.ID != set[0].ID && !slices.Contains(out, l) {
				out = append(out, l)
			}
		}
	}
	return out
}

// extent names the file of a small set, and counts the files of a large one.
func extent(set []*plan.Change, files []*pageDiff) i18n.Text {
	if len(files) == 1 {
		return i18n.T(files[0].Path, files[0].Path)
	}
	return i18n.T(fmt.Sprintf("%d 个文件，%d 处改动", len(files), len(set)), many(len(set), "change")+" in "+many(len(files), "file"))
}

// mainChange names its set: a change that brings the provider's address in, as that of a client does, else the one that
// requires most of the others.
func (b *pageBuilder) mainChange(set []*plan.Change) *plan.Change {
	best := set[0]
	for _, c := range set {
		if slices.ContainsFunc(c.Edits, func(e plan.Edit) bool { return strings.Contains(e.New, b.Result.Target.BaseURL) }) {
			return c
		}
		if len(c.Requires) > len(best.Requires) {
			best = c
		}
	}
	return best
}

// inBoth makes a text of what the two plans say of one change.
func (b *pageBuilder) inBoth(id string, of func(*plan.Change) string) i18n.Text {
	say := func(l i18n.Lang) string {
		if p := b.Plans[l]; p != nil {
			if c := p.Change(id); c != nil {
				return clean(of(c))
			}
		}
		return clean(of(b.plan.Change(id)))
	}
	return i18n.T(say(i18n.ZH), say(i18n.EN))
}

func (b *pageBuilder) title(c *plan.Change) i18n.Text {
	return b.inBoth(c.ID, func(c *plan.Change) string { return c.Title })
}

func (b *pageBuilder) change(c *plan.Change) pageChange {
	return pageChange{
		ID: c.ID, Rule: c.Rule, Class: string(c.Confidence), Title: b.title(c),
		Why:        b.inBoth(c.ID, func(c *plan.Change) string { return c.Why }),
		Confidence: confidenceNames[c.Confidence].text, Decision: decisionNames[c.Decision], Sources: b.cite(c.Sources),
	}
}

func pageDiffOf(d fileDiff) *pageDiff {
	out := &pageDiff{Path: clean(d.path)}
	for _, h := range d.hunks {
		out.Hunks = append(out.Hunks, pageHunkOf(h))
	}
	return out
}

// pageHunkOf numbers the lines, and marks what changed within lines that were replaced one by one.
func pageHunkOf(h edit.Hunk) pageHunk {
	var out pageHunk
	before, after := h.OldStart, h.NewStart
	for _, l := range h.Lines {
		line := pageLine{Sign: " ", N: after, Head: l.Text}
		switch l.Op {
		case '-':
			line.Class, line.Sign, line.N = "del", "-", before
		case '+':
			line.Class, line.Sign = "add", "+"
		}
		if l.Op != '+' {
			before++
		}
		if l.Op != '-' {
			after++
		}
		out.Lines = append(out.Lines, line)
	}
	for at := 0; at < len(out.Lines); {
		gone := run(out.Lines[at:], "del")
		come := run(out.Lines[at+gone:], "add")
		if gone > 0 && gone == come {
			for i := range gone {
				contrast(&out.Lines[at+i], &out.Lines[at+gone+i])
			}
		}
		at += max(1, gone+come)
	}
	return out
}

// run counts the lines at the beginning that have a class.
func run(lines []pageLine, class string) int {
	n := 0
	for n < len(lines) && lines[n].Class == class {
		n++
	}
	return n
}

// contrast splits two lines into what they share at either end and what differs, at the bounds of words. Lines that share
// little are left whole.
func contrast(a, b *pageLine) {
	x, y := a.Head, b.Head
	head := 0
	for head < len(x) && head < len(y) && x[head] == y[head] {
		head++
	}
	for head > 0 && (inWord(x, head) || inWord(y, head)) {
		head--
	}
	tail := 0
	for tail < len(x)-head && tail < len(y)-head && x[len(x)-1-tail] == y[len(y)-1-tail] {
		tail++
	}
	for tail > 0 && (inWord(x, len(x)-tail) || inWord(y, len(y)-tail)) {
		tail--
	}
	if len(strings.TrimSpace(x[:head]))+tail < 4 {
		return
	}
	a.Head, a.Mid, a.End = x[:head], x[head:len(x)-tail], x[len(x)-tail:]
	b.Head, b.Mid, b.End = y[:head], y[head:len(y)-tail], y[len(y)-tail:]
}

// inWord reports whether an offset lies within a word, a number, the name of a model, or a character.
func inWord(s string, at int) bool {
	part := func(c byte) bool { return isWord(c) || strings.IndexByte("_.-", c) >= 0 || c >= utf8.RuneSelf }
	return at > 0 && at < len(s) && part(s[at-1]) && part(s[at])
}
