package pyopenai

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/surface"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

var ruleRawAddress = &finding.Rule{
	ID: "PY015", Slug: "http-address", Severity: finding.Error,
	Title: i18n.T("直接 HTTP 调用的默认地址", "default address of HTTP requests"),
	Doc: i18n.T(
		"查找不经 SDK、用 requests、httpx、aiohttp 等直接调用接口的应用中，作为某项设置默认值的 OpenAI 地址（or 之后、.get 的第二个参数、参数默认值、常量、配置字典），以及直接请求的完整地址。附近的代码只拼接对话接口时，换成目标平台的地址，保留原有的结尾斜杠；只用于语音、图像、向量等接口的，多家平台并列的表，以及看不出用途的，交由人工处理。",
		"Finds OpenAI's address as the default of a setting (after or, second argument of .get, default of a parameter, constant, dict of settings) in applications that call the API with requests, httpx, aiohttp and the like instead of the SDK, and whole addresses that requests are sent to. Where the code around it appends the path of chat it becomes the target's address, with the trailing slash as it was; what only serves sound, images or vectors, tables of several vendors, and addresses whose use cannot be seen are left to a person."),
}

// rawForm says how much of an address a literal holds.
type rawForm int

const (
	rawBase     rawForm = iota // https://api.openai.com/v1
	rawHost                    // https://api.openai.com, the code appends /v1
	rawEndpoint                // https://api.openai.com/v1/chat/completions
)

// rawSite is a literal that holds OpenAI's address as the default of a setting, or that a request is sent to.
type rawSite struct {
	mod     *pysyntax.Module
	node    syntax.Node
	form    rawForm
	path    string // rawEndpoint: the path behind /v1
	slash   bool   // it ends in a slash
	setting setting
	scope   syntax.Node // where the paths are named; invalid where other code reads the setting
	paths   []string
	judged  bool
	why     i18n.Text   // what keeps it in place
	doubt   []i18n.Text // what to look at
}

func (x *rawSite) moves() bool { return x.judged && x.why == i18n.Text{} }

var rawAddress = regexp.MustCompile(`^https://api\.openai\.com(?:(/v1)(?:/([a-z_]+(?:/[a-z_]+)?))?)?(/?)$`)

func (s *survey) findRawSites(m *pysyntax.Module) {
	if source.IsTest(m.File.Path) || !bytes.Contains(m.File.Data, []byte("https://api.openai.com")) {
		return
	}
	for n := range m.Tree.Root().Descendants("string") {
		if x := rawSiteAt(m, n); x != nil && !s.ofClient(n) && !isBranch(n) && !pysyntax.IsDocstring(n) {
			var ok bool
			if x.setting, ok = s.settingOf(n); ok && s.isDefault(x) {
				s.raw.sites = append(s.raw.sites, x)
				s.raw.at[n] = x
			}
		}
	}
}

// rawSiteAt reads a literal that is an address of OpenAI and nothing else; nil for any other.
func rawSiteAt(m *pysyntax.Module, n syntax.Node) *rawSite {
	text, ok := pysyntax.Text(n)
	parts := rawAddress.FindStringSubmatch(text)
	if !ok || parts == nil {
		return nil
	}
	x := &rawSite{mod: m, node: n, path: parts[2], slash: parts[3] != ""}
	switch {
	case x.path != "" && rawPaths[x.path] == "":
		return nil
	case x.path != "":
		x.form = rawEndpoint
	case parts[1] == "":
		x.form = rawHost
	}
	return x
}

// ofClient reports whether a literal is the address of a client of the SDK.
func (s *survey) ofClient(n syntax.Node) bool {
	return slices.ContainsFunc(s.all(), func(c *client) bool {
		return slices.ContainsFunc(c.url.literals, func(v pysyntax.Value) bool { return v.Node == n }) ||
			slices.ContainsFunc(c.assigns, func(a assignment) bool { return a.node.Contains(n) && a.node.Tree() == n.Tree() })
	})
}

// isDefault reports whether a literal is the default of an address or handed to a request; anything else that merely
// names OpenAI's address is not of this kind.
func (s *survey) isDefault(x *rawSite) bool {
	k := &x.setting
	switch {
	case k.call.Valid() && !k.fallback:
		return x.form == rawEndpoint && isHTTP(k.call) || s.definition(k.call).Valid() || s.isSession(k.call) && rawName.MatchString(k.name)
	case k.fallback, k.option:
		return true
	}
	return rawName.MatchString(k.name)
}

// isHTTP reports whether a call sends a request: requests.post, session.request, urlopen.
func isHTTP(call syntax.Node) bool {
	switch pysyntax.Last(call.ChildByField("function")) {
	case "post", "request", "stream", "urlopen", "Request", "fetch":
		return true
	}
	return false
}

// definition is the project's class or function that a call runs; invalid when it is neither.
func (s *survey) definition(call syntax.Node) syntax.Node {
	for _, v := range s.py.Eval(call.ChildByField("function")) {
		if v.Kind == pysyntax.ClassRef || v.Kind == pysyntax.Function {
			return v.Node
		}
	}
	return syntax.Node{}
}

// rawFindings reports the addresses.
func (s *survey) rawFindings() {
	for _, x := range s.raw.sites {
		s.Guard(x.mod, func(m *pysyntax.Module) { s.rawFinding(m, x) })
	}
}

func (s *survey) rawFinding(m *pysyntax.Module, x *rawSite) {
	f := finding.Finding{
		Rule: ruleRawAddress, Kind: finding.Endpoint, Symbol: "https://api.openai.com", Reaches: true, Confidence: finding.Certain,
		Message: x.message(),
	}
	if text, ok := pysyntax.Text(x.node); ok {
		f.Symbol = strings.TrimSuffix(text, "/")
	}
	if only := x.only(); only != "" {
		f.Capability = capabilityOf(rawPaths[only])
	}
	switch {
	case s.target == nil:
	case x.moves():
		f.Client = s.rawID()
		if e, ok := pysyntax.Replace(x.node, s.rawText(x)); ok {
			f.Fixes = []finding.Fix{s.rawFix(m, x, e)}
		}
	default:
		f.Confidence = finding.Manual
		f.Message = i18n.Join(f.Message, x.why)
	}
	s.Report(m, x.node, f)
}

// rawID names the project's HTTP client in findings.
func (s *survey) rawID() string { return "raw-http:" + s.pass.Project.Scope() }

// only is the one path that an address serves, empty when there are several or none.
func (x *rawSite) only() string {
	if len(x.paths) == 1 {
		return x.paths[0]
	}
	return ""
}

// capabilityOf is the capability behind an endpoint of the catalog.
func capabilityOf(endpoint string) finding.Capability {
	p, _ := surface.Snake.With(func(p surface.Part) bool { return p.Endpoint == endpoint })
	return p.Capability
}

func (x *rawSite) message() i18n.Text {
	if name := x.setting.label(); name != "" && !isHTTP(x.setting.call) {
		return i18n.Tf("%s 的默认地址是 OpenAI", "the default address in %s is OpenAI's", name)
	}
	return i18n.T("请求直接发往 OpenAI", "the request is sent to OpenAI")
}

// rawAdvice says what to put into a variable that code reads an address from.
func (s *survey) rawAdvice(name string) i18n.Text {
	url := s.target.BaseURL
	for _, x := range s.raw.sites {
		switch {
		case !slices.Contains(x.setting.keys, name):
		case x.form == rawHost && !strings.HasSuffix(s.target.BaseURL, "/v1"):
			return i18n.T("代码会在其后追加 /v1，与目标地址不符：请先修改代码", "the code appends /v1 to it, which does not fit the target: change the code first")
		default:
			url = s.rawText(x)
		}
	}
	return advice.SetTo(url)
}

// rawText is the target's address in the form of a literal.
func (s *survey) rawText(x *rawSite) string {
	text := s.target.BaseURL
	switch x.form {
	case rawHost:
		text = strings.TrimSuffix(text, "/v1")
	case rawEndpoint:
		text += "/" + x.path
	}
	if x.slash {
		text += "/"
	}
	return text
}

func (s *survey) rawFix(m *pysyntax.Module, x *rawSite, e edit.Edit) finding.Fix {
	e.Node = "address " + x.setting.label()
	why := i18n.Tf("未另行设置时，%[1]s 的请求发往此地址", "requests to %[1]s go to this address unless another is set", strings.Join(x.paths, ", "))
	if x.form == rawEndpoint {
		why = i18n.Tf("请求发往此地址，密钥从 %s 读取", "requests go to this address, the key comes from %s", s.target.KeyEnv)
	}
	for _, d := range x.doubt {
		why = i18n.Join(why, d)
	}
	fix := finding.Fix{
		Title:      i18n.Text{ZH: "将默认地址指向" + s.target.Brief().ZH, EN: "point the default address at " + s.target.Brief().EN},
		Why:        why,
		Sources:    rewrite.Sources(s.target.Address().Verdict),
		Confidence: finding.Likely,
		Edits:      finding.In(m.File, e),
		Provides:   []finding.Key{s.rawKeyOf(finding.KeyClient)},
		Requires:   []finding.Key{s.rawKeyOf(finding.KeyClient), s.rawKeyOf(finding.KeyModel)},
	}
	for _, name := range x.setting.keys {
		if advice.IsVariable(name) {
			fix.Requires = append(fix.Requires, s.variable(finding.KeySets, name))
		}
	}
	return fix
}
