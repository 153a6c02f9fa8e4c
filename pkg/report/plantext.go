package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/pkg/term"
)

// PlanText writes the plan for a person at a terminal: every change with its reason, its sources, and its own small diff.
// Keys in the lines around a change are masked, so this is to read and not to apply.
func PlanText(w io.Writer, p *plan.Plan, tree *source.Tree, out *term.IO, l i18n.Lang) error {
	t := newText(&Report{Lang: l, IO: out})
	path := ""
	for _, c := range p.Changes {
		if c.Path != path {
			if path != "" {
				t.line()
			}
			path = c.Path
			t.line(t.paint(term.Path, clean(path)))
		}
		if err := t.change(p, tree, c); err != nil {
			return err
		}
	}
	t.planSummary(p)
	_, err := io.WriteString(w, t.out.String())
	return err
}

var confidenceNames = map[finding.Confidence]struct {
	text  i18n.Text
	style term.Style
}{
	finding.Certain: {i18n.T("确定", "certain"), term.Good},
	finding.Likely:  {i18n.T("需审阅", "likely"), term.Warn},
	finding.Manual:  {i18n.T("需人工", "manual"), term.Bad},
}

var decisionNames = map[plan.Decision]i18n.Text{
	plan.Accepted: i18n.T("已接受", "accepted"), plan.Skipped: i18n.T("已跳过", "skipped"),
}

// change writes one change: heading, reason, and a diff a file.
func (t *text) change(p *plan.Plan, tree *source.Tree, c *plan.Change) error {
	conf := confidenceNames[c.Confidence]
	t.line()
	head := "  " + t.paint(term.Bold, clean(c.Title)) + "  " + t.paint(conf.style, conf.text.In(t.Lang))
	if d, ok := decisionNames[c.Decision]; ok {
		head += "  " + t.paint(term.Header, d.In(t.Lang))
	}
	t.line(head, "  ", t.paint(term.Faint, c.Rule+" "+c.ID))
	t.wrap("  ", term.Plain, clean(c.Why))
	for _, s := range c.Sources {
		t.line("  ", t.paint(term.Faint, t.source(s)))
	}
	if len(c.Requires) > 0 {
		t.wrap("  ", term.Faint, t.say("须与这些改动一并进行：", "made together with ")+strings.Join(c.Requires, ", "))
	}
	return t.changeDiff(p, tree, c)
}

// source is where a statement comes from and how old it is.
func (t *text) source(s finding.Source) string {
	out := clean(s.URL)
	if s.Verified != "" {
		out += t.say("（", " (") + s.Verified + t.say("）", ")")
	}
	if s.Unconfirmed {
		out += t.say(" 未经证实", " unconfirmed")
	}
	return out
}

func (t *text) changeDiff(p *plan.Plan, tree *source.Tree, c *plan.Change) error {
	return eachDiff(p, tree, []*plan.Change{c}, func(d fileDiff) {
		if d.path != c.Path {
			t.line("    ", t.paint(term.Path, clean(d.path)))
		}
		for _, h := range d.hunks {
			t.hunk(h)
		}
	})
}

// hunk writes lines with their numbers: those of the old file for what goes and stays, of the new one for what comes.
func (t *text) hunk(h edit.Hunk) {
	width := len(fmt.Sprint(max(h.OldStart+h.OldLines, h.NewStart+h.NewLines)))
	before, after := h.OldStart, h.NewStart
	for _, l := range h.Lines {
		n, st := before, term.Faint
		switch l.Op {
		case '-':
			st = term.Delete
		case '+':
			n, st = after, term.Insert
		}
		t.line("    ", t.paint(term.Faint, fmt.Sprintf("%*d", width, n)), " ", t.paint(st, strings.TrimRight(string(l.Op)+" "+l.Text, " ")))
		if l.Op != '+' {
			before++
		}
		if l.Op != '-' {
			after++
		}
	}
}

// planSummary counts, and says which command comes next.
func (t *text) planSummary(p *plan.Plan) {
	if len(p.Changes) == 0 {
		t.line(t.paint(term.Good, t.say("没有需要修改的内容", "nothing to change")))
		return
	}
	certain := 0
	for _, c := range p.Changes {
		if c.Confidence == finding.Certain {
			certain++
		}
	}
	files := len(p.Paths(nil))
	t.line()
	t.line(t.paint(term.Bold, t.say(
		fmt.Sprintf("%d 处改动，涉及 %d 个文件：确定 %d，需审阅 %d", len(p.Changes), files, certain, len(p.Changes)-certain),
		fmt.Sprintf("%s in %s: %d certain, %d likely", many(len(p.Changes), "change"), many(files, "file"), certain, len(p.Changes)-certain))))
	t.line(t.say("下一步：", "next: "), t.paint(term.Bold, "migrate review --to "+p.Target), t.say("，或 ", ", or "), t.paint(term.Bold, "migrate apply --to "+p.Target))
}
