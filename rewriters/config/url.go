package config

import (
	"regexp"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/keyvalue"
)

var ruleURL = &finding.Rule{
	ID: "CF002", Slug: "config-base-url", Severity: finding.Error,
	Title: i18n.T("配置中的接口地址", "API address in a configuration file"),
	Doc: i18n.T(
		"配置把接口地址设为 OpenAI 或 Azure，或设为空值。新值按读取它的代码所期望的形式给出：带版本路径的地址、完整接口地址，或由代码拼接 /v1 的主机名；最后一种只适用于路径恰为 /v1 的平台，否则须改代码。空值会让部分 SDK 报错，也会让 Node SDK 悄悄回到 api.openai.com。",
		"The file sets the API address to OpenAI or Azure, or to nothing. The new value has the form that its reader expects: an address with its version path, a full endpoint, or a bare host to which the code appends /v1; the last works only with providers whose path is /v1, else the code must change. An empty value makes some SDKs fail and sends the Node SDK silently back to api.openai.com."),
}

// openaiURL splits an OpenAI address into the forms of path that consumers expect.
var openaiURL = regexp.MustCompile(`(?:https?|wss?)://api\.openai\.com(/v1)?((?:/[\w.-]+)*)/?`)

// urlName matches what holds an address of the API, by its name alone.
var urlName = regexp.MustCompile(`(?i)^OPEN_?AI_.*(BASE|URL|HOST|ENDPOINT|PROXY_URL)$|^spring\.ai\.openai\.(\w+\.)?base-url$`)

func (s *setting) url() bool {
	if s.Block || s.Use {
		return false
	}
	found := openaiURL.FindAllStringSubmatchIndex(s.Value, -1)
	switch v := s.Value; {
	case len(found) == 1 && s.positional():
		s.urlFinding(i18n.T("命令的参数是 OpenAI 的地址：请确认它的用途后人工修改", "an argument of a command is an address of OpenAI's: see what it is for and change it by hand"), nil)
	case len(found) == 1:
		s.openai(found[0])
	case strings.Contains(v, "api.openai.com") && !strings.Contains(v, "<"):
		s.urlFinding(i18n.Tf("%s 指向 OpenAI 的地址，形式不常见：请人工改为目标平台的地址", "%s points at OpenAI in an unusual form: change it by hand to the target's address", s.called()), nil)
	case urlName.MatchString(s.Name):
		return s.handedURL()
	default:
		return false
	}
	return true
}

// handedURL is an address that is empty, or comes from outside and may be.
func (s *setting) handedURL() bool {
	own := strings.Contains(s.Value, s.Name)
	switch {
	case s.Null || s.Commented || s.handsOn():
		return s.urlOutside()
	case s.Value == "", own && strings.HasSuffix(s.Value, ":-}"):
		s.urlFinding(i18n.Tf("%s 为空：部分 SDK 会报错，Node SDK 会回到 api.openai.com", "%s is empty: some SDKs fail on it, the Node SDK falls back to api.openai.com", s.Name), nil)
	case own && len(s.Path) > 0 && s.Path[0] == "services" && !s.pass.Project.Sets(s.Name):
		s.urlFinding(s.setOutside(i18n.Tf("%s 由 compose 从外部传入：那里没有设置时，容器得到的是空值，部分 SDK 会报错，Node SDK 会回到 api.openai.com", "compose hands %s on from outside: where it is not set there, the container gets an empty value, on which some SDKs fail and the Node SDK falls back to api.openai.com", s.Name)), nil)
	default:
		return s.urlOutside()
	}
	return true
}

// urlOutside is an address that is not written here.
func (s *setting) urlOutside() bool {
	if provider.ByURL(s.Value) != "" && provider.ByURL(s.Value) != "local" {
		return false
	}
	s.report(finding.Finding{Rule: ruleURL, Kind: finding.Env, Message: s.setOutside(i18n.Tf("接口地址由 %s 给出", "the API address comes from %s", s.Name))})
	return true
}

// setOutside adds what to set where the value is given.
func (s *setting) setOutside(m i18n.Text) i18n.Text {
	if s.target == nil {
		return m
	}
	return i18n.Join(m, i18n.Tf("请在给出它的地方设为 %s", "set it to %s where it is given", s.target.BaseURL))
}

// positional reports whether the setting is an argument of a command that no name goes with.
func (s *setting) positional() bool {
	return s.Name == "" && len(s.Path) > 1 && s.Path[len(s.Path)-2] == "arguments"
}

// openai reports an address of OpenAI's; m are its places in the value.
func (s *setting) openai(m []int) {
	text := i18n.Tf("%s 指向 OpenAI", "%s points at OpenAI", s.called())
	if s.target == nil {
		s.urlFinding(text, nil)
		return
	}
	if described.MatchString(s.Last()) && strings.Contains(s.Value, " ") {
		s.urlFinding(i18n.Join(text, i18n.T("这是给人看的文字：请随它所说的一起修改", "it is a text for people: change it together with what it speaks of")), nil)
		return
	}
	url, why := s.addressFor(s.Value[m[0]:m[1]])
	if why == (i18n.Text{}) {
		why = s.urlDoubt()
	}
	if why != (i18n.Text{}) && s.ofSpring() {
		why = i18n.Join(why, s.springAdvice())
	}
	if why != (i18n.Text{}) {
		s.urlFinding(i18n.Join(text, why), nil)
		return
	}
	s.urlFinding(text, s.urlFix(source.Span{Start: s.Text.Start + m[0], End: s.Text.Start + m[1]}, url))
}

// described matches keys of texts for people.
var described = regexp.MustCompile(`(?i)^(description|summary|help|hint|note|title|label|comment|documentation)$`)

// endpoints are the paths of full addresses, and the capability that stands behind each.
var endpoints = map[string]string{
	"/chat/completions": "chat", "/completions": "completions", "/embeddings": "embeddings", "/responses": "responses",
	"/images/generations": "images", "/audio/transcriptions": "audio_transcriptions", "/audio/speech": "audio_speech",
	"/moderations": "moderation", "/models": "models", "/files": "files", "/batches": "batches",
}

// addressFor returns the target's address in the form that an address of OpenAI's has, or why there is none.
func (d *document) addressFor(url string) (string, i18n.Text) {
	m := openaiURL.FindStringSubmatch(url)
	base := strings.TrimSuffix(d.target.BaseURL, "/")
	switch version, path := m[1], m[2]; {
	case strings.HasPrefix(url, "ws"):
		return "", i18n.T("这是实时接口，需另选服务", "this is the realtime API: choose another service for it")
	case version == "" && path == "" && !strings.HasSuffix(base, "/v1"):
		return "", i18n.Tf("只有主机名，代码会自行拼接 /v1；目标平台的路径不是 /v1（%s），需要改代码", "it is a bare host to which the code appends /v1; the target's path is not /v1 (%s), so the code must change", base)
	case version == "" && path == "":
		return strings.TrimSuffix(base, "/v1"), i18n.Text{}
	case path == "":
		return base, i18n.Text{}
	default:
		return d.endpointFor(base, path)
	}
}

func (d *document) endpointFor(base, path string) (string, i18n.Text) {
	capability, known := endpoints[path]
	e, listed := d.target.Endpoint(capability)
	switch {
	case !known:
		return "", i18n.Tf("%s 不是能对应替换的接口：请人工处理", "%s is no endpoint with a counterpart: change it by hand", path)
	case listed && e.Support == provider.Unsupported:
		return "", i18n.Text{ZH: d.target.Brief().ZH + "没有这个接口：请保留或另选服务", EN: d.target.Brief().EN + " has no such endpoint: keep it or choose another service"}
	case listed && e.Path != "":
		return base + e.Path, i18n.Text{}
	}
	return base + path, i18n.Text{}
}

// urlDoubt says what keeps an address from being changed by itself.
func (s *setting) urlDoubt() i18n.Text {
	switch n := s.rivals(); {
	case s.Opaque:
		return i18n.T("值里有转义或占位，请人工修改", "the value is written with escapes or placeholders: change it by hand")
	case n > 1:
		return i18n.Tf("同一处并列 %d 家其他平台的地址，这一项专指 OpenAI：若应用已支持目标平台，请改用它的那一项，否则人工修改", "addresses of %d other services stand beside it, so this one means OpenAI in particular: use the target's own entry if the application has one, else change it by hand", n)
	case !plain(s.target.BaseURL):
		return i18n.Tf("请按你的账号填写后设为 %s", "set it to %s, filled in for your account", s.target.BaseURL)
	}
	if at := s.appended(); at != "" && !strings.HasSuffix(s.target.BaseURL, "/v1") {
		return i18n.Tf("%[1]s 的代码会给它拼接 /v1；目标平台的路径不是 /v1（%[2]s），需要改代码", "the code in %[1]s appends /v1 to it; the target's path is not /v1 (%[2]s), so the code must change", at, s.target.BaseURL)
	}
	return i18n.Text{}
}

// rivals counts the other services whose addresses stand beside this one.
func (s *setting) rivals() int {
	seen := map[string]bool{}
	if s.frame() != nil {
		return 0
	}
	for i := range s.read.Entries {
		e := &s.read.Entries[i]
		if e.Commented || e.Block || e.Use || e.Group() != s.Group() && !s.cousin(e) {
			continue
		}
		url := anyURL.FindString(e.Value)
		switch id := provider.ByURL(url); {
		case id == "openai", id == "azure", id == "local":
		case id != "":
			seen[id] = true
		case others.MatchString(url):
			seen[host(url)] = true
		}
	}
	delete(seen, s.target.ID)
	return len(seen)
}

// cousin reports whether another setting is the same one of another service: their paths differ in one key only.
//
//	Have: openai: {base_url: X} and deepseek: {base_url: Y}
func (s *setting) cousin(e *keyvalue.Entry) bool {
	if len(e.Path) != len(s.Path) || e.Last() != s.Last() {
		return false
	}
	n := 0
	for i, k := range s.Path {
		if k != e.Path[i] {
			n++
		}
	}
	return n == 1
}

var anyURL = regexp.MustCompile(`https?://[^\s"'}]+`)

// others are hosts of services that no catalog lists, because nobody moves to them.
var others = regexp.MustCompile(`anthropic\.com|generativelanguage\.googleapis\.com|openrouter\.ai|api\.groq\.com|api\.mistral\.ai|api\.cohere\.|api\.together\.|api\.x\.ai|perplexity\.ai|fireworks\.ai|huggingface\.co|api\.cerebras\.ai`)

// plain reports whether a text needs no quotes or escapes in any format.
func plain(text string) bool { return plainText.MatchString(text) }

var plainText = regexp.MustCompile(`^[\w./:@+-]+$`)

func (s *setting) urlFinding(text i18n.Text, fixes []finding.Fix) {
	f := finding.Finding{Rule: ruleURL, Kind: finding.Endpoint, Message: text, Fixes: fixes, Reaches: !s.Commented && s.Value != ""}
	if !s.Environ {
		f.Symbol = openaiURL.FindString(s.Value)
	}
	s.report(f)
	s.unread()
}

// Have: OPENAI_BASE_URL=https://api.openai.com/v1 -> OPENAI_BASE_URL=https://open.bigmodel.cn/api/paas/v4
func (s *setting) urlFix(at source.Span, url string) []finding.Fix {
	return []finding.Fix{{
		Title:      i18n.Tf("将 %[1]s 指向 %[2]s", "point %[1]s at %[3]s", s.called(), s.target.Brief().ZH, s.target.Brief().EN),
		Why:        i18n.T("应用从这里读取接口地址，改值即可，代码不动", "the application reads its API address here, so the value changes and the code need not"),
		Sources:    rewrite.Sources(s.target.Address().Verdict),
		Confidence: finding.Likely,
		Edits:      []finding.Edit{s.replace(at, url)},
		Provides:   []finding.Key{s.variable(finding.KeySets, s.Name), s.section(finding.KeyClient)},
		Requires:   []finding.Key{s.section(finding.KeyModel)},
	}}
}
