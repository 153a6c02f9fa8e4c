package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/source"
)

//go:embed plan.html
var planPage string

var planTemplate = template.Must(template.New("plan").Parse(planPage))

// page is what plan.html shows.
type page struct {
	Lang, Target, Title, Summary, With string
	Files                              []pageFile
}

type pageFile struct {
	Path    string
	Changes []pageChange
}

type pageChange struct {
	ID, Rule, Title, Why, Class, Confidence, Decision string
	Requires, Sources                                 []string
	Diffs                                             []pageDiff
}

type pageDiff struct {
	Path  string // empty where it is the change's own file
	Lines []pageLine
}

type pageLine struct{ Class, Text string }

// HTML writes the plan as one self-contained page, to hand to somebody who has no terminal at hand. It loads nothing,
// runs nothing, and shows keys only masked.
func HTML(w io.Writer, p *plan.Plan, tree *source.Tree, l i18n.Lang) error {
	t := newText(&Report{Lang: l})
	files := len(p.Paths(nil))
	out := page{Lang: string(l), Target: p.Target, Title: t.sayf("迁移到 %s", "Moving to %s", p.Target),
		Summary: t.say(fmt.Sprintf("%d 处改动，涉及 %d 个文件", len(p.Changes), files), many(len(p.Changes), "change")+" in "+many(files, "file")),
		With:    t.say("须一并进行：", "made together with")}
	for _, c := range p.Changes {
		if n := len(out.Files); n == 0 || out.Files[n-1].Path != clean(c.Path) {
			out.Files = append(out.Files, pageFile{Path: clean(c.Path)})
		}
		pc, err := t.pageChange(p, tree, c)
		if err != nil {
			return err
		}
		file := &out.Files[len(out.Files)-1]
		file.Changes = append(file.Changes, pc)
	}
	return planTemplate.Execute(w, out)
}

func (t *text) pageChange(p *plan.Plan, tree *source.Tree, c *plan.Change) (pageChange, error) {
	out := pageChange{ID: c.ID, Rule: c.Rule, Title: clean(c.Title), Why: clean(c.Why), Class: string(c.Confidence),
		Confidence: confidenceNames[c.Confidence].text.In(t.Lang), Requires: c.Requires}
	if d, ok := decisionNames[c.Decision]; ok {
		out.Decision = d.In(t.Lang)
	}
	for _, s := range c.Sources {
		out.Sources = append(out.Sources, t.source(s))
	}
	err := eachDiff(p, tree, c, func(d fileDiff) {
		diff := pageDiff{}
		if d.path != c.Path {
			diff.Path = clean(d.path)
		}
		for _, h := range d.hunks {
			for _, l := range h.Lines {
				diff.Lines = append(diff.Lines, pageLine{Class: map[byte]string{'-': "del", '+': "add"}[l.Op], Text: string(l.Op) + " " + l.Text})
			}
		}
		out.Diffs = append(out.Diffs, diff)
	})
	return out, err
}
