package report

import (
	"cmp"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/term"
	"github.com/openai-migrate/migrate/pkg/verify"
)

// Verified is what the formats of a verification get to see.
type Verified struct {
	Report
	Verification *verify.Result
}

// VerifyFormat is one way to write a verification.
type VerifyFormat struct {
	Name  string
	Write func(io.Writer, *Verified) error
}

// VerifyFormats are the formats of verify, in the order in which help lists them.
var VerifyFormats = []VerifyFormat{
	{"text", writeVerifyText},
	{"json", writeVerifyJSON},
}

var checkNames = map[string]i18n.Text{
	verify.CheckLeftovers: i18n.T("残留", "leftovers"), verify.CheckAddresses: i18n.T("地址", "addresses"), verify.CheckSyntax: i18n.T("语法", "syntax"), verify.CheckGo: i18n.T("Go", "go"),
	verify.CheckPython: i18n.T("Python", "python"), verify.CheckTypes: i18n.T("类型", "types"), verify.CheckRun: i18n.T("命令", "command"),
	verify.CheckLive: i18n.T("实测", "live"),
}

var statusMarks = map[verify.Status]struct {
	mark  string
	style term.Style
}{verify.Passed: {"✓", term.Good}, verify.Failed: {"✗", term.Bad}, verify.Skipped: {"-", term.Warn}}

var reasonNames = map[verify.Reason]i18n.Text{
	verify.Open: i18n.T("待应用", "change not made"), verify.Manual: i18n.T("需人工", "for a person"), verify.AllowList: i18n.T("放行规则", "allow-list"),
	verify.Blocked: i18n.T("无对应", "no counterpart"), verify.Setting: i18n.T("配置", "setting"), verify.Test: i18n.T("测试", "test"), verify.Doc: i18n.T("文档", "document"),
	verify.Vendor: i18n.T("他人代码", "vendored"), verify.Name: i18n.T("仅提及", "name only"),
}

// writeVerifyText writes for people: a line a check, what is wrong below it, and the verdict.
func writeVerifyText(w io.Writer, v *Verified) error {
	t := &verifyText{text: newText(&v.Report), result: v.Verification}
	t.head()
	for i := range t.result.Checks {
		t.check(&t.result.Checks[i])
	}
	t.verdict()
	_, err := io.WriteString(w, t.out.String())
	return err
}

// verifyText is a text report of a verification under construction.
type verifyText struct {
	*text
	result *verify.Result
}

func (t *verifyText) head() {
	t.line(t.paint(term.Bold, t.say(i18n.Spaced("核验：迁移到"+t.result.Target.Brief().ZH), "verifying the move to "+t.result.Target.Brief().EN)))
	switch n := len(t.result.Runs); {
	case n == 1:
		t.line(t.paint(term.Faint, t.sayf("运行 %s，与迁移前对比", "run %s, compared with the state from before", t.result.Runs[0])))
	case n > 1:
		t.line(t.paint(term.Faint, t.sayf("%d 次运行，最近一次 %s，与迁移前对比", "%d runs, the last %s, compared with the state from before", n, t.result.Runs[n-1])))
	default:
		t.wrap("", term.Faint, t.say("没有 apply 的日志：只看目前的状态，无从对比", "there is no journal of apply: this looks at the present state and compares with nothing"))
	}
	t.line()
}

func (t *verifyText) check(c *verify.Check) {
	m := statusMarks[c.Status]
	head := t.paint(m.style, m.mark) + " " + t.paint(term.Bold, term.Pad(checkNames[c.Name].In(t.Lang), 10)) + " "
	for i, l := range term.Wrap(clean(c.Text.In(t.Lang)), t.width-13) {
		if i > 0 {
			head = strings.Repeat(" ", 13)
		}
		t.line(head, strings.TrimRight(l, " "))
	}
	if c.Name == verify.CheckLeftovers {
		t.leftovers()
	}
	if c.Name == verify.CheckLive {
		t.probes()
	}
	shown := c.Problems[:min(len(c.Problems), maxProblems)]
	for i := range shown {
		t.problem(&shown[i], i > 0 && sameCulprit(shown[i-1].Culprits, shown[i].Culprits))
	}
	if n := len(c.Problems) - len(shown); n > 0 {
		t.line("    ", t.paint(term.Faint, t.sayf("……另有 %d 条，--format json 可列出全部", "… and %d more; --format json names them all", n)))
	}
	if len(c.Output) > 0 {
		t.line("    ", t.paint(term.Faint, t.say("命令的输出（末尾）：", "the end of its output:")))
		for _, l := range c.Output {
			t.line("    ", t.paint(term.Faint, "│ "+printable(l)))
		}
	}
}

// maxProblems is how many problems of one check are shown, maxLeftovers how many places that only mention OpenAI.
const (
	maxProblems  = 20
	maxLeftovers = 12
)

func sameCulprit(a, b []verify.Culprit) bool {
	return len(a) > 0 && len(a) == len(b) && a[0].Changes[0].ID == b[0].Changes[0].ID
}

// problem writes what is wrong, where it may come from, and what to undo; the latter once for problems that share it.
func (t *verifyText) problem(p *verify.Problem, again bool) {
	at := ""
	if p.Path != "" {
		at = t.paint(term.Path, spot(p.Path, p.Line, p.Column)) + "  "
	}
	st := term.Plain
	if p.Outside {
		st = term.Faint
	}
	if term.Width(at) > t.width/2 {
		t.line("    ", at)
		at = "  "
	}
	for _, l := range term.Wrap(clean(p.Message.In(t.Lang)), t.width-4-term.Width(at)) {
		t.line("    ", at, t.paint(st, strings.TrimRight(l, " ")))
		at = ""
	}
	for _, s := range p.Sources {
		t.line("      ", t.paint(term.Faint, t.source(s)))
	}
	for _, s := range p.Sites {
		t.line("      ", t.say("代码位置：", "in the code: "), t.paint(term.Path, spot(s.Path, s.Line, 0)), "  ", clean(s.Symbol))
		t.wrap("        ", term.Faint, clean(s.Message.In(t.Lang)))
	}
	if again {
		return
	}
	for _, c := range p.Culprits {
		t.culprit(c, p.Sites)
	}
}

// maxChanges is how many changes of a guilty set are named: undoing any takes all back.
const maxChanges = 6

// culprit names a guilty change-set, the changes in files where the problem may come from first.
func (t *verifyText) culprit(c verify.Culprit, sites []verify.Site) {
	t.line("      ", t.paint(term.Warn, t.say("起因：", "brought about by:")))
	list := slices.Clone(c.Changes)
	slices.SortStableFunc(list, func(a, b verify.Change) int { return cmp.Compare(off(a, sites), off(b, sites)) })
	for _, ch := range list[:min(len(list), maxChanges)] {
		t.line("        ", t.paint(term.Path, spot(ch.Path, ch.Line, 0)), "  ", clean(ch.Title), "  ", t.paint(term.Faint, ch.Rule+" "+ch.ID))
	}
	if n := len(list) - maxChanges; n > 0 {
		t.line("        ", t.paint(term.Faint, t.sayf("……以及同组的另外 %d 处改动", "… and %d more of the same set", n)))
	}
	t.line("      ", t.say("撤销：", "to undo: "), t.paint(term.Bold, undoCommand(c)))
}

// off is 0 for a change in the file of a site.
func off(c verify.Change, sites []verify.Site) int {
	if slices.ContainsFunc(sites, func(s verify.Site) bool { return s.Path == c.Path }) {
		return 0
	}
	return 1
}

// undoCommand takes a change-set back; its first change brings the others along.
func undoCommand(c verify.Culprit) string {
	return "migrate undo " + c.Run + " --change " + c.Changes[0].ID
}

func spot(path string, line, column int) string {
	out := clean(path)
	if line > 0 {
		out += fmt.Sprint(":", line)
	}
	if line > 0 && column > 0 {
		out += fmt.Sprint(":", column)
	}
	return out
}

// leftovers writes first what still reaches OpenAI, then some of what only mentions it.
func (t *verifyText) leftovers() {
	var reach, mention []verify.Leftover
	for _, l := range t.result.Leftovers {
		if l.Bad() {
			reach = append(reach, l)
		} else {
			mention = append(mention, l)
		}
	}
	for i := range reach {
		t.leftover(&reach[i])
		if i == 0 || clean(reach[i].Message.In(t.Lang)) != clean(reach[i-1].Message.In(t.Lang)) {
			t.wrap("        ", term.Faint, clean(reach[i].Message.In(t.Lang)))
		}
	}
	t.mentions(mention)
}

// mentions writes a line for each file and reason of what sends nothing: what is not of tests and documents first.
func (t *verifyText) mentions(list []verify.Leftover) {
	if len(list) == 0 {
		return
	}
	t.line("    ", t.paint(term.Faint, t.say("不发送请求：", "these send nothing:")))
	slices.SortStableFunc(list, func(a, b verify.Leftover) int { return cmp.Compare(aside(a.Reason), aside(b.Reason)) })
	for shown := 0; len(list) > 0; shown++ {
		n := 1
		for n < len(list) && list[n].Path == list[0].Path && list[n].Reason == list[0].Reason {
			n++
		}
		if shown == maxLeftovers {
			t.line("    ", t.paint(term.Faint, t.sayf("……另有 %d 处，--format json 可列出全部", "… and %d more; --format json names them all", len(list))))
			return
		}
		t.mention(list[:n])
		list = list[n:]
	}
}

// aside puts tests, documents and other people's code behind the rest.
func aside(r verify.Reason) int {
	return max(0, slices.Index([]verify.Reason{"", verify.Name, verify.Test, verify.Doc, verify.Vendor}, r))
}

// mention writes the leftovers of one file: its lines, and what they name.
func (t *verifyText) mention(list []verify.Leftover) {
	var lines, names []string
	for _, l := range list {
		lines = append(lines, fmt.Sprint(l.Line))
		if name := clean(l.What); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	head := "    " + t.paint(term.Path, clean(list[0].Path)+":"+lines[0])
	if len(lines) > 1 {
		head += t.paint(term.Faint, " ("+strings.Join(lines[1:], ", ")+")")
	}
	t.line(term.Truncate(head+"  "+t.paint(term.Faint, reasonNames[list[0].Reason].In(t.Lang))+"  "+strings.Join(names, ", "), t.width))
}

func (t *verifyText) leftover(l *verify.Leftover) {
	t.line("    ", t.paint(term.Path, spot(l.Path, l.Line, l.Column)), "  ", clean(l.What), "  ", t.paint(term.Faint, reasonNames[l.Reason].In(t.Lang)))
}

// probes writes the table of what the real provider answered.
func (t *verifyText) probes() {
	width := 0
	for _, p := range t.result.Probes {
		width = max(width, term.Width(clean(p.Model)))
	}
	width = min(width, 30)
	for _, p := range t.result.Probes {
		m := statusMarks[p.Status]
		took, code := "", ""
		if p.Latency > 0 {
			took = max(p.Latency, time.Millisecond).Round(time.Millisecond).String()
		}
		if p.HTTP > 0 && p.HTTP != http.StatusOK {
			code = fmt.Sprint("HTTP ", p.HTTP, " ")
		}
		head := "    " + t.paint(m.style, m.mark) + " " + term.Pad(p.Name, 12) + term.Pad(term.Truncate(clean(p.Model), width), width) + "  " + term.Pad(took, 8)
		indent := term.Width(head)
		for i, l := range term.Wrap(code+clean(p.Message.In(t.Lang)), max(30, t.width-indent)) {
			if i > 0 {
				head = strings.Repeat(" ", indent)
			}
			t.line(head, strings.TrimRight(l, " "))
		}
	}
}

func (t *verifyText) verdict() {
	var failed []string
	skipped := 0
	for _, c := range t.result.Checks {
		switch c.Status {
		case verify.Failed:
			failed = append(failed, checkNames[c.Name].In(t.Lang))
		case verify.Skipped:
			skipped++
		}
	}
	t.line()
	if len(failed) > 0 {
		t.wrap("", term.Bad, t.sayf("有问题：%s", "problems: %s", strings.Join(failed, t.say("、", ", "))))
		return
	}
	if skipped > 0 {
		t.wrap("", term.Warn, t.say(fmt.Sprintf("没有发现问题，但有 %d 项未能检查", skipped), "no problem found, but "+many(skipped, "check")+" could not be made"))
		return
	}
	t.wrap("", term.Good, t.say("没有发现问题", "no problem found"))
}
