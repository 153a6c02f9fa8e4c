package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// print writes the matrix and what does not hold, and reports whether all does.
func print(w io.Writer, rows []*row, to []string) bool {
	columns := append([]string{openAI, unchanged}, to...)
	tab := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(tab, "SDK\tversion\tat OpenAI\tunchanged\t%s\n", strings.Join(to, "\t"))
	var gaps, known []string
	for _, r := range rows {
		fmt.Fprintf(tab, "%s\t%s", r.sdk.name, r.version)
		for _, column := range columns {
			c, ran := r.cells[column]
			fmt.Fprint(tab, "\t"+c.String(column, ran))
			for _, gap := range c.gaps {
				gaps = append(gaps, fmt.Sprintf("%s, %s: %s", r.sdk.name, column, gap))
			}
			for _, gap := range c.known {
				known = append(known, fmt.Sprintf("%s, %s: %s", r.sdk.name, column, gap))
			}
		}
		fmt.Fprintln(tab)
	}
	_ = tab.Flush()
	fmt.Fprintln(w, "right / of all samples; +N cannot work there, and the plan says so for each; unchanged: samples that fail, as they must")
	if len(known) > 0 {
		fmt.Fprintf(w, "\n%d known not to work:\n  %s\n", len(known), strings.Join(known, "\n  "))
	}
	if len(gaps) > 0 {
		fmt.Fprintf(w, "\n%d gaps:\n  %s\n", len(gaps), strings.Join(gaps, "\n  "))
	}
	return len(gaps) == 0
}

// String is a cell of the matrix.
func (c cell) String(column string, ran bool) string {
	all := c.right + c.blocked + len(c.known) + len(c.gaps)
	switch {
	case !ran:
		return "-"
	case column == unchanged:
		return fmt.Sprintf("%d/%d fail", c.right, all)
	case c.blocked > 0:
		return fmt.Sprintf("%d/%d +%d", c.right, all-c.blocked, c.blocked)
	}
	return fmt.Sprintf("%d/%d", c.right, all)
}
