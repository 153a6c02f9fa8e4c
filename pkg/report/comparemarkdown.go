package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
)

// writeCompareMarkdown writes for a page or a merge request: the table, the sums, what stands in the way of each provider,
// and the prices.
func writeCompareMarkdown(w io.Writer, c *Compared) error {
	var out strings.Builder
	fmt.Fprintf(&out, "## %s\n\n%s\n", c.say("平台比较", "Providers compared"), markdownText(c.what()))
	for _, s := range c.caveats() {
		fmt.Fprintf(&out, "\n> %s\n", markdownText(s))
	}
	if len(c.Comparison.Rows) > 0 {
		c.markdownRanking(&out)
		c.markdownTroubles(&out)
		c.markdownCosts(&out)
	}
	_, err := io.WriteString(w, out.String())
	return err
}

func (c *Compared) markdownRanking(out *strings.Builder) {
	header := c.header()
	header[0] = c.say("名次", "rank")
	out.WriteByte('\n')
	c.markdownRow(out, header)
	out.WriteString("| ---: | --- |" + strings.Repeat(" ---: |", len(header)-2) + "\n")
	for _, r := range c.Comparison.Rows {
		c.markdownRow(out, c.cells(r))
	}
	fmt.Fprintf(out, "\n%s\n", markdownText(c.legend()))
	for _, s := range c.footnotes() {
		fmt.Fprintf(out, "\n%s\n", markdownText(s))
	}
	if parts := c.arithmetic(); len(parts) > 0 {
		fmt.Fprintf(out, "\n### %s\n\n", c.sayf("得分（满分 %g）", "Score (out of %g)", c.outOf()))
		for _, p := range parts {
			fmt.Fprintf(out, "- %s\n", markdownText(p))
		}
		out.WriteByte('\n')
		for _, r := range c.Comparison.Rows {
			fmt.Fprintf(out, "%d. %s: %s\n", r.Rank, code(r.Target.ID), markdownText(c.sum(r)))
		}
	}
}

func (c *Compared) markdownRow(out *strings.Builder, cells []string) {
	for i, s := range cells {
		if cells[i] = markdownText(s); cells[i] == "" {
			cells[i] = " "
		}
	}
	fmt.Fprintf(out, "| %s |\n", strings.Join(cells, " | "))
}

func (c *Compared) markdownTroubles(out *strings.Builder) {
	head := func(s string, n int) {
		fmt.Fprintf(out, "\n<details><summary>%s (%d)</summary>\n\n", markdownText(s), n)
	}
	if list := c.Comparison.Common; len(list) > 0 {
		head(c.sayf("在每个平台都需要人工处理（以 %s 为例）", "For a person, whatever the provider (worded for %s)", c.example()), len(list))
		for _, t := range list[:min(len(list), markdownRows)] {
			c.markdownTrouble(out, c.record(t.Finding))
		}
		out.WriteString("\n</details>\n")
	}
	for _, r := range c.Comparison.Rows {
		list, warnings := r.Blocked(), c.warnings(r)
		if len(list)+len(warnings) == 0 {
			continue
		}
		head(r.Target.ID, len(list))
		for _, w := range warnings {
			fmt.Fprintf(out, "%s\n\n", markdownText(w))
		}
		for _, t := range list[:min(len(list), markdownRows)] {
			c.markdownTrouble(out, c.record(t.Finding))
		}
		out.WriteString("\n</details>\n")
	}
}

func (c *Compared) markdownCosts(out *strings.Builder) {
	if len(c.Comparison.Usage) == 0 {
		return
	}
	fmt.Fprintf(out, "\n### %s\n\n", c.say("费用（每百万 token，输入/输出）", "Cost (per million tokens, in/out)"))
	for _, s := range c.usage() {
		fmt.Fprintf(out, "- %s\n", markdownText(s))
	}
	out.WriteByte('\n')
	c.markdownRow(out, []string{c.say("名次", "rank"), "OpenAI", c.say("平台", "provider"), c.say("对应的模型和价格", "model and price there")})
	out.WriteString("| ---: | --- | --- | --- |\n")
	for i := range c.Comparison.Usage {
		for _, r := range c.Comparison.Rows {
			from, to := c.billLine(r.Bill.Lines[i])
			c.markdownRow(out, []string{fmt.Sprint(r.Rank), from, r.Target.ID, to})
		}
	}
}

func (c *Compared) markdownTrouble(out *strings.Builder, rec finding.Record) {
	fmt.Fprintf(out, "- %s %s: %s", code(clean(fmt.Sprintf("%s:%d", rec.Path, rec.Line))), code(clean(rec.Symbol)), markdownText(clean(rec.Message)))
	for _, s := range rec.Sources {
		fmt.Fprintf(out, " <%s> %s", s.URL, markdownText(strings.TrimPrefix(c.source(s), s.URL+" ")))
	}
	out.WriteByte('\n')
}
