package gosdk

import (
	"go/ast"
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

var ruleRaw = &finding.Rule{
	ID: "GO016", Slug: "request-without-sdk", Severity: finding.Error,
	Title: i18n.T("不经 SDK 直接发往 OpenAI 的请求", "request to OpenAI made without an SDK"),
	Doc: i18n.T(
		"代码用 net/http 等直接请求 OpenAI 的接口。地址、认证头里的密钥和请求体里的模型名作为一组一起修改。地址有三种写法：完整路径、以 /v1 结尾的前缀、不带版本由代码追加 /v1 的主机；最后一种连同追加的路径一起改。地址由配置决定的，只说明应设为什么。",
		"The code calls OpenAI's API with net/http or the like. Address, the key in the Authorization header and the model in the body move as one set. An address has three forms: a full path, a base that ends in /v1, and a bare host to which the code appends /v1; the last moves together with the path. Where a setting gives the address, the finding says what to set."),
}

// noSDK stands for no SDK at all.
var noSDK = &SDK{
	Hand: i18n.T("修改地址、Authorization 请求头和模型名（Azure 的 api-key 请求头要换成 Bearer）", "change the address, the Authorization header and the model (Azure's api-key header becomes a bearer token)"),
}

// wire is a request that the program makes itself.
type wire struct {
	file  *gosyntax.File
	call  *ast.CallExpr
	url   ast.Expr
	body  ast.Expr // nil for none
	heads []head
}

// lookRaw notes the requests made without an SDK, those with a common address as one client: it can only move for all.
func (r *run) lookRaw() {
	var wires []*wire
	if !slices.ContainsFunc(r.program.Files, mayAddress) {
		return // following every address of every request would tell nothing
	}
	for _, f := range r.program.Files {
		f.Calls(func(call *ast.CallExpr) {
			if url, body := r.posts(call); url != nil {
				w := &wire{file: f, call: call, url: url, body: body}
				if w.heads = r.headsFor(w); r.concerns(w.heads) {
					r.tails(w.heads) // of few: what is joined to an address may lead far
					wires = append(wires, w)
				}
			}
		})
	}
	for len(wires) > 0 {
		group := []*wire{wires[0]}
		for i := 0; i < len(group); i++ {
			wires = slices.DeleteFunc(wires, func(w *wire) bool {
				joins := w != group[i] && !slices.Contains(group, w) && w.file.Test == group[i].file.Test && shared(w, group[i])
				if joins {
					group = append(group, w)
				}
				return joins || w == group[i]
			})
		}
		r.rawClient(group)
	}
}

// addressed matches what a file must hold if an address in the program is to be OpenAI's.
var (
	addressed      = regexp.MustCompile(`(?i)api\.openai\.com|openai\.azure\.|OPEN_?AI_[A-Z_]*(URL|BASE|HOST|ENDPOINT)|CHATGPT_[A-Z_]*(URL|BASE|HOST|ENDPOINT)`)
	addressedWords = source.NewWords("openai", "open_ai_", "chatgpt_") // addressed matches one of them
)

func mayAddress(f *gosyntax.File) bool {
	for line := range addressedWords.Lines(f.LF) {
		if addressed.Match(line) {
			return true
		}
	}
	return false
}

// shared reports whether two requests take their address from one literal.
func shared(x, y *wire) bool {
	return slices.ContainsFunc(x.heads, func(h head) bool {
		return slices.ContainsFunc(y.heads, func(o head) bool { return h.Expr == o.Expr })
	})
}

// posts returns address and body of a call that makes an HTTP request, nil for any other. A method is told by its name and
// the shape of its arguments: clients of HTTP are alike.
//
//	Have: http.NewRequest("POST", url, body), client.Post(url, "application/json", body), resty.New().R().SetBody(x).Post(url)
func (r *run) posts(call *ast.CallExpr) (url, body ast.Expr) {
	switch gosyntax.Last(call.Fun) {
	case "NewRequest", "NewRequestWithContext", "Post", "Get":
	default:
		return nil, nil
	}
	pkg, name := r.program.Callee(call)
	n := len(call.Args)
	switch {
	case pkg == "net/http" && name == "NewRequest" && n == 3:
		return call.Args[1], call.Args[2]
	case pkg == "net/http" && name == "NewRequestWithContext" && n == 4:
		return call.Args[2], call.Args[3]
	}
	if pkg != "net/http" && pkg != "" {
		return nil, nil
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	switch {
	case !ok:
	case sel.Sel.Name == "Post" && n == 3:
		return call.Args[0], call.Args[2]
	case sel.Sel.Name == "Get" && n == 1, sel.Sel.Name == "Post" && n == 1:
		return call.Args[0], chained(sel.X, "SetBody")
	}
	return nil, nil
}

// chained returns the argument of a method that is called on the way to an expression.
// Have: client.R().SetBody(x).SetHeader("k", "v") -> x
func chained(e ast.Expr, method string) ast.Expr {
	for {
		call, ok := ast.Unparen(e).(*ast.CallExpr)
		if !ok {
			return nil
		}
		sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		if !ok {
			return nil
		}
		if sel.Sel.Name == method && len(call.Args) == 1 {
			return call.Args[0]
		}
		e = sel.X
	}
}

// concerns reports whether an address may be OpenAI's: by a literal, or by the name of the variable that gives it.
func (r *run) concerns(heads []head) bool {
	return slices.ContainsFunc(heads, func(h head) bool {
		at := provider.ByURL(h.Text)
		return h.Kind == gosyntax.Constant && (at == "openai" || at == "azure") ||
			h.Kind == gosyntax.Env && openaiName(h.Text) && addressVariable.MatchString(h.Text) && !azureVariable.MatchString(h.Text)
	})
}

// rawClient makes one client of requests that share their address, and notes what they send.
func (r *run) rawClient(wires []*wire) {
	w := wires[0]
	c := &client{file: w.file, sdk: noSDK, expr: w.call, made: r.called(w.call), wires: wires}
	r.addClient(c)
	settings := false
	for _, w := range wires {
		for _, h := range w.heads {
			switch at := provider.ByURL(h.Text); {
			case h.Kind != gosyntax.Constant:
				settings = true
			case at == "azure":
				c.state = azure
			case at == "openai" && !slices.ContainsFunc(c.literals, func(o gosyntax.Origin) bool { return o.Expr == h.Expr }):
				c.literals = append(c.literals, h.Origin)
			}
		}
		c.bases = append(c.bases, base{set: &setting{file: w.file, at: w.call, sdk: noSDK, value: w.url}, origins: w.origins()})
		for _, k := range r.wireKeys(w) {
			if !slices.ContainsFunc(c.keyed, func(s *setting) bool { return s.value == k.value }) {
				c.keys, c.keyed = append(c.keys, k.value), append(c.keyed, k)
			}
		}
		path := w.path()
		uses := capabilityOf(path)
		if path != "" {
			r.sent = append(r.sent, sent{w.file, noSDK, w.call, path, uses, []*client{c}})
		}
		have := len(r.requests)
		if r.sendsModel(c, w, uses); len(r.requests) == have && w.body != nil {
			c.blind = append(c.blind, w.file.Text(w.body))
		}
	}
	if c.state == toOpenAI && len(c.literals) == 0 && settings {
		c.state = bySetting
	}
}

// called is the name of a function, with its package, or of a method.
func (r *run) called(call *ast.CallExpr) string {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	if x, ok := sel.X.(*ast.Ident); ok {
		return x.Name + "." + sel.Sel.Name
	}
	return sel.Sel.Name
}

// origins are what the request's address begins with.
func (w *wire) origins() []gosyntax.Origin {
	var out []gosyntax.Origin
	for _, h := range w.heads {
		out = append(out, h.Origin)
	}
	return out
}

// endpoints say what part of the API a path is.
var endpoints = []struct {
	path *regexp.Regexp
	uses finding.Capability
}{
	{regexp.MustCompile(`chat/completions$`), finding.Chat}, {regexp.MustCompile(`completions$`), finding.Completions},
	{regexp.MustCompile(`embeddings$`), finding.Embeddings}, {regexp.MustCompile(`responses$`), finding.Responses},
	{regexp.MustCompile(`images/`), finding.Images}, {regexp.MustCompile(`audio/`), finding.Audio},
	{regexp.MustCompile(`moderations$`), finding.Moderation}, {regexp.MustCompile(`models$`), finding.Models},
	{regexp.MustCompile(`files$`), finding.Files}, {regexp.MustCompile(`batches$`), finding.Batches},
}

func capabilityOf(path string) finding.Capability {
	for _, e := range endpoints {
		if e.path.MatchString(path) {
			return e.uses
		}
	}
	return ""
}

// path is the path of the API that a request asks for, without the version; empty where the code does not say it.
func (w *wire) path() string {
	for _, h := range w.heads {
		if p := h.path(); capabilityOf(p) != "" {
			return p
		}
	}
	return ""
}

// path is what the code says of an address's path, without the version.
func (h head) path() string {
	text := ""
	if h.Kind == gosyntax.Constant {
		text = h.Text
	}
	for _, t := range h.tails {
		text += "/" + strings.TrimPrefix(t.text, "%s")
	}
	if m := hostAndVersion.FindString(text); m != "" {
		text = text[len(m):]
	}
	return strings.TrimRight(slashes.ReplaceAllString("/"+strings.TrimPrefix(text, "/v1/"), "/"), "/")
}

var (
	hostAndVersion = regexp.MustCompile(`^https?://[^/%]+(/*v1(/|$))?`)
	slashes        = regexp.MustCompile(`/+`)
)

// foreignPath returns a path of a request that is written out and that OpenAI alone serves; empty where there is none.
// Have: "https://api.openai.com" + "/v1/dashboard/billing/usage"
func (c *client) foreignPath() string {
	for _, w := range c.wires {
		for _, h := range w.heads {
			if p := h.path(); p != "" && !h.open && !strings.Contains(p, "%") && capabilityOf(p) == "" && len(c.literals) > 0 {
				return p
			}
		}
	}
	return ""
}
