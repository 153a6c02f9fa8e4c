package verify

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/source"
)

// siting knows where in the code a refused request may come from: the stand-in sees no stack, but the scan of the state
// from before knows every call with its fields, and the plans what was put in their place.
type siting struct {
	*Subject
	found []finding.Finding // of the state from before, where there is one
}

// sites looks at the state from before, else at the present one.
func (v *verifier) sites(ctx context.Context) siting {
	if found := v.origin(ctx); found != nil {
		return siting{v.Subject, found}
	}
	return siting{v.Subject, v.Scan.Findings}
}

// maxSites is how many places are named for one request.
const maxSites = 5

// of returns the places that may have sent a request.
func (s siting) of(r *Request) []Site {
	var out []Site
	for i := range s.found {
		if f := &s.found[i]; !source.IsTest(f.File.Path) && sends(f, r) {
			site := Site{Path: f.File.Path, Line: f.File.Position(f.Span.Start).Line, Symbol: f.Symbol, Message: f.Message}
			if s.leftOut(f) {
				site.Message = i18n.Join(site.Message, i18n.T("计划中有一处为此而作的改动，但没有接受：撤销后连同它一起应用",
					"the plan had a change for it, which was left out: undo, and apply with it"))
			}
			out = append(out, site)
		}
	}
	if len(out) == 0 {
		out = s.written(r.Model)
	}
	return out[:min(len(out), maxSites)]
}

// leftOut reports whether a finding of the state from before could have been changed and was not.
func (s siting) leftOut(f *finding.Finding) bool {
	if len(s.Runs) == 0 || !f.Fixable() {
		return false
	}
	span := f.File.RawSpan(f.Span)
	return !slices.ContainsFunc(s.Runs, func(r Run) bool {
		return r.Plan != nil && slices.ContainsFunc(r.Plan.Changes, func(c *plan.Change) bool {
			return slices.ContainsFunc(c.Edits, func(e plan.Edit) bool {
				return e.Path == f.File.Path && e.Start <= span.End && e.End >= span.Start
			})
		})
	})
}

// sends reports whether a finding is of what was refused: the field, the key, or the endpoint.
func sends(f *finding.Finding, r *Request) bool {
	switch {
	case r.Param != "" && r.Param != "model":
		return f.Kind == finding.Parameter && slices.ContainsFunc(strings.Split(f.Symbol, ", "), func(name string) bool {
			return name == r.Param || strings.HasPrefix(r.Param, name+".") || strings.HasSuffix(name, "."+r.Param)
		})
	case r.Status == http.StatusUnauthorized:
		return f.Kind == finding.Env && strings.HasSuffix(f.Symbol, "KEY")
	case r.Status == http.StatusNotFound && r.Param == "":
		return f.Kind == finding.Call && f.Capability != "" && endpointOf(string(f.Capability), r.Path)
	}
	return false
}

// endpointOf reports whether a path ends as that of a capability of OpenAI's does.
func endpointOf(capability, path string) bool {
	for _, end := range map[string][]string{
		"chat": {"/chat/completions"}, "responses": {"/responses"}, "completions": {"/completions"}, "embeddings": {"/embeddings"},
		"images": {"/images/generations", "/images/edits", "/images/variations"}, "audio": {"/audio/transcriptions", "/audio/speech", "/audio/translations"},
		"moderation": {"/moderations"}, "files": {"/files"}, "batches": {"/batches"}, "models": {"/models"}, "assistants": {"/assistants", "/threads"},
	}[capability] {
		if strings.HasSuffix(path, end) {
			return true
		}
	}
	return false
}

// written returns the changes that put a model's name into the code.
func (s siting) written(model string) []Site {
	var out []Site
	for _, r := range s.Runs {
		if r.Plan == nil || model == "" {
			continue
		}
		for _, c := range r.Plan.Changes {
			for _, e := range c.Edits {
				if strings.Contains(e.New, model) {
					out = append(out, Site{Path: e.Path, Line: r.line(c), Symbol: model, Message: i18n.T(c.Title, c.Title)})
					break
				}
			}
		}
	}
	return out
}

// models returns what the migration put in place of OpenAI's models, chat and embeddings, the most used first; else what the
// target has for the usual ones.
func (s *Subject) models() (chat, embedding string) {
	count := map[string]int{}
	for _, r := range s.Runs {
		if r.Plan == nil {
			continue
		}
		for _, c := range r.Plan.Changes {
			if c.Model != "" {
				count[c.Model]++
			}
		}
	}
	for _, from := range append(byCount(count), "gpt-4o-mini", "gpt-4o", "text-embedding-3-small", "text-embedding-ada-002") {
		x, ok := s.Target.Model(from, provider.Need{})
		_, listed := s.Target.ListedEmbedding(x.ID)
		switch o, _ := provider.OpenAIModel(from); {
		case !ok:
		case x.Embedding != nil || listed || o.Kind == "embeddings":
			embedding = first(embedding, x.ID)
		default:
			chat = first(chat, x.ID)
		}
	}
	return chat, embedding
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func byCount(count map[string]int) []string {
	var names []string
	for name := range count {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		if count[a] != count[b] {
			return count[b] - count[a]
		}
		return strings.Compare(a, b)
	})
	return names
}

// near returns the sites in files of the culprits, all where none is.
func near(sites []Site, guilty []Culprit) []Site {
	out := slices.DeleteFunc(slices.Clone(sites), func(s Site) bool {
		return !slices.ContainsFunc(guilty, func(c Culprit) bool {
			return slices.ContainsFunc(c.Changes, func(ch Change) bool { return ch.Path == s.Path })
		})
	})
	if len(out) == 0 {
		return sites
	}
	return out
}
