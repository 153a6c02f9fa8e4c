// Package gate gives the verdict of `migrate check`: does this tree use OpenAI where it did not before?
//
// [Judge] is pure. It is handed what a scan found now (head), what it found before (base), and a [Policy]; it counts
// only findings that reach OpenAI as written, and it counts by identity, never by line: a moved file, a renamed variable
// or a reformatted block changes no identity, so it is not new, while one more client of a kind that was there before
// is. What is already known comes from base, from a [Baseline] file, or from both.
//
// A use can be accepted in the code ([Suppression]), by rule or by path. A comment that suppresses nothing any more is
// a finding too ([Unused]), because it would wave through the next use on its line.
//
// gate reads no files, runs no scan, and does not know who prints its verdict.
package gate

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/source"
)

// Policy says what is accepted without being known from before. The zero value accepts nothing.
type Policy struct {
	AllowRules []string  // rule ids or slugs
	AllowPaths []string  // globs over slash paths, ** for any number of directories
	Baseline   *Baseline // nil for none

	// Files are the analysed files of head. Unused suppressions are looked for in them and nowhere else, so a file that
	// could not be analysed must not be among them.
	Files []*source.File
}

// Verdict is the outcome. Its lists are sorted as a scan's findings are, and no finding is in two of them.
type Verdict struct {
	New        []finding.Finding // uses of OpenAI that were not there before
	Known      []finding.Finding // uses that were
	Suppressed []Suppressed      // uses that a comment or the policy accepts
	Unused     []finding.Finding // of rule MIG001: comments that suppress nothing
	Stale      int               // uses that the baseline counts and the tree no longer has: `--prune-baseline` drops them
	Failed     bool              // something is new, or a suppression is unused
}

// Suppressed is an accepted use and what accepts it.
type Suppressed struct {
	finding.Finding
	By *Suppression // the comment; nil where the policy allows the rule or the path
}

// Judge compares what head holds with base. base nil says that there is nothing to compare with: every use is new that
// no baseline knows. Findings are taken to be sorted, as scan returns them.
func Judge(head, base []finding.Finding, p Policy) Verdict {
	now, before := p.apply(head), p.apply(base)
	known := tallyOf(before.counted).most(p.Baseline.tally())
	v := Verdict{Suppressed: now.suppressed, Unused: now.unused(p)}
	v.New, v.Known = split(now.counted, known)
	v.Stale = p.Baseline.stale(now.counted)
	v.Failed = len(v.New)+len(v.Unused) > 0
	return v
}

// applied is one side of the comparison after the policy.
type applied struct {
	counted    []finding.Finding
	suppressed []Suppressed
	comments   comments
}

// apply takes out what does not count: findings that reach nobody, and those that the policy or a comment accepts. Both
// sides are treated alike, so that a use that was suppressed in base is not known once its comment is gone.
func (p Policy) apply(list []finding.Finding) applied {
	a := applied{comments: comments{}}
	for _, f := range list {
		by := a.comments.cover(&f)
		switch {
		case !f.Reaches:
		case by != nil || p.allows(&f):
			a.suppressed = append(a.suppressed, Suppressed{Finding: f, By: by})
		default:
			a.counted = append(a.counted, f)
		}
	}
	return a
}

// unused lists the suppressions of the policy's files that covered nothing, as findings.
func (a *applied) unused(p Policy) []finding.Finding {
	var out []finding.Finding
	for _, f := range p.Files {
		for _, s := range a.comments.of(f) {
			if u := s.finding(f); !s.used && !p.allows(&u) {
				out = append(out, u)
			}
		}
	}
	finding.Sort(out)
	return out
}

// split marks as new what exceeds the known count of its identity.
func split(list []finding.Finding, known tally) (fresh, old []finding.Finding) {
	groups := map[string][]int{}
	for i := range list {
		id := identity(&list[i])
		groups[id] = append(groups[id], i)
	}
	isNew := make([]bool, len(list))
	for id, at := range groups {
		for _, i := range newest(list, at, known[id]) {
			isNew[i] = true
		}
	}
	for i, f := range list {
		if isNew[i] {
			fresh = append(fresh, f)
		} else {
			old = append(old, f)
		}
	}
	return fresh, old
}

// newest picks, among equal findings (indexes into list, in order), those to call new: as many as there are more than
// before. Only a path that has more of them than before can hold one; where it had fewer comes first, then what stands
// last, since code is more often added after than before.
func newest(list []finding.Finding, at []int, before map[string]int) []int {
	n := len(at) - total(before)
	if n <= 0 {
		return nil
	}
	left := map[string]int{} // how many more a path has than before
	for _, i := range at {
		left[list[i].File.Path]++
	}
	for path, c := range before {
		left[path] -= c
	}
	var candidates []int
	for _, i := range slices.Backward(at) {
		if path := list[i].File.Path; left[path] > 0 {
			left[path]--
			candidates = append(candidates, i)
		}
	}
	slices.SortStableFunc(candidates, func(i, j int) int {
		return before[list[i].File.Path] - before[list[j].File.Path]
	})
	return candidates[:n]
}
