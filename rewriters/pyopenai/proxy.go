package pyopenai

import (
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

var ruleProxy = &finding.Rule{
	ID: "PY021", Slug: "client-proxy", Severity: finding.Note,
	Title: i18n.T("客户端经过的代理", "proxy of a client"),
	Doc: i18n.T(
		"查找客户端的代理：http_client=httpx.Client(proxy=…) 与 0.x 的 openai.proxy。代理多半只为访问 OpenAI 而设；迁移后请求仍会经过它，可能绕远或被拒。只报告，不改写。",
		"Finds the proxies of clients: http_client=httpx.Client(proxy=...) and openai.proxy of 0.x. Such a proxy is often there to reach OpenAI only; after the move requests still go through it, which may be a detour or refused. Reported, not rewritten."),
}

// proxyFindings reports the proxies of clients that move.
func (s *survey) proxyFindings() {
	if s.target == nil {
		return
	}
	for _, c := range s.clients {
		if c.moves() && !c.foreign {
			s.Guard(c.mod, func(*pysyntax.Module) { s.clientProxy(c) })
		}
	}
	if s.module != nil && s.module.moves() {
		for _, a := range s.module.set("proxy") {
			s.proxyFinding(a.mod, a.node, s.module)
		}
	}
}

// clientProxy looks for a proxy where a client's http_client is made.
func (s *survey) clientProxy(c *client) {
	for _, v := range s.py.Eval(s.argument(c, "http_client")) {
		if v.Kind != pysyntax.Object || !v.Node.Is("call") || len(v.Attrs) > 0 {
			continue
		}
		for _, a := range pysyntax.Arguments(v.Node) {
			if (a.Name == "proxy" || a.Name == "proxies" || a.Name == "mounts") && !a.Value.Is("none") {
				s.proxyFinding(s.py.Module(v.Node), a.Node, c)
			}
		}
	}
}

func (s *survey) proxyFinding(m *pysyntax.Module, n syntax.Node, c *client) {
	if s.told[n] {
		return
	}
	s.told[n] = true
	name, _, _ := strings.Cut(n.Text(), "=")
	s.Report(m, n, finding.Finding{
		Rule: ruleProxy, Kind: finding.Client, SDK: sdk, Symbol: pysyntax.Last(n.NamedChild(0)), Client: c.id, Confidence: finding.Manual,
		Message: i18n.Tf("迁移后请求仍经过 %s 所设的代理：若它只为访问 OpenAI 而设，请去掉", "after the move requests still go through the proxy set as %s: remove it if it is only there to reach OpenAI", strings.TrimSpace(name)),
	})
}
