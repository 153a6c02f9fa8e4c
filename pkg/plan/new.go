package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
)

// New makes the plan for a target (a provider id) from what a scan found; titles and reasons are in language l.
func New(target string, found []finding.Finding, l i18n.Lang) *Plan {
	s := newSelection(found)
	s.settle()
	p := &Plan{Schema: Schema, Target: target, Base: map[string]string{}, Changes: []*Change{}, Dropped: s.dropped}
	ids := map[string]int{}
	byPick := map[*pick]*Change{}
	for _, c := range s.picks {
		ch := change(c, l)
		ch.ID = identify(c, ids)
		byPick[c] = ch
		p.Changes = append(p.Changes, ch)
		for _, e := range c.fix.Edits {
			p.Base[e.File.Path] = e.File.Hash()
		}
	}
	providers := s.providers()
	for c, ch := range byPick {
		ch.Requires = requires(c, providers, byPick)
	}
	slices.SortStableFunc(p.Changes, order)
	return p
}

// pick is one finding with the fix chosen for it.
type pick struct {
	finding *finding.Finding
	fix     *finding.Fix
	next    int // index of the fix to try when this one falls away
}

// selection is the search for a set of fixes that can all be made.
type selection struct {
	picks   []*pick
	held    []finding.Key
	offers  map[finding.Key][]offer // what the fixes of findings would provide, by the unscoped key
	dropped []finding.Finding
}

// offer is a key that some fix of a finding provides.
type offer struct {
	key finding.Key
	by  *finding.Finding
}

func newSelection(found []finding.Finding) *selection {
	s := &selection{offers: map[finding.Key][]offer{}}
	for i := range found {
		s.held = append(s.held, found[i].Holds...)
		for _, x := range found[i].Fixes {
			for _, k := range x.Provides {
				s.offers[unscoped(k)] = append(s.offers[unscoped(k)], offer{k, &found[i]})
			}
		}
	}
	for i := range found {
		if c := (&pick{finding: &found[i]}); !s.refused(c.finding.File) && s.advance(c) {
			s.picks = append(s.picks, c)
		}
	}
	return s
}

// refused reports whether some finding forbids changes in the part of the tree where a file lies.
func (s *selection) refused(f *source.File) bool {
	return slices.ContainsFunc(s.held, func(k finding.Key) bool { return k.Kind == finding.KeyRefuses && source.Within(f.Path, k.Scope) })
}

// advance moves to the finding's next fix that nothing held forbids.
func (s *selection) advance(c *pick) bool {
	for c.next < len(c.finding.Fixes) {
		fix := &c.finding.Fixes[c.next]
		c.next++
		if !matchAny(fix.Unless, s.held) && writable(fix) {
			c.fix = fix
			return true
		}
	}
	return false
}

// writable reports whether each edit of a fix has a place in the file on disk.
func writable(fix *finding.Fix) bool {
	return !slices.ContainsFunc(fix.Edits, func(e finding.Edit) bool {
		_, _, _, err := e.File.Written(source.Span{Start: e.Start, End: e.End}, e.New)
		return err != nil
	})
}

// settle drops what cannot stand until nothing more falls: fixes that follow what is not there, then fixes whose edits
// collide with those of a surer or earlier one.
func (s *selection) settle() {
	for {
		n := len(s.picks)
		moved := false
		providers := s.providers()
		s.picks = slices.DeleteFunc(s.picks, func(c *pick) bool {
			if providers.followed(c) && !s.left(c, providers) {
				return false
			}
			moved = true
			return !s.advance(c)
		})
		if moved || len(s.picks) < n {
			continue
		}
		if !s.dropConflict() {
			return
		}
	}
}

// index finds what provides a key without looking at every pick.
type index map[finding.Key][]*pick

// unscoped is the part of a key that must be equal; scopes are compared by [finding.Key.Matches].
func unscoped(k finding.Key) finding.Key { return finding.Key{Kind: k.Kind, Name: k.Name} }

func (s *selection) providers() index {
	x := index{}
	for _, c := range s.picks {
		for _, k := range c.fix.Provides {
			x[unscoped(k)] = append(x[unscoped(k)], c)
		}
	}
	return x
}

// of returns the picks other than c that provide one of the wanted keys; a pick may come more than once.
func (x index) of(c *pick, want []finding.Key) []*pick {
	var out []*pick
	for _, k := range want {
		for _, o := range x[unscoped(k)] {
			if o != c && slices.ContainsFunc(o.fix.Provides, k.Matches) {
				out = append(out, o)
			}
		}
	}
	return out
}

// followed reports whether something provides what the fix follows, or is given by, if there is any such thing.
func (x index) followed(c *pick) bool {
	return (len(c.fix.Follows) == 0 || len(x.of(c, c.fix.Follows)) > 0) && (len(c.fix.Given) == 0 || len(x.of(c, c.fix.Given)) > 0)
}

// left reports whether a fix requires what other findings had fixes for, of which none is left: a model is not renamed when
// its client was to move and cannot. A variable may be set outside the tree, too.
func (s *selection) left(c *pick, providers index) bool {
	return slices.ContainsFunc(c.fix.Requires, func(k finding.Key) bool {
		if k.Kind == finding.KeySets {
			return false
		}
		offered := slices.ContainsFunc(s.offers[unscoped(k)], func(o offer) bool { return o.by != c.finding && k.Matches(o.key) })
		return offered && !slices.ContainsFunc(c.fix.Provides, k.Matches) && len(providers.of(c, []finding.Key{k})) == 0
	})
}

// dropConflict takes the first colliding pick out of the selection, with what requires it; false when there is none.
func (s *selection) dropConflict() bool {
	ranked := slices.Clone(s.picks)
	slices.SortStableFunc(ranked, func(a, b *pick) int {
		switch x, y := sure(a.fix.Confidence, finding.Certain), sure(b.fix.Confidence, finding.Certain); {
		case x && !y:
			return -1
		case y && !x:
			return 1
		}
		return 0
	})
	taken := map[*source.File][]edit.Edit{}
	for _, c := range ranked {
		next := map[*source.File][]edit.Edit{}
		for _, e := range c.fix.Edits {
			next[e.File] = append(next[e.File], e.Edit)
		}
		for f, edits := range next {
			merged, err := edit.Merge(taken[f], edits)
			if err != nil {
				s.drop(c)
				return true
			}
			next[f] = merged
		}
		for f, merged := range next {
			taken[f] = merged
		}
	}
	return false
}

// drop removes c, and what requires it, which would break. What merely follows it is looked at anew: another pick may
// provide what it follows.
func (s *selection) drop(c *pick) {
	s.dropped = append(s.dropped, *c.finding)
	s.picks = slices.DeleteFunc(s.picks, func(o *pick) bool { return o == c })
	for _, o := range slices.Clone(s.picks) {
		if slices.Contains(s.picks, o) && matchAny(o.fix.Requires, c.fix.Provides) {
			s.drop(o)
		}
	}
}

func matchAny(want, have []finding.Key) bool {
	return slices.ContainsFunc(want, func(k finding.Key) bool { return slices.ContainsFunc(have, k.Matches) })
}

// requires resolves a fix's keys to the ids of the changes that provide them.
func requires(c *pick, providers index, byPick map[*pick]*Change) []string {
	ids := []string{}
	for _, o := range providers.of(c, slices.Concat(c.fix.Requires, c.fix.Follows)) {
		ids = append(ids, byPick[o].ID)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func change(c *pick, l i18n.Lang) *Change {
	ch := &Change{
		Rule: c.finding.Rule.ID, Title: c.fix.Title.In(l), Why: c.fix.Why.In(l), Confidence: c.fix.Confidence,
		Sources: append([]finding.Source{}, c.fix.Sources...), Path: c.finding.File.Path, Edits: []Edit{}, Decision: Pending,
	}
	if c.finding.Kind == finding.Model {
		ch.Model = c.finding.Model
	}
	for _, e := range c.fix.Edits {
		f, span, text, err := e.File.Written(source.Span{Start: e.Start, End: e.End}, e.New)
		if err != nil {
			continue // such fixes are not picked
		}
		raw := f.RawSpan(span)
		ch.Edits = append(ch.Edits, Edit{Path: f.Path, Start: raw.Start, End: raw.End, New: text, Node: e.Node})
	}
	return ch
}

// identify hashes what the change is about, not where: rule, path, and the text found, with all white space folded. Equal
// ones are numbered in order.
func identify(c *pick, seen map[string]int) string {
	text := strings.Join(strings.Fields(c.finding.File.Text(c.finding.Span)), " ")
	sum := sha256.Sum256([]byte(strings.Join([]string{c.finding.Identity(), c.finding.File.Path, text}, "\x00")))
	id := "c-" + hex.EncodeToString(sum[:4])
	seen[id]++
	if n := seen[id]; n > 1 {
		return fmt.Sprintf("%s-%d", id, n)
	}
	return id
}
