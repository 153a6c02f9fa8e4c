package review

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/pkg/term"
)

func TestAcceptDragsAlong(t *testing.T) {
	play(t, i18n.EN, 80, 24).On("c-py01").Press("a").
		Sees("accepted 3", "accepted with 2 other changes: rename OPENAI_API_KEY to ZAI_API_KEY / replace").
		Decided("c-env1=accepted c-py00=accepted c-py01=accepted").
		Selected("c-py02")
}

func TestAcceptAgainSaysWhy(t *testing.T) {
	play(t, i18n.ZH, 80, 24).On("c-env2").Press("a").On("c-env2").Press("y").Sees("这一处已经接受")
	play(t, i18n.EN, 80, 24).On("c-go03").Press("a").Sees("there is nothing to write here").Decided("")
}

func TestAcceptTellsOfRevivedSkips(t *testing.T) {
	play(t, i18n.EN, 120, 40).On("c-env1").Press("s").On("c-py02").Press("a").
		Sees("accepted with 3 other changes, skipped before: 4 changes")
}

func TestSkipLeavesHalfASet(t *testing.T) {
	d := play(t, i18n.ZH, 80, 24).Press("A").On("c-py02").Press("n")
	d.Sees("只剩半组", "跳过 1").Decided("c-env1=accepted c-py00=accepted c-py01=accepted c-py02=skipped c-go01=accepted c-go02=accepted")
	d.Press("w").Sees("只接受了半组（3 处已接受，1 处没有）").Press("y").Left(Apply)
}

func TestSkipTakesDependentsAlong(t *testing.T) {
	play(t, i18n.EN, 80, 24).On("c-go01").Press("s").Sees("skipped with 1 other change that need it").
		Decided("c-go01=skipped c-go02=skipped")
}

func TestUndecide(t *testing.T) {
	d := play(t, i18n.EN, 80, 24).On("c-env2").Press("u").Sees("this one is undecided already")
	d.Press("a").On("c-env2").Press("u").Sees("undecided: set OPENAI_MODEL").Decided("")
}

func TestAcceptAllCertain(t *testing.T) {
	d := play(t, i18n.EN, 80, 24).Press("A").Sees("accepted 6 changes; 3 changes left to look at")
	d.Press("A").Sees("none of the 3 undecided is certain")
}

func TestAcceptGroup(t *testing.T) {
	d := play(t, i18n.EN, 120, 40).On("c-py03").Press("e").Sees("app/llm.py: accepted 4 changes, and 1 other change elsewhere")
	d.Press("e").Sees("app/llm.py: nothing undecided that could be written")
	play(t, i18n.ZH, 80, 24).Press("t").On("c-go02").Press("e").Sees("第 2 组：已接受 2 处改动").Decided("c-go01=accepted c-go02=accepted")
}

func TestApplyNeedsSomethingAccepted(t *testing.T) {
	d := play(t, i18n.EN, 80, 24).Press("w").Sees("nothing is accepted yet")
	d.Press("A", "w").Sees("Write 6 changes to 3 files?", "app/llm.py", "Not written: 0 skipped, 3 undecided").
		Press("n").SeesNo("Write 6 changes").Press("w", "y").Left(Apply)
}

func TestQuit(t *testing.T) {
	play(t, i18n.EN, 80, 24).Press("q").Left(Quit)
	d := play(t, i18n.ZH, 80, 24).Press("a", "q").Sees("不写入就退出？", "已对 3 处改动作出决定").Press("n").SeesNo("不写入就退出？")
	d.Press("q", "y").Left(Quit).Decided("c-env1=accepted c-py00=accepted c-py01=accepted")

	saved := playPlan(t, samplePlan(i18n.EN), Options{Lang: i18n.EN, Files: sampleOpen, SaveTo: "plan.json"}, 80, 24)
	saved.Press("a", "q").Left(Quit)
}

func TestInterruptAndSuspend(t *testing.T) {
	for _, before := range [][]string{nil, {"?"}, {"/"}, {"A", "w"}} {
		d := play(t, i18n.EN, 80, 24).Press(before...).Press("ctrl+z", "ctrl+c")
		if len(d.said) != 2 {
			t.Fatalf("after %v: %v, want suspend and interrupt", before, d.said)
		}
		if _, ok := d.said[1].(tea.InterruptMsg); !ok {
			t.Errorf("after %v ctrl+c says %T", before, d.said[1])
		}
	}
}

func TestLanguageTurnsTheScreenNotThePlan(t *testing.T) {
	play(t, i18n.ZH, 80, 24).Sees("接受 0", "把模型").Press("l").Sees("accepted 0", "把模型").Press("?", "l").Sees("接受全部确定项")
}

func TestFilter(t *testing.T) {
	d := play(t, i18n.EN, 80, 24).Press("/").Type("go temp").Sees("nothing matches")
	d.Press("ctrl+u").Type("模型").Press("backspace", "backspace").Type("model").SeesNo("drop logit_bias").Sees("filter: model")
	d.Press("enter").Selected("c-env2").Press("j").Selected("c-py00").Press("esc").Sees("drop logit_bias").Selected("c-py00")
	d.Press("/").Type("zzz").Press("enter", "a").Sees("no change is selected")
}

func TestFilterTakesPaste(t *testing.T) {
	d := play(t, i18n.EN, 80, 24).Press("/")
	d.send(tea.PasteMsg{Content: "logit\n\x1b[31m"})
	d.Sees("filter: logit").Press("ctrl+u").Type("logit").Selected("c-py03")
}

func TestMoving(t *testing.T) {
	d := play(t, i18n.EN, 80, 24).Selected("c-env1").Press("j", "j").Selected("c-py00").Press("k", "up", "up").Selected("c-env1")
	d.Press("G").Selected("c-go03").Press("g").Selected("c-env1").Press("ctrl+d").Selected("c-go03").Press("home", "A", "]").Selected("c-env2")
	d.Press("]").Selected("c-py03").Press("]", "]").Selected("c-go03").Sees("nothing undecided below").Press("[", "[").Selected("c-env2")
}

func TestPaneScrolls(t *testing.T) {
	d := play(t, i18n.EN, 80, 24).On("c-py01").Sees("point the client at Zhipu")
	d.Press("space").Sees("timeout=30,").Press("b").Sees("OpenAI() talks to").Press("tab", "j").Selected("c-py01").Press("G").Sees("timeout=30,")
}

func TestNarrowSwitches(t *testing.T) {
	d := play(t, i18n.ZH, 60, 15).SeesNo("ENV001").Press("tab").Sees("ENV001").SeesNo("app/llm.py").Press("tab").Sees("app/llm.py")
	d.Resize(60, 30).Sees("ENV001", "app/llm.py").Resize(100, 15).Sees("ENV001 ", "| ")
}

func TestMouse(t *testing.T) {
	d := play(t, i18n.EN, 80, 16).Click(5, 5).Selected("c-py00").Click(3, 4).Selected("c-py00").Click(3, 1).Selected("c-env1")
	d.Wheel(3, 3, tea.MouseWheelDown).Selected("c-env2").Wheel(3, 3, tea.MouseWheelUp).Selected("c-env1")
	d.Wheel(50, 3, tea.MouseWheelDown).SeesNo("certain  ENV001").Click(50, 3).Press("g").Sees("certain  ENV001").Selected("c-env1")
}

func TestSecretsAreMasked(t *testing.T) {
	key := "sk-proj-Zq81kd02mLs93jfhWq7Tn4"
	p := samplePlan(i18n.EN)
	p.Changes[0].Why = "the key " + key + " is in the file \x1b[31m"
	d := playPlan(t, p, Options{Lang: i18n.EN, Files: sampleOpen}, 120, 40)
	d.Sees("OPENAI_API_KEY=sk-\u2022\u2022", "the key sk-\u2022\u2022")
	if strings.Contains(d.m.View().Content, key) || strings.Contains(d.Screen(), "\x1b") {
		t.Errorf("a secret or an escape is on the screen:\n%s", d.Screen())
	}
}

func TestDiffTogether(t *testing.T) {
	d := play(t, i18n.EN, 120, 40).On("c-py01").SeesNo(`+ MODEL = "glm-5"`).Press("v").SeesNo(`+ MODEL = "glm-5"`)
	d.On("c-py00").Press("a").On("c-py01").Sees(`+ MODEL = "glm-5"`, "together with what is accepted")
	for _, l := range d.m.diffs[d.m.diffKey(d.m.current())][0].lines {
		if strings.Contains(l.text, "temperature=1") && (l.op == '+' || l.op == '-') && !l.other {
			t.Errorf("line %q of another change is shown as this change's own", l.text)
		}
	}
	d.Press("v").SeesNo(`+ MODEL = "glm-5"`)
}

func TestFileTroubles(t *testing.T) {
	missing := func(string) (*source.File, error) { return nil, errors.New("open .env: permission denied") }
	playPlan(t, samplePlan(i18n.ZH), Options{Lang: i18n.ZH, Files: missing}, 80, 24).Sees("无法读取文件：open .env: permission").Press("a").Sees("接受 3")

	changed := func(path string) (*source.File, error) { return source.NewFile(path, []byte("DEBUG=0\n")) }
	playPlan(t, samplePlan(i18n.EN), Options{Lang: i18n.EN, Files: changed}, 80, 24).Sees("the file has changed since the plan was made")
}

func TestOneJobAtATime(t *testing.T) {
	d := play(t, i18n.EN, 80, 24)
	d.held = true
	d.Press("j", "j", "j", "j", "j").Sees("working out the diff")
	if len(d.todo) != 1 {
		t.Fatalf("%d jobs under way, want 1", len(d.todo))
	}
	d.Release().SeesNo("working out the diff").Sees("logit_bias={")
	if _, ok := d.m.diffs[diffKey{id: "c-py01"}]; ok {
		t.Error("a change that was only passed has a diff")
	}
	for path, n := range d.opens {
		if n > 1 {
			t.Errorf("%s was opened %d times", path, n)
		}
	}
}

func TestRunWithoutTerminal(t *testing.T) {
	var out, errs bytes.Buffer
	io := &term.IO{In: strings.NewReader("y"), Out: &out, Err: &errs, InTTY: true, OutTTY: true, CI: true}
	_, err := Run(context.Background(), samplePlan(i18n.EN), Options{IO: io, Lang: i18n.EN, Files: sampleOpen})
	var none *NotTerminalError
	if !errors.As(err, &none) || !none.Hint().Complete() || !none.Text().Complete() {
		t.Errorf("error is %v, want *NotTerminalError with a hint", err)
	}
	outcome, err := Run(context.Background(), &plan.Plan{Target: "zhipu"}, Options{IO: io, Lang: i18n.ZH})
	if outcome != Quit || err != nil || out.Len() > 0 || !strings.Contains(errs.String(), "计划是空的") {
		t.Errorf("empty plan: %v, %v, out %q, err %q", outcome, err, out.String(), errs.String())
	}
}

func TestRunEnds(t *testing.T) {
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	for _, c := range []struct {
		ctx     context.Context
		keys    string
		want    Outcome
		wantErr string
	}{
		{context.Background(), "q", Quit, ""},
		{context.Background(), "Awy", Apply, ""},
		{context.Background(), "aqy", Quit, ""},
		{context.Background(), "a\x03", Quit, "review interrupted"},
		{cancelled, "", Quit, "context canceled"},
	} {
		io := &term.IO{In: strings.NewReader(c.keys), Out: new(bytes.Buffer), Err: new(bytes.Buffer), InTTY: true, OutTTY: true}
		got, err := Run(c.ctx, samplePlan(i18n.EN), Options{IO: io, Lang: i18n.EN, Files: sampleOpen})
		if text := errText(err); got != c.want || text != c.wantErr {
			t.Errorf("%q: %v, %q, want %v, %q", c.keys, got, text, c.want, c.wantErr)
		}
	}
}

func errText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// TestJobsRunBesideUpdate is for the race detector: decisions are taken while diffs are worked out.
func TestJobsRunBesideUpdate(t *testing.T) {
	d := play(t, i18n.EN, 80, 24).Press("A", "v")
	d.held = true
	d.Press("j", "j")
	results := make(chan tea.Msg)
	for _, c := range d.todo {
		go func() { results <- c() }()
	}
	n := len(d.todo)
	d.todo = nil
	d.Press("s", "u", "a", "A", "e", "t")
	for range n {
		d.send(<-results)
	}
	d.Release().SeesNo("working out the diff")
}
