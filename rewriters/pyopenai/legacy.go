package pyopenai

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/modules"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/surface"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

var ruleLegacy = &finding.Rule{
	ID: "PY014", Slug: "legacy-api", Severity: finding.Error,
	Title: i18n.T("openai 0.x 的请求", "request of openai 0.x"),
	Doc: i18n.T(
		"查找 openai.ChatCompletion.create 等 1.0 之前的请求。项目仍用 0.x 时，按这一版自己的写法迁移：地址写在 openai.api_base，engine 改为 model，无需升级 SDK；清单要求 1.0 以上时，这些请求已经失效，只报告。",
		"Finds requests such as openai.ChatCompletion.create of openai before 1.0. A project that still uses 0.x moves in that dialect: the address goes into openai.api_base, engine becomes model, and no upgrade is forced. Where the manifests ask for 1.0 or later these calls fail as they are, and are only reported."),
}

// legacyCall is a request of openai 0.x.
type legacyCall struct {
	mod    *pysyntax.Module
	call   syntax.Node
	symbol string
	class  string
}

// legacy reports whether the project sends requests in the way of openai 0.x.
func (s *survey) legacy() bool { return len(s.legacyCalls()) > 0 }

func (s *survey) legacyCalls() []legacyCall {
	if s.old != nil {
		return *s.old
	}
	list := []legacyCall{}
	if !s.sdk() {
		s.old = &list
		return list
	}
	s.Each(func(m *pysyntax.Module) {
		for n := range m.Tree.Root().Descendants("call") {
			if c, ok := s.legacyCall(m, n); ok {
				list = append(list, c)
			}
		}
	})
	s.old = &list
	return list
}

func (s *survey) legacyCall(m *pysyntax.Module, n syntax.Node) (legacyCall, bool) {
	fn := n.ChildByField("function")
	if last := pysyntax.Last(fn); !fn.Is("attribute") || !methods[last] && !methods[strings.TrimPrefix(last, "a")] && !legacyMethods[last] {
		return legacyCall{}, false
	}
	for _, v := range s.py.Eval(fn) {
		parts := strings.Split(v.Path, ".")
		if v.Kind == pysyntax.Symbol && len(parts) == 3 && parts[0] == "openai" && legacyClasses[parts[1]] != "" {
			return legacyCall{m, n, parts[1] + "." + parts[2], parts[1]}, true
		}
	}
	return legacyCall{}, false
}

// findLegacy makes requests on the module of the calls of a project in the old dialect. One that brings an address of its
// own has nothing to do with the module's.
func (s *survey) findLegacy() {
	if s.dialect() != old {
		return
	}
	for _, c := range s.legacyCalls() {
		r := &request{mod: c.mod, call: c.call, symbol: c.symbol, api: legacyAPI(c), legacy: true, lost: ownAddress(c.call)}
		switch {
		case !r.lost:
			r.clients = []*client{s.moduleClient(c.mod, c.call)}
			s.module.requests = append(s.module.requests, r)
		case s.bringsAll(c.call):
			s.perCall(r)
		}
		s.requests = append(s.requests, r)
	}
}

// ownAddress reports whether a call of 0.x overrides where the module sends.
func ownAddress(call syntax.Node) bool {
	return slices.ContainsFunc([]string{"api_base", "api_type", "api_version"}, func(name string) bool {
		return pysyntax.Keyword(call, name).Node.Valid()
	})
}

// bringsAll reports whether a call of 0.x names an address and a key of its own, and nothing of Azure's.
func (s *survey) bringsAll(call syntax.Node) bool {
	base, key := pysyntax.Keyword(call, "api_base").Value, pysyntax.Keyword(call, "api_key").Value
	return base.Valid() && key.Valid() && s.plain(base) && s.plain(key) && !splats(&request{call: call}) &&
		!pysyntax.Keyword(call, "api_type").Node.Valid() && !pysyntax.Keyword(call, "api_version").Node.Valid()
}

// perCall makes a client of a request that brings all that one has.
//
//	Have: openai.ChatCompletion.create(api_base="https://api.openai.com/v1", api_key=k, ...)
func (s *survey) perCall(r *request) {
	c := newClient(r.mod, r.call, r.symbol)
	c.perCall, c.requests = r, []*request{r}
	r.lost, r.clients = false, []*client{c}
	s.clients = append(s.clients, c)
}

// ownOption is the name under which a client is given its address.
func (s *survey) ownOption(c *client) string {
	if c.perCall != nil {
		return "api_base"
	}
	return "base_url"
}

// enginesList is what openai.Model.list was called before; no other service has it under that name.
const enginesList = "Engine.list"

func legacyAPI(c legacyCall) surface.Part {
	want := legacyClasses[c.class]
	if p, ok := surface.Snake.With(func(p surface.Part) bool { return p.Capability == want }); ok && c.class != "Edit" && (c.class != "Engine" || c.symbol == enginesList) {
		return p
	}
	return surface.Part{Resource: c.class, Capability: want}
}

// legacyFindings reports requests of openai 0.x.
func (s *survey) legacyFindings() {
	if s.dialect() == old {
		for _, r := range s.requests {
			if r.legacy {
				s.Guard(r.mod, func(m *pysyntax.Module) { s.legacyFinding(m, r) })
			}
		}
		return
	}
	for _, c := range s.legacyCalls() {
		message := i18n.Tf("openai 0.x 的请求 %s，而项目里也有 1.0 的写法：请先统一 SDK 版本", "%s is a request of openai 0.x in a project that also uses 1.0: settle on one version of the SDK first", c.symbol)
		if s.dialect() == removed {
			message = i18n.Tf("%[1]s 在 openai 1.0 中已移除，而 %[2]s 要求 1.0 以上：请改成 1.0 的写法，或把 openai 固定在 0.28", "openai 1.0 removed %[1]s, and %[2]s asks for 1.0 or later: rewrite the call, or pin openai to 0.28", c.symbol, s.bounds().From)
		}
		s.Report(c.mod, c.call, finding.Finding{
			Rule: ruleLegacy, Kind: finding.Call, SDK: sdk, Symbol: c.symbol, Capability: legacyClasses[c.class], Reaches: s.dialect() != removed, Message: message,
		})
	}
}

// legacyFinding is a request finding, with the change of its engine.
//
//	Have: openai.ChatCompletion.create(engine="gpt-4", ...) -> openai.ChatCompletion.create(model="glm-5", ...)
func (s *survey) legacyFinding(m *pysyntax.Module, r *request) {
	f := s.requestReport(r)
	f.Rule = ruleLegacy
	if r.lost {
		f.Message = i18n.Tf("%s 自带地址（api_base、api_type 或 api_version）：请人工修改", "%s brings an address of its own (api_base, api_type or api_version): change it by hand", r.symbol)
	}
	if s.azureBranch(r) && s.target != nil && !r.lost {
		value := modules.Short(pysyntax.Keyword(r.call, "deployment_id").Value)
		f.Confidence = finding.Manual
		f.Message = i18n.Tf("%[1]s 的这一分支按部署名（%[2]s）发往 Azure：迁移后应不再走到，请删去该分支，或改为 model=目标平台的模型", "this branch of %[1]s names a deployment of Azure (%[2]s): after the move it must not be reached; remove it, or pass model= with a model of the target", r.symbol, value)
	} else if r.symbol == enginesList && r.moves() && s.target != nil && s.serves(r.api) {
		s.listModels(m, r, &f)
	} else if a := engine(r.call); a.Node.Valid() && r.moves() && s.target != nil && s.serves(r.api) {
		name := a.Node.ChildByField("name")
		fix := finding.Fix{
			Title:      i18n.Tf("将 %s 改为 model", "say model instead of %s", a.Name),
			Why:        i18n.T("engine 会成为 OpenAI 旧路径的一部分，其他平台没有这样的路径", "an engine becomes part of a path of OpenAI's that no other service has"),
			Confidence: finding.Certain,
			Edits:      finding.In(m.File, edit.Edit{Start: name.Start(), End: name.End(), New: "model", Node: pysyntax.Place(r.call) + " > keyword " + a.Name}),
		}
		s.waitFor(&fix, r)
		if s.hesitates(r) {
			fix.Confidence = finding.Likely
		}
		f.Fixes = []finding.Fix{fix}
	}
	s.Report(m, r.call, f)
}

// listModels asks for the models where the code asks for the engines. A class that was imported by its own name stays: the
// other one is not there.
//
//	Have: openai.Engine.list() -> openai.Model.list()
func (s *survey) listModels(m *pysyntax.Module, r *request, f *finding.Finding) {
	class := r.call.ChildByField("function").ChildByField("object")
	if !class.Is("attribute") {
		f.Confidence = finding.Manual
		f.Message = i18n.Join(f.Message, i18n.T("engines 是 OpenAI 已弃用的接口，其他平台没有：请改为 openai.Model.list()", "the list of engines is an old endpoint of OpenAI's that no other service has: use openai.Model.list()"))
		return
	}
	class = class.ChildByField("attribute")
	fix := finding.Fix{
		Title:      i18n.T("改为列出模型", "list the models instead"),
		Why:        i18n.T("engines 是 OpenAI 已弃用的接口，其他平台没有", "the list of engines is an old endpoint of OpenAI's that no other service has"),
		Confidence: finding.Likely,
		Edits:      finding.In(m.File, edit.Edit{Start: class.Start(), End: class.End(), New: "Model", Node: pysyntax.Place(r.call) + " > class Engine"}),
	}
	s.waitFor(&fix, r)
	f.Fixes = []finding.Fix{fix}
}

// azureBranch reports whether a request names a deployment of Azure's: by a value that is no model of OpenAI's.
func (s *survey) azureBranch(r *request) bool {
	a := pysyntax.Keyword(r.call, "deployment_id")
	return a.Node.Valid() && !slices.ContainsFunc(s.models.Of(r), func(k *sink) bool { return len(k.Values) > 0 })
}

// engine is the argument by which a request of 0.x names its model in the path; invalid where it names it as others do.
func engine(call syntax.Node) pysyntax.Arg {
	for _, name := range []string{"engine", "deployment_id"} {
		if a := pysyntax.Keyword(call, name); a.Node.Valid() && !pysyntax.Keyword(call, "model").Node.Valid() {
			return a
		}
	}
	return pysyntax.Arg{}
}
