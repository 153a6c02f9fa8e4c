package verify

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
)

// maxTries bounds how many states are tried for one check. A set of n change-sets of which one is guilty takes about two
// times log n.
const maxTries = 60

// What ends a search without a culprit.
var (
	errTries  = errors.New("too many states to try")
	errEdited = errors.New("edited since")
)

// set is a change-set: changes that require each other, directly or not, and so stand or fall together.
type set []*plan.Change

// sets are the plan's change-sets.
func sets(p *plan.Plan) []set {
	var out []set
	for _, s := range p.Sets() {
		out = append(out, s)
	}
	return out
}

// hunt looks for the change-sets that bring a problem about.
type hunt struct {
	subject *Subject
	fails   func(context.Context, state) (bool, error) // the problem is there in this state
	tries   int
	known   map[string]bool // by the ids that are on
}

// charge names the culprits of a problem that is there now and was not there before the runs, or says why none is named.
func (v *verifier) charge(ctx context.Context, p *Problem, fails func(context.Context, state) (bool, error)) error {
	var err error
	switch p.Culprits, err = v.blame(ctx, fails); {
	case errors.Is(err, errTries):
		p.Message = i18n.Join(p.Message, i18n.Tf("试了 %d 种组合，未能进一步缩小范围", "%d combinations of changes were tried without narrowing it down", maxTries))
	case errors.Is(err, errEdited):
		p.Message = i18n.Join(p.Message, i18n.T("起因不是迁移的改动，而是之后的编辑", "this comes from what was edited since, and from no change of the migration"))
	default:
		return err
	}
	return nil
}

// blame returns the guilty change-sets, in the order found.
func (s *Subject) blame(ctx context.Context, fails func(context.Context, state) (bool, error)) ([]Culprit, error) {
	if !s.known() {
		return nil, nil
	}
	h := &hunt{subject: s, fails: fails}
	if err := h.innocent(ctx); err != nil {
		return nil, err
	}
	k, err := h.run(ctx)
	if err != nil {
		return nil, err
	}
	p := s.Runs[k].Plan
	left := sets(p)
	h.known = map[string]bool{"": false, strings.Join(closure(p, left), " "): true}
	var out []Culprit
	for {
		bad, err := h.try(ctx, k, left)
		if err != nil || !bad {
			return out, err
		}
		guilty, err := h.minimize(ctx, k, left)
		if err != nil {
			return out, err
		}
		for _, t := range tops(p, guilty) {
			out = append(out, s.culprit(k, t))
			left = without(p, left, t)
		}
	}
}

// innocent is errEdited when the problem is there without any change, because of what people edited since.
func (h *hunt) innocent(ctx context.Context) error {
	if !slices.ContainsFunc(h.subject.touched(), func(path string) bool { return !h.subject.asMigrated(path) }) {
		return nil
	}
	st, err := h.subject.upTo(0, func(*plan.Change) bool { return false })
	if err != nil {
		return err
	}
	bad, err := h.fails(ctx, st)
	if err == nil && bad {
		err = errEdited
	}
	return err
}

// run finds the run with which the problem came: the first after which it is there.
func (h *hunt) run(ctx context.Context) (int, error) {
	last := len(h.subject.Runs) - 1
	for k := range last {
		st, err := h.subject.upTo(k, nil)
		if err != nil {
			return k, err
		}
		if bad, err := h.fails(ctx, st); err != nil || bad {
			return k, err
		}
	}
	return last, nil
}

// try makes the state of the k-th run with only some of its sets, and all that these require.
func (h *hunt) try(ctx context.Context, k int, some []set) (bool, error) {
	on := closure(h.subject.Runs[k].Plan, some)
	key := strings.Join(on, " ")
	if bad, ok := h.known[key]; ok {
		return bad, nil
	}
	if h.tries++; h.tries > maxTries {
		return false, errTries
	}
	st, err := h.subject.upTo(k, func(c *plan.Change) bool { return slices.Contains(on, c.ID) })
	if err != nil {
		return false, err
	}
	bad, err := h.fails(ctx, st)
	if err == nil {
		h.known[key] = bad
	}
	return bad, err
}

// minimize is Zeller's ddmin: it returns a part of the failing sets that still fails and of which none can be left out.
func (h *hunt) minimize(ctx context.Context, k int, failing []set) ([]set, error) {
	for n := 2; len(failing) > 1; {
		next, err := h.smaller(ctx, k, failing, n)
		switch {
		case err != nil:
			return failing, err
		case next != nil && len(next) <= (len(failing)+n-1)/n:
			failing, n = next, 2
		case next != nil:
			failing, n = next, max(n-1, 2)
		case n >= len(failing):
			return failing, nil
		default:
			n = min(2*n, len(failing))
		}
	}
	return failing, nil
}

// smaller tries each of n parts, then each complement; nil when none fails.
func (h *hunt) smaller(ctx context.Context, k int, failing []set, n int) ([]set, error) {
	parts := slices.Collect(slices.Chunk(failing, (len(failing)+n-1)/n))
	for _, part := range parts {
		if bad, err := h.try(ctx, k, part); err != nil || bad {
			return part, err
		}
	}
	for i := range parts {
		rest := slices.Concat(slices.Concat(parts[:i]...), slices.Concat(parts[i+1:]...))
		if len(parts) == 2 || len(rest) == len(failing) {
			continue // the complement of one half is the other
		}
		if bad, err := h.try(ctx, k, rest); err != nil || bad {
			return rest, err
		}
	}
	return nil, nil
}

// closure returns the ids of sets and of all that they require, sorted.
func closure(p *plan.Plan, some []set) []string {
	var ids []string
	for _, s := range some {
		for _, c := range p.Closure(s[0].ID) {
			ids = append(ids, c.ID)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// tops returns those sets that none of the others requires: what they require is there because of them.
func tops(p *plan.Plan, guilty []set) []set {
	return slices.DeleteFunc(slices.Clone(guilty), func(s set) bool {
		return slices.ContainsFunc(guilty, func(o set) bool {
			return o[0] != s[0] && slices.Contains(p.Closure(o[0].ID), s[0])
		})
	})
}

// without takes a set and all that requires it off a list.
func without(p *plan.Plan, list []set, s set) []set {
	gone := p.Dependents(s[0].ID)
	return slices.DeleteFunc(slices.Clone(list), func(o set) bool { return slices.Contains(gone, o[0]) })
}

// culprit describes a change-set with what is undone with it.
func (s *Subject) culprit(k int, guilty set) Culprit {
	r := s.Runs[k]
	out := Culprit{Run: r.ID}
	for _, c := range guilty {
		out.Changes = append(out.Changes, Change{ID: c.ID, Rule: c.Rule, Title: c.Title, Path: c.Path, Line: r.line(c)})
	}
	return out
}

// line is the line of a change's longest edit in its own file, in the state from before; 0 where it has none. An import that
// comes along is shorter than what needs it.
func (r Run) line(c *plan.Change) int {
	line, longest := 0, -1
	for _, e := range c.Edits {
		if e.Path == c.Path && len(e.New) > longest {
			longest = len(e.New)
			line = 1 + strings.Count(string(r.Before[e.Path][:min(e.Start, len(r.Before[e.Path]))]), "\n")
		}
	}
	return line
}
