package emulate

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/openai-migrate/migrate/pkg/provider"
)

// route is one endpoint under one of the provider's version paths.
type route struct {
	name    string // as in provider.EndpointNames
	path    string // from the root of the host, no slash at the end
	methods []string
	below   bool // a further path may follow: /models/ID
}

// shape is how an endpoint looks at OpenAI, which is how it looks where the catalog gives no path.
type shape struct {
	path    string
	methods []string
	below   bool
}

var (
	post    = []string{http.MethodPost}
	anyVerb = []string{http.MethodGet, http.MethodPost, http.MethodDelete}
)

var shapes = map[string]shape{
	"chat_completions":     {"/chat/completions", post, false},
	"completions":          {"/completions", post, false},
	"responses":            {"/responses", post, false},
	"embeddings":           {"/embeddings", post, false},
	"images_generations":   {"/images/generations", post, false},
	"audio_transcriptions": {"/audio/transcriptions", post, false},
	"audio_speech":         {"/audio/speech", post, false},
	"moderations":          {"/moderations", post, false},
	"files":                {"/files", anyVerb, true},
	"batches":              {"/batches", anyVerb, true},
	"fine_tuning":          {"/fine_tuning/jobs", anyVerb, true},
	"conversations":        {"/conversations", anyVerb, true},
	"assistants":           {"/assistants", anyVerb, true},
	"models":               {"/models", []string{http.MethodGet}, true},
}

// newRoutes lists what the provider serves. Chat is there wherever the catalog does not deny it: a team's own entry of
// ten lines does not mention it.
func newRoutes(p *provider.Provider) []route {
	var out []route
	for _, name := range provider.EndpointNames {
		sh, known := shapes[name]
		e, said := p.Endpoints[name]
		if !known || !serves(name, e, said) {
			continue
		}
		path := sh.path
		if e.Path != "" {
			path = e.Path
		}
		for _, base := range basePaths(p, e.Base) {
			out = append(out, route{name, base + path, sh.methods, sh.below})
		}
	}
	return out
}

func serves(name string, e provider.Endpoint, said bool) bool {
	switch e.Support {
	case provider.Supported, provider.Restricted, provider.Conflicting:
		return true
	}
	return !said && name == "chat_completions"
}

// basePaths are the version paths under which an endpoint is reached: those of one address where the catalog ties it
// there, else of all that are no other API.
func basePaths(p *provider.Provider, id string) []string {
	var out []string
	seen := map[string]bool{}
	for _, u := range p.BaseURLs {
		path := pathOf(u.URL)
		if id != "" && u.ID != id || id == "" && u.Foreign || seen[path] {
			continue
		}
		seen[path] = true
		out = append(out, path)
	}
	return out
}

var placeholders = regexp.MustCompile(`\{[^}]*\}`)

// pathOf is the path of an address, which may hold placeholders, without a slash at its end.
func pathOf(raw string) string {
	u, err := url.Parse(placeholders.ReplaceAllString(raw, "x"))
	if err != nil {
		return ""
	}
	return strings.TrimRight(u.Path, "/")
}

// find returns the route of a path and what follows it.
func (s *Server) find(path string) (rt route, rest string, ok bool) {
	path = strings.TrimRight(path, "/")
	for _, rt := range s.routes {
		if path == rt.path {
			return rt, "", true
		}
		if rest, below := strings.CutPrefix(path, rt.path+"/"); below && rt.below {
			return rt, rest, true
		}
	}
	return route{}, "", false
}
