package review

import (
	"fmt"
	"slices"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/source"
)

// diffLine is one line of a shown diff. Op is ' ', '-' or '+', or '@' between two hunks. Numbers count from 1; 0 means
// that the line does not exist on that side.
type diffLine struct {
	op       byte
	old, new int
	text     string
	syntax   []span
	parts    []span // what differs from the line's counterpart
	other    bool   // belongs to another change, shown because the accepted rest is shown too
}

// fileDiff is what a change does to one file. Where that cannot be shown, problem says why.
type fileDiff struct {
	path    string
	nodes   []string // the syntactic places of the edits
	lines   []diffLine
	problem i18n.Text
}

// opened is a file of the tree as the review keeps it.
type opened struct {
	file    *source.File
	listing listing
	err     error
}

// diffKey says what a diff was made for. The version counts decisions and matters only to diffs that show the accepted
// rest; it is 0 for the others.
type diffKey struct {
	id         string
	together   bool
	version    int
	generation int // of the plan
}

// job computes what is shown for one change. It is given everything it needs and shares nothing that changes, because it
// runs beside Update.
type job struct {
	key    diffKey
	change *plan.Change   // decisions are not read
	rest   []*plan.Change // what is shown along with it
	base   map[string]string
	known  map[string]*opened
	open   func(path string) (*source.File, error)
}

// diffMsg brings a job's result, and the files it had to open.
type diffMsg struct {
	key   diffKey
	fresh map[string]*opened
	files []fileDiff
}

func (j *job) run() diffMsg {
	out := diffMsg{key: j.key, fresh: map[string]*opened{}}
	for _, path := range j.paths() {
		f := j.known[path]
		if f == nil {
			f = j.read(path)
			out.fresh[path] = f
		}
		d := fileDiff{path: path, nodes: j.nodes(path)}
		d.lines, d.problem = j.compare(path, f)
		out.files = append(out.files, d)
	}
	return out
}

// paths returns the change's files, its own first.
func (j *job) paths() []string {
	var out []string
	for _, e := range j.change.Edits {
		if !slices.Contains(out, e.Path) {
			out = append(out, e.Path)
		}
	}
	slices.SortStableFunc(out, func(a, b string) int {
		switch j.change.Path {
		case a:
			return -1
		case b:
			return 1
		}
		return 0
	})
	return out
}

func (j *job) nodes(path string) []string {
	var out []string
	for _, e := range j.change.Edits {
		if e.Path == path && e.Node != "" && !slices.Contains(out, e.Node) {
			out = append(out, e.Node)
		}
	}
	return out
}

func (j *job) read(path string) *opened {
	f, err := j.open(path)
	if err != nil {
		return &opened{err: err}
	}
	return &opened{file: f, listing: newListing(f)}
}

func (j *job) compare(path string, f *opened) ([]diffLine, i18n.Text) {
	switch {
	case f.err != nil:
		return nil, i18n.Tf("无法读取文件：%s", "cannot read the file: %s", clean(f.err.Error()))
	case j.base[path] != "" && f.file.Hash() != j.base[path]:
		return nil, i18n.T("生成计划之后文件已被修改，写入时会被拒绝；请重新运行 migrate plan",
			"the file has changed since the plan was made and apply will refuse it; run migrate plan again")
	}
	own, err := j.hunks(f.file, []*plan.Change{j.change})
	if err != nil {
		return nil, i18n.Tf("无法生成差异：%s", "cannot show the diff: %s", clean(err.Error()))
	}
	if !j.key.together {
		return own.lines(f.listing), i18n.Text{}
	}
	all, err := j.hunks(f.file, append([]*plan.Change{j.change}, j.rest...))
	if err != nil {
		return nil, i18n.Tf("与已接受的改动冲突：%s", "collides with what is accepted: %s", clean(err.Error()))
	}
	lines := all.lines(f.listing)
	own.claim(lines)
	return lines, i18n.Text{}
}

// comparison is the unified diff of a file and its changed version.
type comparison struct {
	hunks []edit.Hunk
	after *source.File
}

// hunks makes the changes' edits to the file's bytes and compares the decoded texts, so that what is shown is text in any
// encoding.
func (j *job) hunks(f *source.File, changes []*plan.Change) (comparison, error) {
	edits, err := (&plan.Plan{Changes: changes}).Edits(f, nil)
	if err != nil {
		return comparison{}, err
	}
	raw, err := edit.Apply(f.Raw(), edits)
	if err != nil {
		return comparison{}, err
	}
	after, err := source.NewFile(f.Path, raw)
	if err != nil {
		return comparison{}, fmt.Errorf("decode changed %s: %w", f.Path, err)
	}
	hunks, err := edit.Hunks(f.Data, edit.Between(f.Data, after.Data), edit.Context)
	return comparison{hunks: hunks, after: after}, err
}

// lines numbers the hunks' lines and takes their text and colours from the listings of both versions.
func (c comparison) lines(before listing) []diffLine {
	after := newListing(c.after)
	var out []diffLine
	for i, h := range c.hunks {
		if i > 0 {
			out = append(out, diffLine{op: '@'})
		}
		was, is := h.OldStart, h.NewStart
		for _, l := range h.Lines {
			d := diffLine{op: l.Op}
			if l.Op == '+' {
				d.text, d.syntax = after.line(is)
			} else {
				d.text, d.syntax = before.line(was)
			}
			if l.Op != '+' {
				d.old = was
				was++
			}
			if l.Op != '-' {
				d.new = is
				is++
			}
			out = append(out, d)
		}
	}
	emphasise(out)
	return out
}

// claim marks in a diff of several changes the runs of changed lines that c, the change alone, has no part in.
func (c comparison) claim(lines []diffLine) {
	touched := map[int]bool{} // old lines deleted, and those before which something is inserted
	for _, h := range c.hunks {
		at := h.OldStart
		for _, l := range h.Lines {
			if l.Op != ' ' {
				touched[at] = true
			}
			if l.Op != '+' {
				at++
			}
		}
	}
	at := 0
	for i := 0; i < len(lines); {
		start, own := i, false
		for ; i < len(lines) && (lines[i].op == '-' || lines[i].op == '+'); i++ {
			if lines[i].old > 0 {
				own = own || touched[lines[i].old]
				at = lines[i].old
			}
		}
		own = own || touched[at+1]
		for k := start; k < i; k++ {
			lines[k].other = !own
		}
		if start == i {
			at = max(at, lines[i].old)
			i++
		}
	}
}
