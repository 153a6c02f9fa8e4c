package review

import (
	"testing"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
)

func TestAnotherModelKeepsDecisions(t *testing.T) {
	d := play(t, i18n.EN, 120, 40)
	owner := d.m.plan
	d.On("c-py02").Press("s").On("c-py01").Press("a").On("c-env2").Press("s").
		On("c-py00").Press("m").Sees("Which model takes the place of gpt-4o?", "every use in this plan (3 changes)", "> glm-5 ", "CNY 4/18", "current").
		Press("j").Sees("> glm-4.7", "half the price").Press("enter").
		Sees("gpt-4o is now replaced by glm-4.7", "1 new (1 accepted with their sets), 1 gone", "replace the model gpt-4o by glm-4.7").
		Selected("c-py00").
		Decided("c-env1=accepted c-env2=skipped c-py00=accepted c-py01=accepted c-py09=accepted")
	if owner.Change("c-py09") == nil || owner.Change("c-py02") != nil {
		t.Error("the plan's owner does not see the new one")
	}
	d.Press("w").Sees("Write 4 changes").Press("y").Left(Apply)
}

func TestAnotherModelIsLeftAlone(t *testing.T) {
	d := play(t, i18n.EN, 80, 24)
	d.On("c-py00").Press("m", "j", "esc").SeesNo("Which model").Decided("")
	d.Press("m", "enter").Sees("glm-5 stays in place of gpt-4o").Decided("")
	d.Press("m", "G", "enter").Sees("cannot take glm-4.6v: the tree cannot be read").Decided("")
	if d.m.plan.Change("c-py02") == nil {
		t.Error("a failure changes the plan")
	}
}

// The client's change names no model; its set replaces one. A change that stands alone has none to offer.
func TestAnotherModelOfTheSet(t *testing.T) {
	d := play(t, i18n.EN, 80, 24)
	d.On("c-py01").Press("m").Sees("takes the place of gpt-4o?").Press("esc")
	d.On("c-py03").Press("m").Sees("neither this change nor its set")

	p := samplePlan(i18n.EN)
	p.Change("c-env1").Model = "gpt-4o-mini"
	playPlan(t, p, Options{Lang: i18n.EN, Files: sampleOpen, Models: sampleModels(i18n.EN)}, 80, 24).
		On("c-py01").Press("m").Sees("neither this change nor its set")
}

func TestPlanFromAFileHasItsModels(t *testing.T) {
	playPlan(t, samplePlan(i18n.EN), Options{Lang: i18n.EN, Files: sampleOpen}, 80, 24).
		On("c-py00").Press("m").Sees("the plan comes from a file")
}

// While the plan is made again nothing is decided: it would be lost.
func TestNothingIsDecidedMeanwhile(t *testing.T) {
	d := play(t, i18n.ZH, 80, 24).On("c-py00")
	d.held = true
	d.Press("m", "j", "enter").Sees("正在用 glm-4.7 替换 gpt-4o").Press("a", "s", "w", "q", "j", "esc").Sees("正在用 glm-4.7").Decided("")
	d.Release().Sees("gpt-4o 改用 glm-4.7 替换").Selected("c-py00")
}

// A diff that was asked for before the plan changed does not show up as one of the new plan.
func TestDiffsOfTheOldPlanAreDropped(t *testing.T) {
	d := play(t, i18n.EN, 120, 40)
	d.held = true
	d.On("c-py00")
	old := d.m.diffKey(d.m.current())
	d.m.adopt(samplePlan(i18n.EN))
	d.Release()
	if now := d.m.diffKey(d.m.current()); now == old {
		t.Error("both plans have the same key")
	}
	if d.m.decided() != 0 || d.m.plan.Count(plan.Pending) != len(d.m.plan.Changes) {
		t.Error("decisions appeared")
	}
}
