package gosdk

import (
	"go/ast"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

var ruleCall = &finding.Rule{
	ID: "GO007", Slug: "api-call", Severity: finding.Note,
	Title: i18n.T("通过 SDK 发出的请求", "request sent through an SDK"),
	Doc: i18n.T(
		"对客户端方法的调用。调用本身无需修改；如果目标平台没有对应的接口，会明确指出。",
		"A call of a client's method. The call itself stays; where the target lacks its endpoint, the finding says so."),
}

// methodOf returns the SDK and the name of the client method that a call calls. Where the receiver's type is unknown, a name
// that only the SDK uses counts when an argument is one of its requests.
func (r *run) methodOf(call *ast.CallExpr) (s *SDK, symbol string, c finding.Capability) {
	if name := gosyntax.Last(call.Fun); !r.program.Known(name) && !r.sends(name) {
		return nil, "", ""
	}
	if pkg, name := r.program.Callee(call); pkg != "" {
		receiver, method, ok := strings.Cut(name, ".")
		if s = r.of(pkg); s == nil || !ok || s.Method == nil {
			return nil, "", ""
		}
		symbol, c = s.Method(receiver, method)
		return s, symbol, c
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || r.program.Use(sel.Sel) != nil {
		return nil, "", ""
	}
	for _, a := range call.Args {
		pkg, name := r.program.TypeName(a)
		if s = r.of(pkg); s != nil && s.Requests[pkg+"."+name] != "" && s.Method != nil {
			symbol, c = s.Method("", sel.Sel.Name)
			return s, symbol, c
		}
	}
	return nil, "", ""
}

// sends reports whether a name alone tells a method that sends one of the requests that an SDK has types for.
func (r *run) sends(name string) bool {
	return r.program.Stubbed() && slices.ContainsFunc(r.sdks, func(s *SDK) bool {
		if len(s.Requests) == 0 || s.Method == nil {
			return false
		}
		symbol, _ := s.Method("", name)
		return symbol != ""
	})
}

// sent is a call of a client's method.
type sent struct {
	file    *gosyntax.File
	sdk     *SDK
	call    *ast.CallExpr
	method  string
	uses    finding.Capability
	clients []*client // those it may be called on; empty when that cannot be told
}

// lookSent notes the calls, once the clients are known.
func (r *run) lookSent() {
	for _, f := range r.program.Files {
		f.Calls(func(call *ast.CallExpr) {
			if s, method, c := r.methodOf(call); method != "" {
				r.sent = append(r.sent, sent{f, s, call, method, c, r.receiver(f, call)})
			}
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
		clients = slices.DeleteFunc(slices.Clone(r.clients), func(c *client) bool { return c.file.Test || c.sdk != s.sdk })
	}
	out := finding.Finding{
		Rule: ruleCall, Kind: finding.Call, SDK: s.sdk.Name, Symbol: s.method, Capability: s.uses, Confidence: finding.Certain,
		Reaches: !s.file.Test && (len(clients) == 0 || slices.ContainsFunc(clients, (*client).reaches)),
		Message: i18n.Tf("调用 %s", "calls %s", s.method),
	}
	if len(clients) == 1 {
		out.Client = clients[0].id
	}
	if r.target != nil && out.Reaches && r.lacks(s.uses) {
		e, _ := r.target.Endpoint(string(s.uses))
		out.Confidence, out.Verdict, out.Sources = finding.Manual, finding.Block, rewrite.Sources(e.Verdict)
		out.Message = r.say(
			"调用 %[2]s，%[1]s没有对应的接口：请为它保留单独的客户端，或改写此功能",
			"calls %[2]s, for which %[1]s has no endpoint: keep a client of its own for it, or replace the feature", s.method)
	}
	if url := r.apart(s.uses); out.Reaches && url != "" {
		out.Confidence = finding.Manual
		out.Message = r.say(
			"调用 %[2]s，%[1]s在另一个地址 %[3]s 提供此接口：请为它单独创建客户端",
			"calls %[2]s, which %[1]s serves at another address, %[3]s: make a client of its own for it", s.method, url)
	}
	r.add(s.file, s.call.Fun, out)
}

// apart returns the address at which the target serves a capability, where it is not the one that clients are pointed at.
func (r *run) apart(c finding.Capability) string {
	if r.target == nil {
		return ""
	}
	e, _ := r.target.Endpoint(string(c))
	for _, u := range r.target.BaseURLs {
		if e.Base != "" && u.ID == e.Base && strings.TrimSuffix(u.URL, "/") != r.target.BaseURL {
			return u.URL
		}
	}
	return ""
}

// lacks reports whether the target is known not to have the endpoint of a capability.
func (r *run) lacks(c finding.Capability) bool {
	e, _ := r.target.Endpoint(string(c))
	switch e.Support {
	case provider.Unsupported, provider.Rejected, provider.Incompatible:
		return true
	}
	return false
}

// lost returns the methods called on a client whose endpoints the target lacks, and whether no others are called.
func (r *run) lost(c *client) (methods []string, all bool) {
	all = true
	for _, s := range r.sent {
		switch {
		case s.file.Test || !slices.Contains(s.clients, c):
		case r.lacks(s.uses) || r.apart(s.uses) != "":
			methods = append(methods, s.method)
		default:
			all = false
		}
	}
	slices.Sort(methods)
	return slices.Compact(methods), all
}

// stays says what keeps a client in its place on which such methods are called.
func (r *run) stays(lost []string, all bool) i18n.Text {
	list := strings.Join(lost, ", ")
	if all {
		return r.say("它只用于 %[2]s，%[1]s在此地址没有对应的接口：请保留或另选服务", "it only serves %[2]s, for which %[1]s has no endpoint at this address: keep it or choose another service", list)
	}
	return r.say("它还用于 %[2]s，%[1]s在此地址没有对应的接口：请先把这些调用分到单独的客户端，再迁移其余调用",
		"it also serves %[2]s, for which %[1]s has no endpoint at this address: give these calls a client of their own first, then move the others", list)
}
