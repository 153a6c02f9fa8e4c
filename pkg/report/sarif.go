package report

import (
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
)

const (
	sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	sarifRoot   = "%SRCROOT%"
)

// notAnalysed is the notification for a skipped file.
var notAnalysed = &finding.Rule{
	ID: "not-analysed", Slug: "not-analysed", Severity: finding.Warning,
	Title: i18n.T("文件未能分析", "file not analysed"),
	Doc:   i18n.T("该文件未能分析，其中可能还有 OpenAI 的使用。", "The file could not be analysed; it may still use OpenAI."),
}

func writeSARIF(w io.Writer, r *Report) error {
	items := r.items()
	rules := rulesOf(items)
	run := sarifRun{
		Tool: sarifTool{Driver: sarifDriver{Name: "migrate", Version: r.Version, InformationURI: home,
			Rules: r.sarifRules(rules), Notifications: r.sarifRules([]*finding.Rule{notAnalysed})}},
		Automation:  sarifAutomation{ID: "migrate/scan/"},
		Invocations: []sarifInvocation{{Successful: true, Notifications: r.notifications()}},
		Bases:       map[string]sarifBase{sarifRoot: {Description: sarifText{Text: r.say("被扫描的目录", "the scanned directory")}}},
		ColumnKind:  "unicodeCodePoints",
		Language:    string(r.Lang),
		Results:     []sarifResult{},
	}
	if r.Verdict != nil {
		run.Automation.ID = "migrate/check/"
	}
	hashes := lineHashes{}
	for _, it := range items {
		run.Results = append(run.Results, r.sarifResult(&it, slices.Index(rules, it.Rule), hashes))
	}
	return encode(w, sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{run}})
}

// rulesOf returns the rules that the items name, by id.
func rulesOf(items []item) []*finding.Rule {
	var out []*finding.Rule
	for _, it := range items {
		if !slices.Contains(out, it.Rule) {
			out = append(out, it.Rule)
		}
	}
	slices.SortFunc(out, func(a, b *finding.Rule) int { return strings.Compare(a.ID, b.ID) })
	return out
}

func (r *Report) sarifRules(rules []*finding.Rule) []sarifRule {
	out := []sarifRule{}
	for _, rule := range rules {
		doc := rule.Doc.In(r.Lang)
		help := doc + "\n\nmigrate explain " + rule.ID
		out = append(out, sarifRule{
			ID: rule.ID, Name: rule.Slug,
			Short:      sarifText{Text: rule.Title.In(r.Lang)},
			Full:       sarifText{Text: doc},
			Help:       sarifText{Text: help, Markdown: doc + "\n\n`migrate explain " + rule.ID + "`"},
			Config:     sarifConfig{Level: string(rule.Severity)},
			Properties: &sarifProperties{Tags: []string{"openai", "migration"}},
		})
	}
	return out
}

func (r *Report) notifications() []sarifNotification {
	var out []sarifNotification
	for _, s := range r.skipped() {
		level := finding.Warning
		if s.Complete() {
			level = finding.Note
		}
		out = append(out, sarifNotification{
			Descriptor: sarifReference{ID: notAnalysed.ID},
			Level:      string(level),
			Message:    sarifText{Text: notAnalysed.Title.In(r.Lang) + ": " + r.reason(s)},
			Locations:  []sarifLocation{{Physical: sarifPhysical{Artifact: artifact(s.Path)}}},
		})
	}
	return out
}

func (r *Report) sarifResult(it *item, rule int, hashes lineHashes) sarifResult {
	rec := it.record
	out := sarifResult{
		RuleID: rec.Rule, RuleIndex: rule, Level: string(it.level()),
		Message:      sarifText{Text: rec.Message},
		Locations:    []sarifLocation{{Physical: sarifPhysical{Artifact: artifact(rec.Path), Region: region(it.File, it.Span)}}},
		Fingerprints: map[string]string{"migrate/v1": it.unique},
		Fixes:        r.sarifFixes(it.Finding),
		Properties: sarifProperties{Kind: string(rec.Kind), Language: rec.Language, SDK: it.SDK, Symbol: rec.Symbol,
			Capability: string(it.Capability), Model: finding.Mask(it.Model), Confidence: string(rec.Confidence)},
	}
	if h := hashes.of(it.File, rec.Line); h != "" {
		out.Fingerprints["primaryLocationLineHash"] = h
	}
	if r.Verdict != nil {
		out.Baseline = "unchanged"
		if it.new {
			out.Baseline = "new"
		}
	}
	if it.by != nil {
		s := sarifSuppression{Kind: "external", Status: "accepted"}
		if it.by.By != nil {
			s.Kind, s.Justification = "inSource", clean(it.by.By.Reason)
		}
		out.Suppressions = []sarifSuppression{s}
	}
	return out
}

// sarifFixes shows the preferred fix, unless it would show a key.
func (r *Report) sarifFixes(f *finding.Finding) []sarifFix {
	if len(f.Fixes) == 0 {
		return nil
	}
	fix := f.Fixes[0]
	out := sarifFix{Description: sarifText{Text: finding.Mask(fix.Title.In(r.Lang))}}
	for _, e := range fix.Edits {
		if finding.IsSecret(e.New) {
			return nil
		}
		a := artifact(e.File.Path)
		i := slices.IndexFunc(out.Changes, func(c sarifChange) bool { return c.Artifact == a })
		if i < 0 {
			i = len(out.Changes)
			out.Changes = append(out.Changes, sarifChange{Artifact: a})
		}
		rep := sarifReplacement{Deleted: *region(e.File, source.Span{Start: e.Start, End: e.End})}
		if e.New != "" {
			rep.Inserted = &sarifText{Text: e.New}
		}
		out.Changes[i].Replacements = append(out.Changes[i].Replacements, rep)
	}
	if len(out.Changes) == 0 {
		return nil
	}
	return []sarifFix{out}
}

func region(f *source.File, s source.Span) *sarifRegion {
	from, to := f.Position(s.Start), f.Position(s.End)
	return &sarifRegion{StartLine: from.Line, StartColumn: from.Column, EndLine: to.Line, EndColumn: to.Column}
}

// artifact is a path as a relative URI reference. A colon in the first segment would read as a scheme.
func artifact(path string) sarifArtifact {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		parts[i] = strings.ReplaceAll(url.PathEscape(p), ":", "%3A")
	}
	return sarifArtifact{URI: strings.Join(parts, "/"), Base: sarifRoot}
}
