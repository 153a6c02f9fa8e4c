package compare

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/source"
)

// Fate is what becomes of a call site at a provider.
type Fate int

// The fates. Clean: the client's address and key and the model's name change, and nothing of what the call sends. Edited:
// migrate changes what it sends, too. Blocked: a person must do or decide something before the call works there.
const (
	Clean Fate = iota
	Edited
	Blocked
	fates
)

// Site is one call that reaches OpenAI.
type Site struct {
	Finding  *finding.Finding
	Fate     Fate
	Edits    []*finding.Finding // why it is edited
	Troubles []Trouble          // why it is blocked
}

// Trouble is a finding that a person must see to.
type Trouble struct {
	*finding.Finding
	Common bool // every provider of the comparison has it
}

// place tells troubles apart across providers, for which their messages differ.
type place struct {
	rule, path string
	span       source.Span
	symbol     string
}

func placeOf(f *finding.Finding) place { return place{f.Rule.ID, f.File.Path, f.Span, f.Symbol} }

// isSite reports whether a finding is a call that is to be moved.
func isSite(f *finding.Finding) bool { return f.Kind == finding.Call && f.Reaches }

// hand reports whether a person must see to a finding: it offers no edit and is not sure to need none.
func hand(f *finding.Finding) bool {
	return f.Verdict == finding.Block || f.Confidence == finding.Manual && !f.Fixable() && f.Verdict != finding.Keep
}

// sites returns the call sites with what speaks for and against each, and the troubles that belong to none of them.
func sites(list []finding.Finding) (out []Site, rest []Trouble) {
	w := newWiring(list)
	taken := map[*finding.Finding]bool{}
	for _, call := range w.calls {
		s := Site{Finding: call}
		for _, f := range append([]*finding.Finding{call}, w.of(call)...) {
			taken[f] = true
			switch {
			case hand(f):
				s.Troubles = append(s.Troubles, Trouble{Finding: f})
			case f.Fixable() && (f.Kind == finding.Parameter || f.Kind == finding.Call):
				s.Edits = append(s.Edits, f)
			}
		}
		switch {
		case len(s.Troubles) > 0:
			s.Fate = Blocked
		case len(s.Edits) > 0:
			s.Fate = Edited
		}
		out = append(out, s)
	}
	for i := range list {
		if f := &list[i]; hand(f) && !taken[f] {
			rest = append(rest, Trouble{Finding: f})
		}
	}
	return out, rest
}

// wiring says which findings bear on which call.
type wiring struct {
	calls []*finding.Finding
	bears map[*finding.Finding][]*finding.Finding
}

func newWiring(list []finding.Finding) *wiring {
	w := &wiring{bears: map[*finding.Finding][]*finding.Finding{}}
	for i := range list {
		if isSite(&list[i]) {
			w.calls = append(w.calls, &list[i])
		}
	}
	for i := range list {
		f := &list[i]
		switch f.Kind {
		case finding.Client, finding.Model, finding.Parameter, finding.Endpoint:
			for _, call := range w.callsOf(f) {
				w.bears[call] = append(w.bears[call], f)
			}
		}
	}
	return w
}

func (w *wiring) of(call *finding.Finding) []*finding.Finding { return w.bears[call] }

// callsOf finds the calls that a finding bears on: the one it stands in; else those of its client; else, where it has no
// client but a capability, those of that capability in its file, because a request that is put together apart from the
// call is most often sent from the same file.
func (w *wiring) callsOf(f *finding.Finding) []*finding.Finding {
	for _, bears := range []func(call *finding.Finding) bool{
		func(call *finding.Finding) bool { return within(f, call) },
		func(call *finding.Finding) bool {
			return f.Client != "" && f.Client == call.Client && (f.Capability == "" || f.Capability == call.Capability)
		},
		func(call *finding.Finding) bool {
			return f.Client == "" && f.Capability != "" && f.Capability == call.Capability && f.File == call.File
		},
	} {
		if out := slices.DeleteFunc(slices.Clone(w.calls), func(call *finding.Finding) bool { return !bears(call) }); len(out) > 0 {
			return out
		}
	}
	return nil
}

func within(f, call *finding.Finding) bool {
	return f.File == call.File && call.Span.Start <= f.Span.Start && f.Span.End <= call.Span.End
}
