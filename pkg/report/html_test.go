package report

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/compare"
	"github.com/openai-migrate/migrate/pkg/cost"
	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/source"
)

// pageOf renders the page of a plan for some findings.
func pageOf(t *testing.T, p *PlanPage) string {
	t.Helper()
	p.Plans = map[i18n.Lang]*plan.Plan{}
	for _, l := range []i18n.Lang{i18n.ZH, i18n.EN} {
		p.Plans[l] = plan.New("zhipu", p.Result.Findings, l)
	}
	var out strings.Builder
	if err := HTML(&out, p); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

var (
	tags       = regexp.MustCompile(`<([a-zA-Z][a-zA-Z0-9]*)([^>]*)>`)
	attributes = regexp.MustCompile(`([a-zA-Z-]+)(?:="([^"]*)")?`)
)

// Nothing else may be on the page, and links lead to the page itself or to the web.
var (
	tagsAllowed  = strings.Fields("html head meta title style body input header div nav a span label main h1 h2 h3 p b dl dt dd table thead tbody tr th td code br sup article details summary ul ol li pre i mark section footer")
	attrsAllowed = strings.Fields("lang charset name content http-equiv class type id aria-label checked for href title rel open")
)

// markup lists what a page holds beyond what it may.
func markup(page string) []string {
	var out []string
	for _, m := range tags.FindAllStringSubmatch(page, -1) {
		if !slices.Contains(tagsAllowed, m[1]) {
			out = append(out, m[0])
		}
		for _, a := range attributes.FindAllStringSubmatch(m[2], -1) {
			leads := a[1] != "href" || strings.HasPrefix(a[2], "#") && a[2] != "#ZgotmplZ" || strings.HasPrefix(a[2], "https://") || strings.HasPrefix(a[2], "http://")
			if !slices.Contains(attrsAllowed, a[1]) || !leads {
				out = append(out, m[0])
			}
		}
	}
	style := page[strings.Index(page, "<style>"):strings.Index(page, "</style>")]
	if strings.Contains(style, "url(") || strings.Contains(style, "@import") {
		out = append(out, "a style that loads something")
	}
	return out
}

// TestHTMLSelfContained: the page loads and runs nothing, whatever the user's files and names say, and shows no key.
func TestHTMLSelfContained(t *testing.T) {
	r := sample(true)
	evil := `</code><script>alert(1)</script><img src=x onerror=alert(1)>`
	b := &builder{tree: r.Tree, target: true}
	b.tree = source.FromMap(map[string][]byte{"a\"><b>.py": []byte("c = OpenAI() # " + evil + "\n")})
	b.add(pyClient, "a\"><b>.py", "OpenAI()", 1, finding.Finding{Kind: finding.Client, Symbol: evil, Confidence: finding.Certain,
		Message: i18n.T(evil, evil)}, `OpenAI(x="</pre><style>*{display:none}</style>")`)
	r.Findings, r.Tree = b.out, b.tree
	r.Findings[0].Fixes[0].Sources = []finding.Source{{URL: "javascript:alert(1)", Verified: "2026-01-01"}}
	page := pageOf(t, &PlanPage{Report: Report{Lang: i18n.EN, Result: r}, Project: evil})
	if bad := markup(page); len(bad) > 0 {
		t.Errorf("the page holds %q", bad)
	}
	if !strings.Contains(page, "&lt;script&gt;alert(1)") {
		t.Error("and is not shown either")
	}
}

// TestHTMLSame: the same plan gives the same bytes, both languages in one page, the switch on the one asked for.
func TestHTMLSame(t *testing.T) {
	r := sample(true)
	render := func(l i18n.Lang) string { return pageOf(t, &PlanPage{Report: Report{Lang: l, Result: r}}) }
	zh, en := render(i18n.ZH), render(i18n.EN)
	for range 5 {
		if render(i18n.ZH) != zh {
			t.Fatal("two pages differ")
		}
	}
	for _, want := range []string{"从 OpenAI 迁移到", "Moving from OpenAI to"} {
		if !strings.Contains(zh, want) || !strings.Contains(en, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if !strings.Contains(zh, `id="zh" aria-label="中文" checked`) || !strings.Contains(en, `id="en" aria-label="English" checked`) {
		t.Error("the switch stands on the other language")
	}
}

// TestHTMLMany: five hundred changes make a page that folds its diffs and does not grow out of proportion.
func TestHTMLMany(t *testing.T) {
	files := map[string][]byte{}
	for i := range 250 {
		files[fmt.Sprintf("app/m%03d.py", i)] = []byte("import os\nc = OpenAI()\nd = OpenAI()\n")
	}
	b := &builder{tree: source.FromMap(files), target: true}
	for i := range 250 {
		for n := range 2 {
			b.add(pyClient, fmt.Sprintf("app/m%03d.py", i), "OpenAI()", n+1, finding.Finding{Kind: finding.Client, Symbol: "OpenAI",
				Confidence: finding.Certain, Message: i18n.T("客户端", "client")}, `OpenAI(base_url="u")`)
		}
	}
	r := sample(true)
	r.Findings, r.Tree = b.out, b.tree
	page := pageOf(t, &PlanPage{Report: Report{Lang: i18n.EN, Result: r}})
	if n := strings.Count(page, "<article"); n != 500 {
		t.Errorf("%d sets, want 500", n)
	}
	if strings.Contains(page, "<details open>") {
		t.Error("the diffs are unfolded")
	}
	if len(page) > 2<<20 {
		t.Errorf("%d bytes", len(page))
	}
}

// TestHTMLCompare: the table is that of compare, with the chosen provider marked.
func TestHTMLCompare(t *testing.T) {
	r := sample(true)
	c := &Compared{Report: Report{Lang: i18n.EN, Result: r}, Comparison: compare.New(
		[]compare.Candidate{{Target: r.Target, Findings: r.Findings}}, compare.Options{Rate: cost.Assumed, Usage: func(m []string) []cost.Usage { return cost.Spread(nil, m) }})}
	page := pageOf(t, &PlanPage{Report: Report{Lang: i18n.EN, Result: r}, Compared: c})
	for _, want := range []string{"Providers compared", `<tr class="chosen"><td>1</td><td>` + r.Target.ID, "平台比较"} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is missing", want)
		}
	}
}

func TestContrast(t *testing.T) {
	for _, c := range []struct{ old, new, gone, come string }{
		{`m = "gpt-4o"`, `m = "glm-5.3"`, "gpt-4o", "glm-5.3"},
		{`f(model=m)`, `f(model=m, key=k)`, "", ", key=k"},
		{`    temperature=0,`, `    temperature=0.01,`, "0", "0.01"},
		{`x`, `y`, "", ""}, // share too little: left whole
		{`名字 = "甲乙"`, `名字 = "甲丙"`, "甲乙", "甲丙"},
	} {
		h := pageHunkOf(edit.Hunk{OldStart: 1, NewStart: 1, Lines: []edit.Line{{Op: '-', Text: c.old}, {Op: '+', Text: c.new}}})
		a, b := h.Lines[0], h.Lines[1]
		if a.Mid != c.gone || b.Mid != c.come || a.Head+a.Mid+a.End != c.old || b.Head+b.Mid+b.End != c.new {
			t.Errorf("%q -> %q: %+v, %+v", c.old, c.new, a, b)
		}
	}
}
