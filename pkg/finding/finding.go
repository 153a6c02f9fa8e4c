// Package finding defines what a scan reports: one observed use of OpenAI and what could be done about it.
//
// It is plain data. A [Finding] belongs to a [Rule], lies in a file, says in both languages what was seen, and carries
// the [Fix]es that a rewriter can offer. Findings do not print themselves and do not know who reads them.
//
// Confidence says how sure the rewriter is. Certain is applied by default, Likely wants a look, Manual has no edits: its
// message says what a person must do. Unsure means Manual, never a guess.
//
// Changes that depend on each other name [Key]s: see [Fix].
package finding

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
)

// Rule is one thing that rewriters look for. Its ID is LANG plus a number and never reused; Slug is the readable half
// ("client-base-url").
type Rule struct {
	ID       string
	Slug     string
	Title    i18n.Text
	Doc      i18n.Text // two or three sentences: what it finds, what it changes, and why
	Severity Severity
}

// Severity is how much a finding matters to somebody leaving OpenAI.
type Severity string

// The severities: an Error still reaches OpenAI, a Warning may, a Note is for the inventory.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Note    Severity = "note"
)

// Kind is the kind of thing found.
type Kind string

// The kinds.
const (
	Import     Kind = "import"
	Client     Kind = "client"
	Call       Kind = "call"
	Model      Kind = "model"
	Endpoint   Kind = "endpoint"
	Env        Kind = "env"
	Dependency Kind = "dependency"
	Parameter  Kind = "parameter"
	Tokenizer  Kind = "tokenizer"
	Secret     Kind = "secret"
)

// Capability is the part of the API that a call uses; empty when none can be named.
type Capability string

// The capabilities.
const (
	Chat        Capability = "chat"
	Responses   Capability = "responses"
	Completions Capability = "completions"
	Embeddings  Capability = "embeddings"
	Images      Capability = "images"
	Audio       Capability = "audio"
	Moderation  Capability = "moderation"
	Files       Capability = "files"
	Batches     Capability = "batches"
	FineTuning  Capability = "fine-tuning"
	Assistants  Capability = "assistants"
	Realtime    Capability = "realtime"
	Models      Capability = "models"
)

// Confidence is how sure a rewriter is of a finding and its fix.
type Confidence string

// The confidences.
const (
	Certain Confidence = "certain"
	Likely  Confidence = "likely"
	Manual  Confidence = "manual"
)

// Verdict is what becomes of what was found at the target: of a field that a request sends, of an endpoint, of a model.
// Empty where there is no target, or nothing was judged.
type Verdict string

// The verdicts. A Block cannot be mended by an edit: the call fails or does something else there until a person decides.
const (
	Keep    Verdict = "keep"
	Rename  Verdict = "rename"
	Clamp   Verdict = "clamp"
	Drop    Verdict = "drop"
	Rewrite Verdict = "rewrite"
	Block   Verdict = "block"
)

// Finding is one observed use.
//
// Symbol is the name in the SDK's own terms, never the local spelling ("OpenAI", "chat.completions.create",
// "OPENAI_API_KEY", "https://api.openai.com/v1"), so that renaming a variable does not make a finding new.
type Finding struct {
	Rule       *Rule
	Kind       Kind
	File       *source.File
	Span       source.Span
	SDK        string // "openai-python", "go-openai"; empty when no SDK is involved
	Symbol     string
	Capability Capability
	Model      string
	Client     string // groups a client with its calls: any string unique to the client within the tree; may be empty
	Reaches    bool   // as written, this use sends requests to OpenAI or Azure OpenAI; the gate counts only these
	Confidence Confidence
	Message    i18n.Text
	Verdict    Verdict
	Sources    []Source  // of what the message says about the target; those of a change stand with its Fix
	Fixes      []Fix     // in order of preference; the plan takes the first that applies
	Otherwise  i18n.Text // what a person must do where none of them applies; without it nothing need be done then
	Holds      []Key     // see Fix.Unless
}

// Fix is one way to change the tree.
//
// Dependencies between fixes go through keys, because a rewriter knows what it needs and not who else provides it.
//   - Provides names what is true once the fix is made.
//   - Requires names what must also be true: every fix in the plan that provides the key is made together with this one.
//     Where nobody had a fix that provides it, nothing needs doing; where somebody had and it fell, this one falls, too,
//     but for variables, which may be set outside the tree.
//   - Follows is Requires, and more: where no fix in the plan provides any of these, this fix makes no sense and is
//     dropped (a variable in .env is renamed only because some client now reads the new name).
//   - Given: as Follows, where the fix makes sense only then, but does no harm by itself and requires nothing (a variable
//     is added to .env because some client now reads it).
//   - Unless: while any finding in the tree holds one of these keys, the fix is not offered and the next one is tried (a
//     variable is not renamed while code that stays reads the old name).
type Fix struct {
	Title      i18n.Text // a verb phrase: "point the client at Zhipu"
	Why        i18n.Text
	Sources    []Source
	Confidence Confidence
	Edits      []Edit
	Provides   []Key
	Requires   []Key
	Follows    []Key
	Given      []Key
	Unless     []Key
}

// Edit is an edit of one file's Data.
type Edit struct {
	File *source.File
	edit.Edit
}

// In makes edits those of a file.
func In(f *source.File, edits ...edit.Edit) []Edit {
	var out []Edit
	for _, e := range edits {
		out = append(out, Edit{File: f, Edit: e})
	}
	return out
}

// Source is where a statement about a provider comes from. Verified is the date on which it was read (YYYY-MM-DD, or
// shorter where the source is less exact).
type Source struct {
	URL         string `json:"url"`
	Verified    string `json:"verified"`
	Unconfirmed bool   `json:"unconfirmed,omitempty"`
}

// Fixable reports whether the finding offers a change.
func (f *Finding) Fixable() bool { return len(f.Fixes) > 0 }

// Identity is what stays the same when code is moved, renamed or reformatted: rule, SDK and canonical symbol, with no
// path, line or local name. The gate counts findings by it.
func (f *Finding) Identity() string {
	return strings.Join([]string{f.Rule.ID, string(f.Kind), f.SDK, f.Symbol, string(f.Capability), f.Model}, "|")
}

// Fingerprint is Identity and path in a short stable form; findings of one identity in one file share it.
func (f *Finding) Fingerprint() string {
	sum := sha256.Sum256([]byte(f.File.Path + "|" + f.Identity()))
	return hex.EncodeToString(sum[:8])
}

// Sort orders findings by path, position, rule and symbol: the same tree gives the same list.
func Sort(list []Finding) {
	slices.SortStableFunc(list, func(a, b Finding) int {
		_, x := a.File.Origin(a.Span.Start)
		_, y := b.File.Origin(b.Span.Start)
		return cmp.Or(strings.Compare(a.File.Path, b.File.Path), cmp.Compare(x, y), cmp.Compare(a.Span.End, b.Span.End),
			strings.Compare(a.Rule.ID, b.Rule.ID), strings.Compare(a.Symbol, b.Symbol))
	})
}
