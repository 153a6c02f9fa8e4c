package report

import (
	"fmt"
	"strings"
)

// headline is the whole report in one sentence.
func (r *Report) headline() string {
	if r.Verdict != nil {
		return r.verdictLine() + r.missed()
	}
	s := r.summary()
	if s.Findings == 0 {
		return r.say(fmt.Sprintf("查看了 %d 个文件，未发现 OpenAI 的使用", s.Files), "no use of OpenAI in "+many(s.Files, "file")) + r.missed()
	}
	return r.say(
		fmt.Sprintf("%d 个文件中有 %d 个使用 OpenAI，共 %d 处：%d 个客户端，%d 处调用", s.Files, r.users(), s.Findings, s.Clients, s.Calls),
		fmt.Sprintf("%s of OpenAI in %d of %s: %s, %s", many(s.Findings, "use"), r.users(), many(s.Files, "file"), many(s.Clients, "client"), many(s.Calls, "call"))) + r.missed()
}

// users counts the files that have findings.
func (r *Report) users() int {
	paths := map[string]bool{}
	for i := range r.Result.Findings {
		paths[r.Result.Findings[i].File.Path] = true
	}
	return len(paths)
}

// missed says that something could not be analysed: a good verdict on half a tree must not look like one on the whole.
func (r *Report) missed() string {
	n := r.gaps()
	if n == 0 {
		return ""
	}
	return r.say(fmt.Sprintf("；%d 个文件未能分析", n), "; "+many(n, "file")+" not analysed")
}

// verdictLine is the outcome of a check in one sentence.
func (r *Report) verdictLine() string {
	v := r.Verdict
	zh, en := []string{}, []string{}
	add := func(n int, z, e string) {
		if n > 0 {
			zh, en = append(zh, fmt.Sprintf(z, n)), append(en, e)
		}
	}
	add(len(v.New), "新增 %d 处 OpenAI 使用", many(len(v.New), "new use")+" of OpenAI")
	add(len(v.Unused), "%d 条多余的抑制注释", many(len(v.Unused), "unused suppression"))
	if len(zh) == 0 {
		zh, en = append(zh, "没有新增 OpenAI 使用"), append(en, "no new use of OpenAI")
	}
	add(len(v.Known), "已知 %d 处", fmt.Sprintf("%d known", len(v.Known)))
	add(len(v.Suppressed), "已抑制 %d 处", fmt.Sprintf("%d suppressed", len(v.Suppressed)))
	outcome := [2]string{"通过", "passed"}
	if v.Failed {
		outcome = [2]string{"未通过", "failed"}
	}
	return r.say(outcome[0]+"："+strings.Join(zh, "，"), outcome[1]+": "+strings.Join(en, ", "))
}

// many is a number with its English noun.
func many(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
