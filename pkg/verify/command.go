package verify

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
)

// tail is how many lines of a command's output are shown.
const tail = 20

// outcome is what one run of the user's command came to.
type outcome struct {
	ran
	requests []Request
	strays   []stray
}

// complaint is one thing wrong with an outcome. Equal keys are the same thing in two runs.
type complaint struct {
	key     string
	request *Request // that was refused, nil for others
	text    i18n.Text
}

// command runs the user's command against the stand-ins and judges what it sent.
func (v *verifier) command(ctx context.Context) error {
	if v.o.Command == "" {
		return nil
	}
	c := Check{Name: CheckRun, Status: Passed}
	now, err := v.perform(ctx, nil, i18n.Tf("正在运行：%s", "running: %s", v.o.Command))
	if err != nil {
		return err
	}
	v.result.Requests = now.requests
	c.Text = said(v.o.Command, now)
	list := v.complaints(now)
	if len(list) == 0 {
		v.add(c)
		return nil
	}
	c.Status, c.Output = Failed, tailOf(now.output)
	was, err := v.baseline(ctx)
	if err != nil {
		return err
	}
	sites := v.sites(ctx)
	for _, x := range list {
		p := Problem{Message: x.text}
		if x.request != nil {
			p.Sources, p.Sites = x.request.Sources, sites.of(x.request)
		}
		if was != nil && was[x.key] {
			p.Outside = true
			p.Message = i18n.Join(p.Message, i18n.T("迁移之前也是如此", "so it was before the migration"))
		} else if was != nil {
			if err := v.chargeOnce(ctx, x, &p, c.Problems); err != nil {
				return err
			}
			p.Sites = near(p.Sites, p.Culprits)
		}
		c.Problems = append(c.Problems, p)
	}
	if !slices.ContainsFunc(c.Problems, func(p Problem) bool { return !p.Outside }) {
		c.Status = Skipped
		c.Text = i18n.Join(c.Text, i18n.T("迁移之前的结果相同，无从比较", "the same before the migration: nothing can be told from it"))
	}
	v.add(c)
	return nil
}

// baseline returns the keys of what was wrong before the migration; nil where there is nothing to compare with.
func (v *verifier) baseline(ctx context.Context) (map[string]bool, error) {
	if v.o.Alone || len(v.Runs) == 0 {
		return nil, nil
	}
	was, err := v.perform(ctx, v.before(), i18n.Tf("正在迁移前的代码上运行：%s", "running on the code from before: %s", v.o.Command))
	if err != nil {
		return nil, err
	}
	keys := map[string]bool{}
	for _, x := range v.complaints(was) {
		if !strings.HasPrefix(x.key, "openai ") { // it was meant to be asked then
			keys[x.key] = true
		}
	}
	return keys, nil
}

// chargeOnce finds the culprits of a complaint. A command that fails does so because of what was refused, where that is
// known.
func (v *verifier) chargeOnce(ctx context.Context, x complaint, p *Problem, earlier []Problem) error {
	for _, o := range earlier {
		if x.request == nil && len(o.Culprits) > 0 {
			p.Culprits = o.Culprits
			return nil
		}
	}
	return v.charge(ctx, p, v.recurs(x.key))
}

// recurs returns the test for [Subject.blame]: whether a complaint is there in a state.
func (v *verifier) recurs(key string) func(context.Context, state) (bool, error) {
	return func(ctx context.Context, st state) (bool, error) {
		o, err := v.perform(ctx, st, i18n.Tf("正在查找起因：%s", "looking for the culprit: %s", v.o.Command))
		return slices.ContainsFunc(v.complaints(o), func(x complaint) bool { return x.key == key }), err
	}
}

// perform runs the command on a state of the tree, once for each state.
func (v *verifier) perform(ctx context.Context, st state, what i18n.Text) (outcome, error) {
	key := st.key()
	if o, ok := v.outcomes[key]; ok {
		return o, nil
	}
	o, err := v.runOn(ctx, st, what)
	if err == nil {
		v.outcomes[key] = o
	}
	return o, err
}

func (v *verifier) runOn(ctx context.Context, st state, what i18n.Text) (outcome, error) {
	defer v.progress(what)()
	tree, err := v.copyOf(ctx, st)
	if err != nil {
		return outcome{}, err
	}
	defer tree.Remove()
	s, err := v.newStand()
	if err != nil {
		return outcome{}, fmt.Errorf("start the stand-in: %w", err)
	}
	defer s.Close()
	d := newDetour(v.Target, s)
	if err := d.lay(tree); err != nil {
		return outcome{}, err
	}
	r, err := v.start(ctx, tree.Dir, job{dir: ".", args: shell(v.o.Command), env: d.environ(tree.Dir, os.Environ())})
	if err != nil {
		return outcome{}, err
	}
	r.output = strings.ReplaceAll(r.output, tree.Dir+string(os.PathSeparator), "")
	o := outcome{ran: r}
	o.requests, o.strays = s.taken()
	return o, nil
}

// complaints judges an outcome.
func (v *verifier) complaints(o outcome) []complaint {
	var out []complaint
	add := func(x complaint) {
		if !slices.ContainsFunc(out, func(y complaint) bool { return y.key == x.key }) {
			out = append(out, x)
		}
	}
	for i := range o.requests {
		r := &o.requests[i]
		if !r.Refused.Complete() {
			continue
		}
		what := r.Method + " " + r.Path
		if r.Model != "" {
			what += " (" + r.Model + ")"
		}
		add(complaint{
			key:     strings.Join([]string{"refused", r.Method, r.Path, r.Model, r.Param, fmt.Sprint(r.Status)}, " "),
			request: r,
			text:    i18n.T(fmt.Sprintf("%s 被拒（%d）：%s", what, r.Status, r.Refused.ZH), fmt.Sprintf("%s is refused (%d): %s", what, r.Status, r.Refused.EN)),
		})
	}
	for _, s := range o.strays {
		if s.openai {
			add(complaint{key: "openai " + s.host + " " + s.path, text: i18n.Tf("仍有请求发往 OpenAI：%s%s", "a request still goes to OpenAI: %s%s", s.host, s.path)})
			continue
		}
		add(complaint{key: "real " + s.host, text: i18n.Tf("请求没有经过模拟服务，而是直接发往 %s：地址不是以常量写在目录树中的", "a request went to %s itself and not to the stand-in: the address does not stand in the tree as a constant", s.host)})
	}
	switch {
	case o.late:
		add(complaint{key: "late", text: i18n.Tf("命令超过 %s 未结束", "the command did not end within %s", v.o.Timeout)})
	case o.code != 0:
		add(complaint{key: "exit", text: i18n.Tf("命令以 %d 退出", "the command exited with %d", o.code)})
	}
	return out
}

// said sums an outcome up.
func said(command string, o outcome) i18n.Text {
	refused := 0
	for _, r := range o.requests {
		if r.Refused.Complete() {
			refused++
		}
	}
	t := i18n.T(fmt.Sprintf("%s：%d 个请求，被拒 %d 个", command, len(o.requests), refused),
		fmt.Sprintf("%s: %s, %d refused", command, i18n.N(len(o.requests), "request", "requests"), refused))
	if len(o.requests) == 0 {
		t = i18n.Join(t, i18n.T("它没有调用平台，对迁移说明不了什么", "it never called the provider, and proves nothing of the migration"))
	}
	return t
}

func tailOf(output string) []string {
	lines := strings.Split(strings.TrimRight(output, "\n"), "\n")
	lines = lines[max(0, len(lines)-tail):]
	for i := range lines {
		lines[i] = finding.Mask(lines[i])
	}
	return lines
}
