package compare

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/source"
)

// Fate is what becomes of a call site at a provider.
type Fate int

// The fates. Clean: the client's address and key and the model's name change, and nothing of what the call sends. Edited:
// migrate changes what it sends, too. Blocked: a person must do or decide something before the call works there. What a
// person must do at every provider alike counts against none; see [Comparison.Held].
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
		out = append(out, s)
	}
	for i := range list {
		if f := &list[i]; hand(f) && !taken[f] {
			rest = append(rest, Trouble{Finding: f})
		}
	}
	return out, rest
}

// settle decides the fate, once it is known which troubles every provider has.
func (s *Site) settle(everywhere func(Trouble) bool) {
	s.Fate = Clean
	if len(s.Edits) > 0 {
		s.Fate = Edited
	}
	for i := range s.Troubles {
		t := &s.Troubles[i]
		if t.Common = everywhere(*t); !t.Common {
			s.Fate = Blocked
		}
	}
}

// held reports whether something stands in the way at every provider.
func (s *Site) held() bool {
	return slices.ContainsFunc(s.Troubles, func(t Trouble) bool { return t.Common })
}

// wiring says which findings bear on which call.
type wiring struct {
	calls []*finding.Finding
	moved map[string]bool // SDKs of which some client that reaches OpenAI is moved
	bears map[*finding.Finding][]*finding.Finding
}

func newWiring(list []finding.Finding) *wiring {
	w := &wiring{bears: map[*finding.Finding][]*finding.Finding{}, moved: map[string]bool{}}
	for i := range list {
		switch f := &list[i]; {
		case isSite(f):
			w.calls = append(w.calls, f)
		case f.Kind == finding.Client && f.Reaches && !hand(f):
			w.moved[f.SDK] = true
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
// call is most often sent from the same file. A call of which the client cannot be told bears what all clients of its SDK
// have against them, for whichever it is, see [wiring.lost].
func (w *wiring) callsOf(f *finding.Finding) []*finding.Finding {
	for _, bears := range []func(call *finding.Finding) bool{
		func(call *finding.Finding) bool { return within(f, call) },
		func(call *finding.Finding) bool {
			return f.Client != "" && f.Client == call.Client && (f.Capability == "" || f.Capability == call.Capability)
		},
		func(call *finding.Finding) bool {
			return f.Client == "" && f.Capability != "" && f.Capability == call.Capability && f.File == call.File
		},
		func(call *finding.Finding) bool { return w.lost(f, call) },
	} {
		if out := slices.DeleteFunc(slices.Clone(w.calls), func(call *finding.Finding) bool { return !bears(call) }); len(out) > 0 {
			return out
		}
	}
	return nil
}

// lost reports whether a client that stays is one of those that a call without a known client may be sent on, none of which
// moves.
func (w *wiring) lost(client, call *finding.Finding) bool {
	return client.Kind == finding.Client && client.Reaches && hand(client) && call.Client == "" && call.SDK == client.SDK && !w.moved[call.SDK]
}

func within(f, call *finding.Finding) bool {
	return f.File == call.File && call.Span.Start <= f.Span.Start && f.Span.End <= call.Span.End
}
