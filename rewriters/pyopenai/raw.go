package pyopenai

import (
	"bytes"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/surface"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// rawHTTP is what is known of the part of a project that calls the API by HTTP, without the SDK.
//
// Such an application has no object to follow. It has settings (where to send, with which key, which model), their
// defaults in the code, and functions that put a path such as /chat/completions behind an address. What moves are the
// defaults, and only those of which the paths tell what they are for.
type rawHTTP struct {
	sites  []*rawSite
	at     map[syntax.Node]*rawSite
	others map[syntax.Node]syntax.Node // the first address of another service in a scope
	models map[syntax.Node]*rawModel
	order  []*rawModel
	sent   []syntax.Node // expressions that give a request its model
	listed []syntax.Node // expressions that give a request its model and come down to a name in a table
	opaque []syntax.Node // those that come down to no name that can be seen
	keys   map[syntax.Node]*rawKey
	bodies []rawBody
}

// findRaw looks for the defaults and decides what becomes of them, once the SDK's clients have taken what is theirs.
func (s *survey) findRaw() {
	s.raw = rawHTTP{at: map[syntax.Node]*rawSite{}, others: map[syntax.Node]syntax.Node{}}
	s.Each(s.findRawSites)
	for _, x := range s.raw.sites {
		s.Guard(x.mod, func(*pysyntax.Module) { s.judgeRaw(x) })
	}
	for _, x := range s.raw.sites { // those that are read elsewhere need to know of the others
		s.Guard(x.mod, func(*pysyntax.Module) { s.judgeSetting(x) })
	}
	s.Each(s.holdPieces)
	s.Each(s.holdWrittenKeys)
	s.followRaw()
	for s.holdSharedKeys() || s.holdModels() { // fewer move now
		s.followRaw()
	}
	s.doubtModels()
	s.doubtOwnClient()
	s.doubtHeaders()
	s.doubtBodies()
}

// pieceOf matches what an address of OpenAI is put together from: the bare host, or a whole one with parts filled in.
var pieceOf = regexp.MustCompile(`^api\.openai\.com/?$|^https?://api\.openai\.com/?.*\{`)

// holdPieces keeps the addresses of a module in place where another one is put together from pieces: key and model would
// change for requests that still go to OpenAI.
//
//	Have: HOST = "api.openai.com" and f"https://{HOST}/v1/chat/completions"
func (s *survey) holdPieces(m *pysyntax.Module) {
	if source.IsTest(m.File.Path) || !slices.ContainsFunc(s.raw.sites, func(x *rawSite) bool { return x.mod == m && x.moves() }) {
		return
	}
	for n := range m.Tree.Root().Descendants("string") {
		if s.raw.at[n] != nil || !pieceOf.MatchString(strings.Trim(n.Text(), "rbfRBFuU\"'")) || isBranch(n) || pysyntax.IsDocstring(n) || s.ofClient(n) {
			continue
		}
		for _, x := range s.raw.sites {
			if x.mod == m && x.moves() {
				x.why = i18n.Tf("同一文件在 %s 拼接 OpenAI 的地址，不会自动更换：请把两处的地址、密钥与模型一并人工修改", "the same file puts an address of OpenAI together at %s, which stays: change address, key and model of both by hand", s.Place(n))
			}
		}
		return
	}
}

// followRaw collects the keys and models of the requests that go to addresses that move.
func (s *survey) followRaw() {
	s.raw.keys, s.raw.models = map[syntax.Node]*rawKey{}, map[syntax.Node]*rawModel{}
	s.raw.order, s.raw.sent, s.raw.listed, s.raw.opaque = nil, nil, nil, nil
	s.Each(s.findRawKeys)
	if s.rawMoves() {
		s.Each(s.findRawModels)
	}
}

// doubtHeaders notes the headers that name an account at OpenAI: the new host would get them too.
func (s *survey) doubtHeaders() {
	for _, x := range s.raw.sites {
		if !x.moves() || !bytes.Contains(x.mod.File.Data, []byte("OpenAI-")) {
			continue
		}
		for n := range x.mod.Tree.Root().Descendants("string") {
			if text, _ := pysyntax.Text(n); text == "OpenAI-Organization" || text == "OpenAI-Project" {
				x.doubt = append(x.doubt, i18n.Tf("请求头 %[1]s 会发给新平台，请去掉（%[2]s）", "the header %[1]s would be sent to the new host: remove it (%[2]s)", text, s.Place(n)))
			}
		}
	}
}

// doubtOwnClient notes on what moves that the application knows the target already: choosing it there may be all it takes.
func (s *survey) doubtOwnClient() {
	if s.target == nil || !s.rawMoves() {
		return
	}
	for _, u := range s.target.BaseURLs {
		if at, err := url.Parse(u.URL); err == nil && at.Host != "" {
			s.py.ParseHolding(at.Host)
		}
	}
	for _, m := range s.py.Modules() {
		for n := range m.Tree.Root().Descendants("string") {
			if text := strings.Trim(n.Text(), "rbfRBFuU\"'"); !webAddress.MatchString(text) || provider.ByURL(text) != s.target.ID || !s.isForeign(n) {
				continue
			}
			for _, x := range s.raw.sites {
				if x.moves() {
					x.doubt = append(x.doubt, i18n.Tf("项目已能使用该平台（%s），改用它的配置可能更简单", "the project can already use this provider (%s): choosing it in the configuration may be simpler", s.Place(n)))
				}
			}
			return
		}
	}
}

// rawKeyOf is the key that ties the parts of the project's HTTP client together: they move at once or not at all.
func (s *survey) rawKeyOf(kind finding.KeyKind) finding.Key {
	return finding.Key{Kind: kind, Scope: s.pass.Project.Scope(), Name: "raw-http"}
}

// rawPaths are the paths of the API behind the version, by the name that the catalog gives the endpoint.
var rawPaths = map[string]string{
	"chat/completions": "chat_completions", "completions": "completions", "responses": "responses", "embeddings": "embeddings",
	"images/generations": "images_generations", "images/edits": "images_generations", "images/variations": "images_generations",
	"audio/transcriptions": "audio_transcriptions", "audio/translations": "audio_transcriptions", "audio/speech": "audio_speech",
	"moderations": "moderations", "fine_tuning/jobs": "fine_tuning", "assistants": "assistants", "threads": "assistants",
	"realtime": "realtime", "batches": "batches", "files": "files",
}

// pathIn finds a path of the API in a string's source text. A single word needs a slash before it.
var pathIn = regexp.MustCompile(`(?:^|[^\w.-])(chat/completions|images/(?:generations|edits|variations)|audio/(?:transcriptions|translations|speech)|fine_tuning/jobs)["'?{]` +
	`|/(completions|responses|embeddings|moderations|assistants|threads|realtime|batches|files)["'?{]`)

// pathsIn returns the paths of the API that the strings of a scope name, in order, each once. Whole addresses of OpenAI
// speak for themselves and are left out.
func pathsIn(scope syntax.Node) []string {
	var out []string
	for n := range scope.Descendants("string") {
		text := n.Text()
		if len(text) > 300 || !strings.Contains(text, "/") || openaiHost.MatchString(text) || pysyntax.IsDocstring(n) {
			continue
		}
		if m := pathIn.FindStringSubmatch(text); m != nil && !slices.Contains(out, m[1]+m[2]) {
			out = append(out, m[1]+m[2])
		}
	}
	return out
}

// movable reports whether requests to a path can simply be sent elsewhere: the target has the endpoint in the same shape.
// Sound, images and vectors are left to a person everywhere: other models, other fields, other sizes.
func (s *survey) movable(path string) bool {
	switch e := rawPaths[path]; e {
	case "chat_completions", "responses":
		return s.target == nil || s.serves(surface.Part{Endpoint: e})
	}
	return false
}

// httpImport matches imports of libraries that send HTTP requests.
var httpImport = regexp.MustCompile(`(?m)^\s*(?:import|from)\s+(?:requests|httpx|aiohttp|urllib3?|http\.client|curl_cffi|tornado|niquests)\b`)

// httpWords are what httpImport matches one of.
var httpWords = source.NewWords("requests", "httpx", "aiohttp", "urllib", "http.client", "curl_cffi", "tornado")

// sends reports whether a module imports something to send HTTP requests with.
func sends(m *pysyntax.Module) bool {
	for line := range httpWords.Lines(m.File.Data) {
		if httpImport.Match(line) {
			return true
		}
	}
	return false
}

// scopeOf returns the innermost function, class or module around a node in which paths of the API are named, with them.
func (s *survey) scopeOf(n syntax.Node) (syntax.Node, []string) {
	m := s.py.Module(n)
	if m == nil || !sends(m) {
		return syntax.Node{}, nil
	}
	for up := range n.Ancestors() {
		if up.Is("function_definition", "class_definition", "module") {
			if paths := pathsIn(up); len(paths) > 0 {
				return up, paths
			}
		}
	}
	return syntax.Node{}, nil
}

// rawName matches names of settings that hold an address.
var rawName = regexp.MustCompile(`(?i)base|url|uri|host|endpoint|server|gateway|address|proxy`)

// isForeign reports whether a string is the address of a service other than OpenAI's: one of the catalog, or any that
// stands where a setting's address stands.
func (s *survey) isForeign(n syntax.Node) bool {
	span := n.Span()
	if n.NamedChild(0).Valid() && n.Child(0).Is("string_start") {
		span.Start = n.Child(0).End()
	}
	text := string(n.Tree().Source()[span.Start:span.End])
	if !webAddress.MatchString(text) {
		return false
	}
	switch provider.ByURL(text) {
	case "openai", "local":
		return false
	case "":
		k, ok := s.settingOf(n)
		return otherService.MatchString(text) || ok && (apiSetting.MatchString(k.name) || slices.ContainsFunc(k.keys, apiSetting.MatchString))
	}
	return true
}

// otherService matches addresses of well-known services that the catalog does not list, and any that end in a version.
var otherService = regexp.MustCompile(`anthropic\.com|generativelanguage\.googleapis|groq\.com|mistral\.ai|openrouter\.ai|cohere\.|together\.(?:xyz|ai)|perplexity\.ai|api\.x\.ai|fireworks\.ai|huggingface\.co|/v\d[a-z0-9]*/?["']?$|/chat/completions`)

// apiSetting matches names of settings that hold the address of such a service.
var apiSetting = regexp.MustCompile(`(?i)(?:^|_)(?:(?:api|llm|chat|model|ai)_?(?:base|url|host|endpoint)|base_?url)`)

var webAddress = regexp.MustCompile(`^https?://\w`)

// foreign returns the first address of another service in a scope; invalid when there is none.
func (s *survey) foreign(scope syntax.Node) syntax.Node {
	found, known := s.raw.others[scope]
	if !known {
		for n := range scope.Descendants("string") {
			if s.isForeign(n) {
				found = n
				break
			}
		}
		s.raw.others[scope] = found
	}
	return found
}
