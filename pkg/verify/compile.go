package verify

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/scratch"
)

// compiler is one of the project's own checkers.
type compiler struct {
	name string
	// plan returns what to run for the touched files, or why nothing can be run. Neither means that it has no part in this
	// tree.
	plan func(ctx context.Context, s *Subject, paths []string) ([]job, i18n.Text, error)
	// read takes one line of output; path is relative to the job's directory or absolute.
	read func(line string) (diagnostic, bool)
	// unable returns why an output says that the compiler itself could not work; empty where it did.
	unable func(output string) i18n.Text
}

// job is one start of a program.
type job struct {
	dir   string // slash path below the root
	args  []string
	shown string   // how args are shown; empty for as they are
	env   []string // beside the user's own environment
	stdin string
	left  int // packages that cannot be checked for want of what they import
}

func (j job) String() string {
	if j.shown != "" {
		return j.shown
	}
	return strings.Join(j.args, " ")
}

// diagnostic is one message of a compiler.
type diagnostic struct {
	path         string // slash path below the root
	line, column int
	text         string
}

// key is what stays the same when lines move.
func (d diagnostic) key() string { return d.path + "\x00" + numbers.ReplaceAllString(d.text, "N") }

// numbers in messages are line numbers as often as not.
var numbers = regexp.MustCompile(`\b\d+:\d+\b|line \d+`)

// checkers are all of them, in the order in which results are shown.
var checkers = []compiler{goCompiler, pythonCompiler, typeScript}

// compilers runs those that have a part in the touched files, on the tree as it is, and where one complains also on the
// state from before: what was said before is no news.
func (v *verifier) compilers(ctx context.Context) error {
	paths := v.touched()
	if len(v.Runs) == 0 {
		for _, f := range v.Scan.Tree.Files {
			paths = append(paths, f.Path)
		}
	}
	for _, c := range checkers {
		jobs, why, err := c.plan(ctx, v.Subject, paths)
		if err != nil {
			return err
		}
		if len(jobs) == 0 {
			if why.Complete() {
				v.add(Check{Name: c.name, Status: Skipped, Text: why})
			}
			continue
		}
		stop := v.progress(i18n.Tf("正在运行 %s", "running %s", c.name))
		check, err := v.compile(ctx, c, jobs)
		stop()
		if err != nil {
			return err
		}
		v.add(check)
	}
	return nil
}

func (v *verifier) compile(ctx context.Context, c compiler, jobs []job) (Check, error) {
	check := Check{Name: c.name, Status: Passed, Text: commands(jobs)}
	now, why, err := v.diagnose(ctx, c, jobs, nil)
	if err != nil || why.Complete() {
		check.Status, check.Text = Skipped, why
		return check, err
	}
	if len(now) == 0 {
		return check, nil
	}
	news := now
	if len(v.Runs) > 0 {
		was, why, err := v.diagnose(ctx, c, jobs, v.before())
		if err != nil {
			return check, err
		}
		if why.Complete() {
			check.Status, check.Text = Skipped, why
			return check, nil
		}
		news = newOnes(was, now)
		check.Text = i18n.T(fmt.Sprintf("%s：%d 条诊断，其中新增 %d 条", check.Text.ZH, len(now), len(news)),
			fmt.Sprintf("%s: %s, %d new", check.Text.EN, i18n.N(len(now), "diagnostic", "diagnostics"), len(news)))
	}
	if len(news) > 0 {
		check.Status = Failed
	}
	check.Problems, err = v.accuse(ctx, c, jobs, news)
	return check, err
}

// accuse makes problems of new diagnostics. The culprit is looked for once in each file: of the first diagnostic, which the
// others mostly follow from.
func (v *verifier) accuse(ctx context.Context, c compiler, jobs []job, news []diagnostic) ([]Problem, error) {
	var out []Problem
	first := map[string]Problem{}
	for _, d := range news {
		p := Problem{Path: d.path, Line: d.line, Column: d.column, Message: i18n.T(d.text, d.text)}
		if known, seen := first[d.path]; seen {
			p.Culprits = known.Culprits
		} else {
			err := v.charge(ctx, &p, func(ctx context.Context, st state) (bool, error) {
				list, why, err := v.diagnose(ctx, c, jobs, st)
				return !why.Complete() && slices.ContainsFunc(list, func(o diagnostic) bool { return o.key() == d.key() }), err
			})
			if err != nil {
				return nil, err
			}
			first[d.path] = p
		}
		out = append(out, p)
	}
	return out, nil
}

// newOnes returns those of now that are not in was, counting equal ones.
func newOnes(was, now []diagnostic) []diagnostic {
	count := map[string]int{}
	for _, d := range was {
		count[d.key()]++
	}
	var out []diagnostic
	for _, d := range now {
		if count[d.key()]--; count[d.key()] < 0 {
			out = append(out, d)
		}
	}
	return out
}

// diagnose runs the jobs on a state of the tree, in a copy. A text says why they say nothing.
func (v *verifier) diagnose(ctx context.Context, c compiler, jobs []job, st state) ([]diagnostic, i18n.Text, error) {
	tree, err := v.copyOf(ctx, st)
	if err != nil {
		return nil, i18n.Text{}, err
	}
	defer tree.Remove()
	var out []diagnostic
	for _, j := range jobs {
		r, err := v.start(ctx, tree.Dir, j)
		if err != nil {
			return nil, i18n.Text{}, err
		}
		if r.late {
			return nil, i18n.Tf("%s 超过 %s 未结束", "%s did not end within %s", j, v.o.Timeout), nil
		}
		if why := c.unable(r.output); why.Complete() {
			return nil, why, nil
		}
		found := false
		for line := range strings.Lines(r.output) {
			if d, ok := c.read(strings.TrimRight(line, "\r\n")); ok {
				d.path = below(tree.Dir, j.dir, d.path)
				out = append(out, d)
				found = true
			}
		}
		if r.code != 0 && !found {
			return nil, i18n.Tf("%s 以 %d 退出：%s", "%s exited with %d: %s", j, r.code, last(r.output)), nil
		}
	}
	return unique(out), i18n.Text{}, nil
}

// unique sorts, and drops what two jobs both said.
func unique(list []diagnostic) []diagnostic {
	slices.SortFunc(list, func(a, b diagnostic) int {
		return cmp.Or(strings.Compare(a.path, b.path), cmp.Compare(a.line, b.line), cmp.Compare(a.column, b.column), strings.Compare(a.text, b.text))
	})
	seen := map[diagnostic]bool{}
	return slices.DeleteFunc(list, func(d diagnostic) bool {
		again := seen[d]
		seen[d] = true
		return again
	})
}

// copyOf makes a copy of the tree with the files of a state in place.
func (s *Subject) copyOf(ctx context.Context, st state) (*scratch.Copy, error) {
	c, err := scratch.New(ctx, s.Dir)
	if err != nil {
		return nil, err
	}
	for _, path := range slices.Sorted(maps.Keys(st)) {
		if err := c.Write(path, st[path]); err != nil {
			return nil, errors.Join(fmt.Errorf("write %s to a temporary copy: %w", path, err), c.Remove())
		}
	}
	return c, nil
}

// commands names the jobs.
func commands(jobs []job) i18n.Text {
	var lines []string
	left := 0
	for _, j := range jobs {
		line := j.String()
		if j.dir != "." {
			line = j.dir + ": " + line
		}
		lines = append(lines, line)
		left += j.left
	}
	text := strings.Join(lines, "; ")
	if left > 0 {
		return i18n.T(fmt.Sprintf("%s（%d 个包的依赖不在本机，未检查）", text, left),
			fmt.Sprintf("%s (%s left out: what they import is not on this machine)", text, i18n.N(left, "package", "packages")))
	}
	return i18n.T(text, text)
}

// located reads the three groups path, line and column of a match.
func located(m []string, text string) diagnostic {
	d := diagnostic{path: m[1], text: text}
	d.line, _ = strconv.Atoi(m[2])
	d.column, _ = strconv.Atoi(m[3])
	return d
}
