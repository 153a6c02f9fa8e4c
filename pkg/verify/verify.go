// Package verify answers, after a migration, whether it holds: what still points at OpenAI, whether every touched file
// parses, whether the project's own compilers have anything new to say, whether a command of the user's works against a
// stand-in for the provider, and on request whether the real provider answers.
//
// It compares. A project that did not compile before need not compile after; what counts is what is new. The state from
// before comes from the runs' journals, which the caller opens: verify sees a [Run] as old bytes and a plan. Where there is
// no run, there is nothing to compare with, and the result says so.
//
// It looks for the culprit. Of a new problem, the smallest set of changes that brings it about is found by delta debugging
// over the runs' change-sets: a set is what depends on each other and stands or falls together, and a state is made only of
// sets with all that they require. Each state is a throw-away copy of the tree.
//
// It writes nothing to the user's tree. Compilers and commands run in copies (package scratch). It sends nothing anywhere:
// compilers are told to fetch nothing, a command gets a key that is none and addresses of this machine, and only a probe of
// the real provider, which has to be asked for, uses the network and the user's key. The key is shown nowhere.
package verify

import (
	"context"
	"net/http"
	"time"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/scan"
	"github.com/openai-migrate/migrate/pkg/source"
)

// Options say what is checked and with what.
type Options struct {
	Syntax  func(*source.File) error                                    // the first syntax error of a file; nil for a language that is not parsed
	Command string                                                      // the user's command, run by the shell; empty for none
	Alone   bool                                                        // do not run the command on the state from before
	Emulate Emulator                                                    // makes the stand-in for the provider; needed with Command
	Key     string                                                      // the user's key, for a probe of the real provider; empty for no probe
	Timeout time.Duration                                               // for one run of a compiler or of the command; 0 for ten minutes
	Client  *http.Client                                                // for the probe; nil for one of its own
	Rescan  func(ctx context.Context, dir string) (*scan.Result, error) // scans another tree as the present one was

	Progress func(i18n.Text) (stop func()) // called before each step; may be nil
}

// Emulator makes a stand-in that takes one key, or any where it is empty, and calls log once a request: for the target, as strict as that is, or for
// OpenAI, which takes everything.
type Emulator func(openai bool, key string, log func(Request)) http.Handler

// Request is what a stand-in says of one request it got.
type Request struct {
	Method, Path, Model string
	Endpoint            string // as in provider.EndpointNames; empty for none
	Status              int
	Refused             i18n.Text // why it was refused; empty where it was not
	Param               string    // the field that was refused
	Sources             []finding.Source
}

// Result is what was found. Checks are in the order in which they were made.
type Result struct {
	Target    *provider.Target
	Runs      []string // ids of the runs that were looked at, the oldest first; none where there is no journal
	Checks    []Check
	Leftovers []Leftover
	Requests  []Request // what the user's command sent
	Probes    []Probe
}

// Failed reports whether any check failed.
func (r *Result) Failed() bool {
	for _, c := range r.Checks {
		if c.Status == Failed {
			return true
		}
	}
	return false
}

// Status is the outcome of a check.
type Status string

// The outcomes. What could not be done is Skipped, with the reason, and never passed.
const (
	Passed  Status = "passed"
	Failed  Status = "failed"
	Skipped Status = "skipped"
)

// The names of the checks.
const (
	CheckLeftovers = "leftovers"
	CheckAddresses = "addresses"
	CheckSyntax    = "syntax"
	CheckGo        = "go"
	CheckPython    = "python"
	CheckTypes     = "typescript"
	CheckRun       = "run"
	CheckLive      = "live"
)

// Check is one check with its outcome.
type Check struct {
	Name     string
	Status   Status
	Text     i18n.Text // what was done, or why it was not, in a sentence
	Problems []Problem
	Output   []string // the last lines of what a command printed, masked; of a failed command only
}

// Problem is one thing that a check found wrong.
type Problem struct {
	Path     string // of the tree; empty where it has no place
	Line     int    // 0 where unknown
	Column   int
	Message  i18n.Text
	Sources  []finding.Source
	Sites    []Site    // where in the code it comes from, as far as that can be told without running it
	Culprits []Culprit // the smallest set of changes that brings it about; none where nothing can be said
	Outside  bool      // it is there with no change made at all, or comes from something other than the changes
}

// Site is a place in the state from before that a problem may come from.
type Site struct {
	Path    string
	Line    int
	Symbol  string
	Message i18n.Text
}

// Culprit is one change-set of a run: undoing its first change undoes all of it.
type Culprit struct {
	Run     string
	Changes []Change
}

// Change names a change of a plan.
type Change struct {
	ID, Rule, Title, Path string
	Line                  int // in the state from before
}

// Verify checks a migration. The error is for a check that could not be made for reasons that are no finding: the end of
// ctx, a full disk.
func Verify(ctx context.Context, s *Subject, o Options) (*Result, error) {
	if o.Timeout == 0 {
		o.Timeout = 10 * time.Minute
	}
	v := &verifier{Subject: s, o: o, result: &Result{Target: s.Target}, outcomes: map[string]outcome{}}
	for _, r := range s.Runs {
		v.result.Runs = append(v.result.Runs, r.ID)
	}
	steps := []func(context.Context) error{v.leftovers, v.addresses, v.syntax, v.compilers, v.command, v.live}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return nil, err
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	return v.result, nil
}

// verifier is one verification under way.
type verifier struct {
	*Subject
	o      Options
	result *Result
	first  []finding.Finding // of the state from before, once it was scanned

	outcomes map[string]outcome // of the command, by state
}

func (v *verifier) add(c Check) { v.result.Checks = append(v.result.Checks, c) }

// progress says what is being done; the function returned ends it.
func (v *verifier) progress(t i18n.Text) (stop func()) {
	if v.o.Progress == nil {
		return func() {}
	}
	return v.o.Progress(t)
}
