package report

import (
	"fmt"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/pkg/term"
)

// skipped returns the files that were not analysed; never nil, since JSON shows it.
func (r *Report) skipped() []source.Skip {
	out := make([]source.Skip, len(r.Result.Skipped))
	for i, s := range r.Result.Skipped {
		out[i] = source.Skip{Path: s.Path, Reason: finding.Mask(s.Reason)}
	}
	return out
}

// gaps counts the skipped files in which something may have been missed.
func (r *Report) gaps() int {
	n := 0
	for _, s := range r.Result.Skipped {
		if !s.Complete() {
			n++
		}
	}
	return n
}

// reasons are the stable phrases of package source in Chinese; scripts see the English ones.
var reasons = map[string]string{
	source.ReasonBinary:     "二进制文件",
	source.ReasonTooLarge:   "文件过大",
	source.ReasonUnreadable: "无法读取",
	source.ReasonEncoding:   "编码无法识别",
	source.ReasonLinkOut:    "符号链接指向目录树之外",
	source.ReasonLinkBroken: "符号链接失效",
	source.ReasonInstalled:  "已安装的依赖",
	source.ReasonSubmodule:  "子模块未检出",
	source.ReasonLanguage:   "尚不分析",
	"internal error":        "内部错误",
}

// reason is why a file was skipped, for people. What follows a colon is the system's own message.
func (r *Report) reason(s source.Skip) string {
	what, detail, found := strings.Cut(clean(s.Reason), ": ")
	if zh, ok := reasons[what]; ok && r.Lang == i18n.ZH {
		if !found {
			return zh
		}
		return zh + "：" + detail
	}
	return clean(s.Reason)
}

// maxPerReason is how many skipped files are named for one reason.
const maxPerReason = 8

// skippedFiles names what was not analysed, by reason: first where something may be missed, then what was left out for
// being somebody else's.
func (t *text) skippedFiles() {
	var gaps, others []source.Skip
	for _, s := range t.skipped() {
		if s.Complete() {
			others = append(others, s)
		} else {
			gaps = append(gaps, s)
		}
	}
	t.skips(t.say("未能分析", "Not analysed"), term.Warn, gaps)
	t.skips(t.say("不在范围内", "Out of scope"), term.Faint, others)
}

func (t *text) skips(heading string, st term.Style, list []source.Skip) {
	if len(list) == 0 {
		return
	}
	t.heading(heading)
	for _, g := range byReason(list) {
		t.wrap("  ", st, t.say(fmt.Sprintf("%s（%d）", t.reason(g[0]), len(g)), fmt.Sprintf("%s (%d)", t.reason(g[0]), len(g))))
		for _, s := range g[:min(len(g), maxPerReason)] {
			t.line("    ", clean(s.Path))
		}
		if n := len(g) - maxPerReason; n > 0 {
			t.line("    ", t.paint(term.Faint, t.sayf("……另有 %d 个，--format json 可列出全部", "… and %d more; --format json names them all", n)))
		}
	}
}

// byReason groups skipped files, in order of each reason's first.
func byReason(list []source.Skip) [][]source.Skip {
	var out [][]source.Skip
	index := map[string]int{}
	for _, s := range list {
		i, ok := index[s.Reason]
		if !ok {
			i = len(out)
			index[s.Reason] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], s)
	}
	return out
}
