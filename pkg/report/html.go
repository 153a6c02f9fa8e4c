package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
)

//go:embed plan.html
var planPage string

var planTemplate = template.Must(template.New("plan").Parse(planPage))

// PlanPage is what the page of a plan is made of. Lang is the language that shows first.
type PlanPage struct {
	Report
	Plans    map[i18n.Lang]*plan.Plan // the same plan in both languages
	Compared *Compared                // nil to leave the comparison out
	Project  string                   // what the tree is called; empty for the name of its directory
}

// HTML writes the plan as one self-contained page, to hand to somebody who has no terminal at hand, in both languages with
// a switch between them. It loads nothing, runs nothing, and shows keys only masked.
func HTML(w io.Writer, p *PlanPage) error {
	b := &pageBuilder{PlanPage: p, plan: p.Plans[i18n.EN], at: map[string]int{}}
	out, err := b.page()
	if err != nil {
		return err
	}
	return planTemplate.Execute(w, out)
}

// page is what plan.html shows.
type page struct {
	Lang, Project, Target, Date, Version string
	Title                                i18n.Text
	Headline                             i18n.Text
	Facts                                []pageFact
	Cards                                []pageCard
	Models                               []pageModel
	Noted                                bool // a model has a note
	Steps                                []pageFact
	Sets                                 []pageSet
	Folded                               bool // the sets are too many to be shown unfolded
	Manual                               []pageFile
	Inventory                            pageTable
	Compare                              *pageCompare
	Sources                              []pageSource
	Skipped                              []pageSkips
}

// pageFact is a label with a value, as text or as code.
type pageFact struct {
	Label i18n.Text
	Code  string
}

type pageCard struct {
	N     int
	Class string
	Label i18n.Text
}

type pageTable struct {
	Header []i18n.Text
	Rows   [][]i18n.Text
}

// pageBuilder gathers what the page shows. Sources are numbered as they come.
type pageBuilder struct {
	*PlanPage
	plan    *plan.Plan
	sources []pageSource
	at      map[string]int // URL -> number of the source
}

// both says something in both languages by means of methods that know one.
func (b *pageBuilder) both(say func(*Report) string) i18n.Text {
	zh, en := b.Report, b.Report
	zh.Lang, en.Lang = i18n.ZH, i18n.EN
	return i18n.T(say(&zh), say(&en))
}

func (b *pageBuilder) page() (*page, error) {
	target := b.Result.Target
	out := &page{
		Lang: string(b.Lang), Project: b.project(), Target: target.ID, Version: b.Version,
		Title:    i18n.T("从 OpenAI 迁移到"+i18n.Spaced(target.Brief().ZH), "Moving from OpenAI to "+target.Brief().EN),
		Headline: b.both((*Report).headline),
		Facts: []pageFact{
			{i18n.T("接口地址", "base URL"), target.BaseURL}, {i18n.T("密钥变量", "key variable"), target.KeyEnv},
		},
		Models: b.models(), Inventory: b.inventory(), Skipped: b.skips(),
	}
	if !b.Now.IsZero() {
		out.Date = b.Now.Format("2006-01-02")
	}
	id := target.ID
	out.Steps = []pageFact{
		{i18n.T("逐条审阅", "review each change"), "migrate review --to " + id},
		{i18n.T("写入有把握的改动", "write what is certain"), "migrate apply --to " + id},
		{i18n.T("核验：残留、编译、测试", "verify: leftovers, compilers, tests"), `migrate verify --run "…"`},
		{i18n.T("逐字节还原", "take it back, byte for byte"), "migrate undo"},
	}
	var err error
	if out.Sets, err = b.sets(); err != nil {
		return nil, err
	}
	out.Noted = slices.ContainsFunc(out.Models, func(m pageModel) bool { return m.Note.EN != "" })
	out.Folded = len(out.Sets) > unfolded
	out.Manual = b.manual()
	out.Compare = b.compare()
	out.Cards = b.cards(out)
	out.Sources = b.sources
	return out, nil
}

// unfolded is how many change-sets are shown with their diffs open.
const unfolded = 40

func (b *pageBuilder) project() string {
	if b.Project != "" {
		return clean(b.Project)
	}
	return clean(filepath.Base(b.root()))
}

// cards are the figures at the top.
func (b *pageBuilder) cards(p *page) []pageCard {
	certain, likely, manual := 0, 0, 0
	for _, c := range b.plan.Changes {
		if c.Confidence == finding.Certain {
			certain++
		} else {
			likely++
		}
	}
	for _, f := range p.Manual {
		manual += len(f.Items)
	}
	return []pageCard{
		{len(b.plan.Paths(nil)), "", i18n.T("个文件会改动", many0(len(b.plan.Paths(nil)), "file changes", "files change"))},
		{certain, "certain", i18n.T("处改动有把握", many0(certain, "certain change", "certain changes"))},
		{likely, "likely", i18n.T("处改动需审阅", many0(likely, "change to review", "changes to review"))},
		{manual, "manual", i18n.T("处需人工处理", many0(manual, "finding for a person", "findings for a person"))},
		{b.gaps(), "gap", i18n.T("个文件未能分析", many0(b.gaps(), "file not analysed", "files not analysed"))},
	}
}

// many0 is the word for n things without the number.
func many0(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// inventory is the table of what was found, by SDK.
func (b *pageBuilder) inventory() pageTable {
	zh, en := b.Report, b.Report
	zh.Lang, en.Lang = i18n.ZH, i18n.EN
	return table(zh.sdkRows(), en.sdkRows())
}

// table joins a table in two languages into one; the first row is the header.
func table(zh, en [][]string) pageTable {
	var rows [][]i18n.Text
	for i := range en {
		var row []i18n.Text
		for j := range en[i] {
			row = append(row, i18n.T(clean(zh[i][j]), clean(en[i][j])))
		}
		rows = append(rows, row)
	}
	return pageTable{Header: rows[0], Rows: rows[1:]}
}

type pageSkips struct {
	Reason i18n.Text
	N      int
	Paths  []string
	More   int
}

// skips lists what was not analysed, by reason.
func (b *pageBuilder) skips() []pageSkips {
	var out []pageSkips
	for _, g := range byReason(b.skipped()) {
		s := pageSkips{Reason: b.both(func(r *Report) string { return r.reason(g[0]) }), N: len(g)}
		for _, k := range g[:min(len(g), maxFiles)] {
			s.Paths = append(s.Paths, clean(k.Path))
		}
		s.More = len(g) - len(s.Paths)
		out = append(out, s)
	}
	return out
}

type pageSource struct {
	N           int
	URL         string
	Verified    string
	Unconfirmed bool
}

// Web reports whether the source can be a link. A team's own catalog may name a document.
func (s pageSource) Web() bool {
	return strings.HasPrefix(s.URL, "https://") || strings.HasPrefix(s.URL, "http://")
}

// cite numbers sources; a source that is cited again keeps its number.
func (b *pageBuilder) cite(list []finding.Source) []pageSource {
	var out []pageSource
	for _, s := range list {
		key := fmt.Sprint(s.URL, s.Verified, s.Unconfirmed)
		n, ok := b.at[key]
		if !ok {
			n = len(b.sources) + 1
			b.at[key] = n
			b.sources = append(b.sources, pageSource{n, clean(s.URL), s.Verified, s.Unconfirmed})
		}
		out = append(out, b.sources[n-1])
	}
	return out
}
