package report

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"github.com/openai-migrate/migrate/pkg/finding"
)

// sdkCounts is what a scan found of one SDK.
type sdkCounts struct{ clients, calls, models, other int }

func (c *sdkCounts) add(k finding.Kind) {
	switch k {
	case finding.Client:
		c.clients++
	case finding.Call:
		c.calls++
	case finding.Model:
		c.models++
	default:
		c.other++
	}
}

func (c *sdkCounts) total() int { return c.clients + c.calls + c.models + c.other }

// sdkRows is the table of findings by SDK: a header, then a row for each, the most used first and at last what is found
// outside of any SDK.
func (r *Report) sdkRows() [][]string {
	by := map[string]*sdkCounts{}
	for i := range r.Result.Findings {
		f := &r.Result.Findings[i]
		if by[f.SDK] == nil {
			by[f.SDK] = &sdkCounts{}
		}
		by[f.SDK].add(f.Kind)
	}
	names := slices.SortedFunc(maps.Keys(by), func(a, b string) int {
		if a == "" || b == "" {
			return cmp.Compare(b, a)
		}
		return cmp.Or(cmp.Compare(by[b].total(), by[a].total()), cmp.Compare(a, b))
	})
	rows := [][]string{{"SDK", r.say("客户端", "clients"), r.say("调用", "calls"), r.say("模型", "models"), r.say("其他", "other")}}
	for _, sdk := range names {
		c, name := by[sdk], sdk
		if name == "" {
			name = r.say("不经 SDK", "no SDK")
		}
		rows = append(rows, []string{name, cell(c.clients), cell(c.calls), cell(c.models), cell(c.other)})
	}
	return rows
}

// cell is a number in a table; zero is a dash, so that the eye finds the numbers.
func cell(n int) string {
	if n == 0 {
		return "-"
	}
	return strconv.Itoa(n)
}
