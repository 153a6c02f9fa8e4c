// Package surface is the surface of OpenAI's API as its SDKs show it: the resources that requests are sent on, with the
// capability behind each and the endpoint under which the catalog says whether a provider has it.
//
// The SDKs of all languages are made from one description, so that their resources differ in spelling only: fine_tuning in
// Python is fineTuning in JavaScript. A [Table] is the surface in one spelling.
package surface

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/provider"
)

// Part is one part of the API.
type Part struct {
	Resource   string // as the SDK names it
	Capability finding.Capability
	Endpoint   string // as the catalog names it; empty for what no provider has
}

// Table lists the parts, longer resources before those that they end with.
type Table []Part

// Snake is the surface with words joined by underscores, as Python has it.
var Snake = Table{
	{"chat.completions", finding.Chat, "chat_completions"},
	{"embeddings", finding.Embeddings, "embeddings"},
	{"responses", finding.Responses, "responses"},
	{"conversations", finding.Responses, "conversations"},
	{"completions", finding.Completions, "completions"},
	{"images", finding.Images, "images_generations"},
	{"videos", finding.Images, ""},
	{"audio.transcriptions", finding.Audio, "audio_transcriptions"},
	{"audio.translations", finding.Audio, "audio_transcriptions"},
	{"audio.speech", finding.Audio, "audio_speech"},
	{"moderations", finding.Moderation, "moderations"},
	{"files", finding.Files, "files"},
	{"uploads", finding.Files, ""},
	{"batches", finding.Batches, "batches"},
	{"fine_tuning", finding.FineTuning, "fine_tuning"},
	{"assistants", finding.Assistants, "assistants"},
	{"threads", finding.Assistants, "assistants"},
	{"vector_stores", finding.Assistants, ""},
	{"realtime", finding.Realtime, "realtime"},
	{"models", finding.Models, "models"},
}

// Camel is the surface with words joined by capitals, as JavaScript has it.
var Camel = Snake.camel()

func (t Table) camel() Table {
	t = slices.Clone(t)
	for i, p := range t {
		words := strings.Split(p.Resource, "_")
		for j, w := range words[1:] {
			words[j+1] = strings.ToUpper(w[:1]) + w[1:]
		}
		t[i].Resource = strings.Join(words, "")
	}
	return t
}

// At returns the part that a resource, or a method of one, belongs to.
//
//	Have: chat.completions.create -> chat.completions
func (t Table) At(resource string) (Part, bool) {
	for _, p := range t {
		if resource == p.Resource || strings.HasPrefix(resource, p.Resource+".") {
			return p, true
		}
	}
	return Part{}, false
}

// With returns the first part that fits.
func (t Table) With(fits func(Part) bool) (Part, bool) {
	if i := slices.IndexFunc(t, fits); i >= 0 {
		return t[i], true
	}
	return Part{}, false
}

// ServedBy reports whether a target has the part's endpoint under the address that its chat completions use. There may be no
// target.
func (p Part) ServedBy(t *provider.Target) bool {
	return t == nil || p.Endpoint == "chat_completions" || t.Serves(p.Endpoint)
}

// OnFiles reports whether requests of the part work on files that others have sent.
func (p Part) OnFiles() bool {
	return slices.Contains([]finding.Capability{finding.Batches, finding.FineTuning, finding.Assistants, finding.Files}, p.Capability)
}

// WithFiles adds to the requests that stay, of all that a client sends, those for files where something that stays works on
// them.
func WithFiles[R comparable](stay, all []R, of func(R) Part) []R {
	if !slices.ContainsFunc(stay, func(r R) bool { return of(r).OnFiles() }) {
		return stay
	}
	return slices.DeleteFunc(slices.Clone(all), func(r R) bool { return of(r).Capability != finding.Files && !slices.Contains(stay, r) })
}

// Common is the capability that all requests use, empty where they use several.
func Common[R any](list []R, of func(R) Part) finding.Capability {
	var one finding.Capability
	for _, r := range list {
		if c := of(r).Capability; one != "" && c != one {
			return ""
		}
		one = of(r).Capability
	}
	return one
}
