package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/term"
)

// fileCount is one file of the overview.
type fileCount struct {
	path  string
	kinds map[finding.Kind]int
	fates [fates]int
	total int
}

// byFile lists the files with the most findings; a tree with thousands of findings cannot be read one by one.
func (t *text) byFile(items []item) {
	files := countFiles(items)
	t.heading(t.sayf("%d 个文件，按发现数排序", "%d files, those with the most findings first", len(files)))
	width := 0
	shown := files[:min(len(files), maxFiles)]
	for _, f := range shown {
		width = max(width, term.Width(clean(f.path)))
	}
	width = min(width, t.width/2)
	for _, f := range shown {
		path := term.Pad(term.Truncate(clean(f.path), width), width)
		t.line(term.Truncate("  "+t.paint(term.Path, path)+fmt.Sprintf("  %5d  ", f.total)+t.paint(term.Faint, t.kindsOf(f)), t.width))
	}
	if n := len(files) - maxFiles; n > 0 {
		t.line("  ", t.paint(term.Faint, t.sayf("……另有 %d 个文件", "… and %d more files", n)))
	}
	t.byMessage(items)
	t.line()
	t.wrap("", term.Faint, t.say(
		"发现较多，仅作汇总。逐条查看：migrate scan 目录，或 --format jsonl。",
		"There are too many findings to list them here. To see each one: migrate scan DIR, or --format jsonl."))
}

// byMessage says once what a person has to do, however often it comes up.
func (t *text) byMessage(items []item) {
	var first []item
	count := map[string]int{}
	for _, it := range items {
		if fateOf(it.Finding) != byHand {
			continue
		}
		if count[it.record.Message] == 0 {
			first = append(first, it)
		}
		count[it.record.Message]++
	}
	if len(first) == 0 {
		return
	}
	slices.SortStableFunc(first, func(a, b item) int { return cmp.Compare(count[b.record.Message], count[a.record.Message]) })
	t.heading(t.say("需人工处理", "Left to a person"))
	for _, it := range first[:min(len(first), maxFiles)] {
		n := count[it.record.Message]
		t.line("  ", it.record.Rule, " ", it.Rule.Title.In(t.Lang), t.paint(term.Faint, t.say(fmt.Sprintf("（%d 处）", n), fmt.Sprintf(" (%d)", n))))
		t.wrap("      ", term.Plain, clean(it.record.Message))
		t.line("      ", t.paint(term.Path, where(&it)), t.paint(term.Faint, map[bool]string{true: t.say(" 等", " and others")}[n > 1]))
	}
	if n := len(first) - maxFiles; n > 0 {
		t.line("  ", t.paint(term.Faint, t.sayf("……另有 %d 类", "… and %d more kinds", n)))
	}
}

func countFiles(items []item) []*fileCount {
	var files []*fileCount
	for _, it := range items {
		if n := len(files); n == 0 || files[n-1].path != it.record.Path {
			files = append(files, &fileCount{path: it.record.Path, kinds: map[finding.Kind]int{}})
		}
		f := files[len(files)-1]
		f.kinds[it.Kind]++
		f.fates[fateOf(it.Finding)]++
		f.total++
	}
	slices.SortStableFunc(files, func(a, b *fileCount) int { return cmp.Compare(b.total, a.total) })
	return files
}

// kindsOf says what a file holds, or with a target how it would fare.
func (t *text) kindsOf(f *fileCount) string {
	var parts []string
	if t.Result.Target != nil {
		for i, n := range f.fates {
			if n > 0 {
				parts = append(parts, fmt.Sprintf("%s %d", fateMarks[i].mark, n))
			}
		}
		return strings.Join(parts, "  ")
	}
	for _, k := range []finding.Kind{finding.Secret, finding.Client, finding.Call, finding.Model, finding.Endpoint, finding.Env,
		finding.Import, finding.Dependency, finding.Parameter, finding.Tokenizer} {
		if n := f.kinds[k]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", kindNames[k].In(t.Lang), n))
		}
	}
	return strings.Join(parts, t.say("，", ", "))
}
