package report

import (
	"cmp"
	"maps"
	"slices"

	"github.com/openai-migrate/migrate/pkg/compare"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
)

// pageModel is what becomes of a model of OpenAI.
type pageModel struct {
	From, To string
	N        int // places that name it
	Note     i18n.Text
	Doubtful bool
	Sources  []pageSource
}

// models lists the models that the tree names with what replaces them, the most used first.
func (b *pageBuilder) models() []pageModel {
	count := map[string]int{}
	for i := range b.Result.Findings {
		f := &b.Result.Findings[i]
		if o, ok := provider.OpenAIModel(f.Model); ok && !o.Unknown && f.Kind == finding.Model {
			count[o.Name]++
		}
	}
	names := slices.SortedFunc(maps.Keys(count), func(x, y string) int {
		return cmp.Or(cmp.Compare(count[y], count[x]), cmp.Compare(x, y))
	})
	var out []pageModel
	for _, name := range names {
		m := pageModel{From: clean(name), N: count[name]}
		if x, ok := b.Result.Target.Model(name, provider.Need{}); ok {
			m.To, m.Doubtful, m.Note = clean(x.ID), x.Unconfirmed, i18n.T(clean(cmp.Or(x.NoteZH, x.Note)), clean(x.Note))
			m.Sources = b.cite(sourcesOf(x.Verdict))
		}
		out = append(out, m)
	}
	return out
}

func sourcesOf(v provider.Verdict) []finding.Source {
	var out []finding.Source
	for _, s := range v.Sources {
		out = append(out, finding.Source(s))
	}
	return out
}

// pageFile is a file with what stays for a person in it.
type pageFile struct {
	Path  string
	Items []pageItem
}

type pageItem struct {
	Line    int
	Symbol  string
	Kind    i18n.Text
	Message i18n.Text
	Sources []pageSource
}

// manual lists what no change takes care of and a person has to see to, and what has to wait for a second run.
func (b *pageBuilder) manual() []pageFile {
	var list []finding.Finding
	for i := range b.Result.Findings {
		if f := &b.Result.Findings[i]; f.Confidence == finding.Manual && !f.Fixable() {
			list = append(list, *f)
		}
	}
	var out []pageFile
	for i := range list {
		f := &list[i]
		if n := len(out); n == 0 || out[n-1].Path != clean(f.File.Path) {
			out = append(out, pageFile{Path: clean(f.File.Path)})
		}
		file := &out[len(out)-1]
		file.Items = append(file.Items, pageItem{
			Line: f.File.Position(f.Span.Start).Line, Symbol: clean(f.Symbol), Kind: kindNames[f.Kind],
			Message: i18n.T(clean(f.Message.ZH), clean(f.Message.EN)), Sources: b.cite(f.Sources),
		})
	}
	return out
}

// pageCompare is the comparison of providers.
type pageCompare struct {
	What    i18n.Text
	Caveats []i18n.Text
	Header  []i18n.Text
	Rows    []pageRow
	Legend  i18n.Text
	Notes   []i18n.Text
}

type pageRow struct {
	Chosen bool
	Cells  []i18n.Text
}

// compare is the table that migrate compare prints.
func (b *pageBuilder) compare() *pageCompare {
	if b.Compared == nil || len(b.Compared.Comparison.Rows) == 0 {
		return nil
	}
	zh, en := *b.Compared, *b.Compared
	zh.Lang, en.Lang = i18n.ZH, i18n.EN
	out := &pageCompare{
		What: i18n.T(zh.what(), en.what()), Legend: i18n.T(zh.legend(), en.legend()),
		Caveats: pair(zh.caveats(), en.caveats()), Header: pair(zh.header(), en.header()),
		Notes: slices.Concat(pair(zh.footnotes(), en.footnotes()), pair(zh.usage(), en.usage()), pair(zh.arithmetic(), en.arithmetic())),
	}
	for i, r := range zh.Comparison.Rows {
		out.Rows = append(out.Rows, b.row(&zh, &en, r, i))
		for _, w := range pair(zh.warnings(r), en.warnings(r)) {
			if r.Target.Status != nil || r.Target.ID == b.Result.Target.ID {
				out.Notes = append(out.Notes, i18n.T(r.Target.ID+"："+w.ZH, r.Target.ID+": "+w.EN))
			}
		}
	}
	return out
}

func (b *pageBuilder) row(zh, en *Compared, r *compare.Row, i int) pageRow {
	return pageRow{Chosen: r.Target.ID == b.Result.Target.ID, Cells: pair(zh.cells(r), en.cells(en.Comparison.Rows[i]))}
}

// pair joins two lists of the same length into texts.
func pair(zh, en []string) []i18n.Text {
	var out []i18n.Text
	for i := range en {
		out = append(out, i18n.T(clean(zh[i]), clean(en[i])))
	}
	return out
}
