package verify

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
)

// Leftover is something that still names OpenAI.
type Leftover struct {
	Path         string
	Line, Column int
	What         string // as found: a symbol, an address, a variable
	Reason       Reason
	Reaches      bool // it sends requests to OpenAI, or keeps the way there open
	Message      i18n.Text
	Rule         string // of the finding; empty where it was found in plain text
}

// Bad reports whether a leftover fails the check.
func (l Leftover) Bad() bool { return l.Reaches || l.Reason == Blocked }

// Reason says why a leftover is there.
type Reason string

// The reasons.
const (
	Open      Reason = "open"       // a change for it is ready and was not made
	Manual    Reason = "manual"     // a person has to do it
	Blocked   Reason = "blocked"    // it now goes to the provider, which has no counterpart for it
	AllowList Reason = "allow-list" // a rule about hosts: it sends nothing, and lets through what should not be sent
	Setting   Reason = "setting"    // configuration that sets what the code no longer reads
	Test      Reason = "test"       // of a test, its cassettes or its fixtures
	Doc       Reason = "doc"        // prose, or a comment
	Vendor    Reason = "vendored"   // other people's code, or written by a program
	Name      Reason = "name"       // names OpenAI and sends nothing
)

// leftovers lists what is left, from the findings of the scan and from a search of all its text, and fails when any of it
// reaches OpenAI.
func (v *verifier) leftovers(ctx context.Context) error {
	var list []Leftover
	covered := map[string]map[int]bool{}
	clients := v.clients()
	for i := range v.Scan.Findings {
		f := &v.Scan.Findings[i]
		at := f.File.Position(f.Span.Start)
		cover(covered, f.File.Path, at.Line, f.File.Position(f.Span.End).Line)
		if l, ok := v.fromFinding(f); ok && !(f.Kind == finding.Call && clients[f.Client]) {
			l.Path, l.Line, l.Column = f.File.Path, at.Line, at.Column
			list = append(list, l)
		}
	}
	for _, f := range v.Scan.Tree.Files {
		list = append(list, v.sweep(f, covered[f.Path])...)
	}
	list = append(list, v.traces()...)
	list = append(list, v.blocked(ctx)...)
	slices.SortStableFunc(list, func(a, b Leftover) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	v.result.Leftovers = list
	c := Check{Name: CheckLeftovers, Status: Passed}
	reach, blocked := 0, 0
	for _, l := range list {
		switch {
		case l.Reaches:
			reach++
		case l.Bad():
			blocked++
		}
	}
	c.Text = leftText(v.Scan.Tree.Seen, reach, blocked, len(list)-reach-blocked)
	if reach+blocked > 0 {
		c.Status = Failed
	}
	v.add(c)
	return nil
}

// clients returns the clients that reach OpenAI: their calls are told of by naming them.
func (v *verifier) clients() map[string]bool {
	out := map[string]bool{}
	for i := range v.Scan.Findings {
		if f := &v.Scan.Findings[i]; f.Kind == finding.Client && f.Reaches && f.Client != "" {
			out[f.Client] = true
		}
	}
	return out
}

// blocked returns what the provider has no counterpart for and now gets all the same: a call that went to OpenAI, and was
// known to be lost at the provider, whose client was moved with the others. A file that people edited since is theirs.
func (v *verifier) blocked(ctx context.Context) []Leftover {
	reaches := map[string]bool{}
	for i := range v.Scan.Findings {
		if f := &v.Scan.Findings[i]; f.Reaches {
			reaches[f.Fingerprint()] = true
		}
	}
	var out []Leftover
	for _, f := range v.origin(ctx) {
		if f.Verdict != finding.Block || !f.Reaches || f.Kind != finding.Call && f.Kind != finding.Parameter || source.IsTest(f.File.Path) || reaches[f.Fingerprint()] || !v.asMigrated(f.File.Path) {
			continue
		}
		at := f.File.Position(f.Span.Start)
		out = append(out, Leftover{Path: f.File.Path, Line: at.Line, Column: at.Column, What: f.Symbol, Reason: Blocked, Message: f.Message, Rule: f.Rule.ID})
	}
	return out
}

// origin returns the findings of the state from before; none where there is no such state, or it cannot be read.
func (v *verifier) origin(ctx context.Context) []finding.Finding {
	if len(v.Runs) == 0 || v.o.Rescan == nil {
		return nil
	}
	if v.first == nil {
		defer v.progress(i18n.T("正在分析迁移前的代码", "analysing the code from before"))()
		v.first = []finding.Finding{}
		tree, err := v.copyOf(ctx, v.before())
		if err != nil {
			return nil
		}
		defer tree.Remove()
		if r, err := v.o.Rescan(ctx, tree.Dir); err == nil {
			v.first = r.Findings
		}
	}
	return v.first
}

func leftText(seen, reach, blocked, rest int) i18n.Text {
	t := i18n.T(fmt.Sprintf("%d 个文件；%d 处仍指向 OpenAI，%d 处仅提及", seen, reach, rest),
		fmt.Sprintf("%s looked at; %s at OpenAI, %d only mention it", i18n.N(seen, "file", "files"), i18n.N(reach, "place still points", "places still point"), rest))
	if blocked > 0 {
		t = i18n.Join(t, i18n.T(fmt.Sprintf("%d 处在新平台上没有对应", blocked), i18n.N(blocked, "has", "have")+" no counterpart at the provider"))
	}
	return t
}

func cover(lines map[string]map[int]bool, path string, from, to int) {
	if lines[path] == nil {
		lines[path] = map[int]bool{}
	}
	for n := from; n <= to; n++ {
		lines[path][n] = true
	}
}

// fromFinding turns a finding into a leftover. Imports and dependencies stay: the provider is called through the same SDK.
func (v *verifier) fromFinding(f *finding.Finding) (Leftover, bool) {
	l := Leftover{What: cmp.Or(f.Symbol, f.Model), Rule: f.Rule.ID, Message: f.Message, Reaches: f.Reaches, Reason: Name}
	if f.Kind == finding.Import || f.Kind == finding.Dependency || f.Kind == finding.Parameter && !f.Reaches {
		return l, false
	}
	if f.Kind == finding.Endpoint && !f.Fixable() {
		if rule, ok := v.ruled(f); ok {
			return rule, true
		}
	}
	switch {
	case source.IsTest(f.File.Path):
		l.Reason, l.Reaches = Test, false
	case f.File.Lang == source.Markdown:
		l.Reason, l.Reaches = Doc, false
	case f.File.Mark != "":
		l.Reason = Vendor
	case f.Fixable():
		l.Reason = Open
	case f.Confidence == finding.Manual, f.Reaches:
		l.Reason = Manual
	case f.Kind != finding.Env:
		return l, false // a call through a client that points elsewhere
	}
	return l, true
}

// ruled turns a finding into a leftover where its line lets hosts through.
func (v *verifier) ruled(f *finding.Finding) (Leftover, bool) {
	start := bytes.LastIndexByte(f.File.Data[:f.Span.Start], '\n') + 1
	line, _, _ := bytes.Cut(f.File.Data[start:], []byte("\n"))
	host := openaiHost.FindString(string(line))
	if host == "" || !isRule(f.File, string(line)) {
		return Leftover{}, false
	}
	l := v.host(f.File, string(line), host)
	l.Rule = f.Rule.ID
	return l, true
}
