package report

import (
	"fmt"
	"strings"

	"github.com/openai-migrate/migrate/pkg/gate"
	"github.com/openai-migrate/migrate/pkg/term"
)

// check writes what fails the check, how to accept it, and the verdict. What was known before is a number only.
func (t *text) check() {
	items := t.failing()
	for i, it := range items {
		if i > 0 {
			t.line()
		}
		t.failure(&it)
	}
	if len(t.Verdict.New) > 0 {
		t.howToAccept(items)
	}
	t.skippedFiles()
	if len(items)+len(t.Result.Skipped) > 0 {
		t.line()
	}
	st := term.Good
	if t.Verdict.Failed {
		st = term.Bad
	}
	t.wrap("", st, t.verdictLine())
	if t.Base != "" {
		t.line(t.paint(term.Faint, t.sayf("对比基准：%s", "compared with %s", clean(t.Base))))
	}
	if n := t.Verdict.Stale; n > 0 {
		t.line(t.paint(term.Faint, t.say(
			fmt.Sprintf("基线中有 %d 处已不存在，可收紧：", n),
			fmt.Sprintf("%s of the baseline no longer in the tree; to tighten it:", many(n, "use")))))
		t.line("    ", t.paint(term.Faint, t.baselineCommand("prune")))
	}
}

// failure is one finding: where, which rule, and why it fails.
func (t *text) failure(it *item) {
	t.line(t.paint(term.Path, where(it)), "  ", t.paint(term.Bad, it.record.Rule), " ", it.Rule.Title.In(t.Lang))
	t.wrap("    ", term.Plain, clean(it.record.Message))
	var facts []string
	for _, s := range []string{it.SDK, it.record.Symbol, string(it.Capability), clean(it.Model)} {
		if s = clean(s); s != "" && (len(facts) == 0 || facts[len(facts)-1] != s) {
			facts = append(facts, s)
		}
	}
	if it.Rule != gate.Unused {
		t.wrap("    ", term.Faint, strings.Join(facts, " · "))
	}
}

// howToAccept shows the comment in the language of the first finding that has comments.
func (t *text) howToAccept(items []item) {
	example := ""
	for _, it := range items {
		if start := gate.CommentStart(it.File.Lang); start != "" && it.Rule != gate.Unused {
			example = fmt.Sprintf("%s migrate:ignore[%s] %s", start, it.record.Rule, t.say("理由", "reason"))
			switch start {
			case "<!--":
				example += " -->"
			case "/*":
				example += " */"
			}
			break
		}
	}
	t.line()
	if example != "" {
		t.line(t.say("接受单处，在其行尾或上一行加注释：", "to accept one, put this at the end of its line or on the line above:"))
		t.line("    ", t.paint(term.Bold, example))
	}
	t.line(t.say("接受全部，记入基线：", "to accept them all, record them in the baseline:"))
	t.line("    ", t.paint(term.Bold, t.baselineCommand("update")))
}

// baselineCommand is the command that updates or prunes the baseline in use, or starts one.
func (r *Report) baselineCommand(verb string) string {
	file := clean(r.Baseline)
	if file == "" {
		file = ".migrate-baseline.json"
	}
	return fmt.Sprintf("migrate check --%s-baseline --baseline %s", verb, file)
}
