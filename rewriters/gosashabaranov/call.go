package gosashabaranov

import (
	"go/ast"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

var ruleCall = &finding.Rule{
	ID: "GO007", Slug: "api-call", Severity: finding.Note,
	Title: i18n.T("通过 go-openai 发出的请求", "request sent through go-openai"),
	Doc: i18n.T(
		"对客户端方法的调用。调用本身无需修改；如果目标平台没有对应的接口，会明确指出。",
		"A call of a client's method. The call itself stays; where the target lacks its endpoint, the finding says so."),
}

// capabilities says what part of the API a method uses, by the words in its name; earlier rows win.
var capabilities = []struct {
	word       string
	capability finding.Capability
}{
	{"ChatCompletion", finding.Chat}, {"Completion", finding.Completions}, {"Edits", finding.Completions},
	{"Embedding", finding.Embeddings}, {"Image", finding.Images}, {"Speech", finding.Audio}, {"Trans", finding.Audio},
	{"Moderation", finding.Moderation}, {"FineTun", finding.FineTuning}, {"Batch", finding.Batches},
	{"Assistant", finding.Assistants}, {"Thread", finding.Assistants}, {"Run", finding.Assistants}, {"Message", finding.Assistants},
	{"VectorStore", finding.Assistants}, {"ToolOutputs", finding.Assistants}, {"Response", finding.Responses},
	{"File", finding.Files}, {"Model", finding.Models}, {"Engine", finding.Models},
}

func capabilityOf(method string) finding.Capability {
	if strings.Contains(method, "VectorStore") || strings.HasPrefix(method, "RetrieveMessageFile") {
		return finding.Assistants
	}
	for _, c := range capabilities {
		if strings.Contains(method, c.word) {
			return c.capability
		}
	}
	return ""
}

// methodOf returns the name of the client method that a call calls. Where the receiver's type is unknown, a name that only
// this SDK uses counts when an argument is one of its requests.
func (r *run) methodOf(call *ast.CallExpr) (string, bool) {
	if pkg, name := r.program.Callee(call); pkg != "" {
		method, ok := strings.CutPrefix(name, "Client.")
		return method, ok && pkg == sdkPath
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || r.program.Info.Uses[sel.Sel] != nil {
		return "", false
	}
	known := slices.ContainsFunc(call.Args, func(a ast.Expr) bool {
		pkg, name := r.program.TypeName(a)
		return pkg == sdkPath && requestTypes[name] != ""
	})
	return sel.Sel.Name, known && capabilityOf(sel.Sel.Name) != ""
}

// sent is a call of a client's method.
type sent struct {
	file    *gosyntax.File
	call    *ast.CallExpr
	method  string
	clients []*client // those it may be called on; empty when that cannot be told
}

// lookSent notes the calls, once the clients are known.
func (r *run) lookSent() {
	for _, f := range r.program.Files {
		ast.Inspect(f.AST, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if method, ok := r.methodOf(call); ok {
					r.sent = append(r.sent, sent{f, call, method, r.receiver(f, call)})
				}
			}
			return true
		})
	}
}

func (r *run) calls() {
	for _, s := range r.sent {
		r.call(s)
	}
}

func (r *run) call(s sent) {
	clients := s.clients
	if len(clients) == 0 {
		clients = slices.DeleteFunc(slices.Clone(r.clients), func(c *client) bool { return c.file.Test })
	}
	out := finding.Finding{
		Rule: ruleCall, Kind: finding.Call, SDK: sdk, Symbol: s.method, Capability: capabilityOf(s.method), Confidence: finding.Certain,
		Reaches: !s.file.Test && (len(clients) == 0 || slices.ContainsFunc(clients, (*client).reaches)),
		Message: i18n.Tf("调用 %s", "calls %s", s.method),
	}
	if len(clients) == 1 {
		out.Client = clients[0].id
	}
	if r.target != nil && out.Reaches && r.lacks(s.method) {
		out.Confidence = finding.Manual
		out.Message = r.say(
			"调用 %[2]s，%[1]s没有对应的接口：请为它保留单独的客户端，或改写此功能",
			"calls %[2]s, for which %[1]s has no endpoint: keep a client of its own for it, or replace the feature", s.method)
	}
	r.add(s.file, s.call.Fun, out)
}

// lacks reports whether the target is known not to have a method's endpoint.
func (r *run) lacks(method string) bool {
	e, _ := r.target.Endpoint(string(capabilityOf(method)))
	switch e.Support {
	case provider.Unsupported, provider.Rejected, provider.Incompatible:
		return true
	}
	return false
}

// lost returns the methods called on a client whose endpoints the target lacks.
func (r *run) lost(c *client) []string {
	var out []string
	for _, s := range r.sent {
		if !s.file.Test && r.lacks(s.method) && slices.Contains(s.clients, c) {
			out = append(out, s.method)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
