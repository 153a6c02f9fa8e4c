package pyopenai

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
)

// azureOption is the attribute of the module that holds Azure's address.
func (s *survey) azureOption() string {
	if s.dialect() == old {
		return "api_base"
	}
	return "azure_endpoint"
}

// plainAzure reports whether the module is set up for Azure in one place, with an API key and values that are written out or
// come from the environment.
func (s *survey) plainAzure(c *client) bool {
	if len(c.inTests) > 0 || len(c.set("api_key")) != 1 || len(c.set(s.azureOption())) != 1 || len(c.set("api_type")) > 1 {
		return false
	}
	block := c.set("api_key")[0].node.Enclosing("block", "module")
	return !slices.ContainsFunc(c.assigns, func(a assignment) bool {
		known := a.name != "api_base" && a.name != "base_url" || a.name == s.azureOption()
		ad := a.name == "api_type" && !s.says(a, "azure")
		return !known || ad || !s.plain(a.value) || s.Frozen(a.mod.File) || a.node.Enclosing("block", "module") != block
	})
}

// plainType is what the module calls OpenAI's own kind of service.
func (s *survey) plainType() string {
	if s.dialect() == old {
		return "open_ai"
	}
	return "openai"
}

// says reports whether an option is set to one literal.
func (s *survey) says(a assignment, want string) bool {
	text, ok := s.py.Constant(a.value)
	return ok && text == want
}

// azureModuleEdits take Azure's options from the module and give it the target's address and key.
//
//	Have: openai.api_type = "azure"; openai.api_base = endpoint; openai.api_version = v; openai.api_key = k
//	   -> openai.api_type = "open_ai"; openai.api_base = "https://…"; openai.api_key = os.environ["ZAI_API_KEY"]
func (s *survey) azureModuleEdits(c *client) (out []finding.Edit) {
	for _, a := range c.assigns {
		node := "assignment " + a.name
		switch a.name {
		case "api_key":
			out = append(out, s.azureKey(a.value)...)
		case s.azureOption():
			name := a.node.ChildByField("left").ChildByField("attribute")
			edits := []edit.Edit{{Start: a.value.Start(), End: a.value.End(), New: a.mod.QuoteAt(a.value, s.moduleURL()), Node: node}}
			if option := s.addressOption(); option != a.name {
				edits = append([]edit.Edit{{Start: name.Start(), End: name.End(), New: option, Node: node}}, edits...)
			}
			out = append(out, finding.In(a.mod.File, edits...)...)
		case "api_type": // said, because what is left of Azure in the environment would decide otherwise
			out = append(out, finding.In(a.mod.File, edit.Edit{Start: a.value.Start(), End: a.value.End(), New: a.mod.QuoteAt(a.value, s.plainType()), Node: node})...)
		case "api_version":
			out = append(out, finding.In(a.mod.File, a.mod.Line(a.node.Parent()))...)
		case "organization", "project":
			out = append(out, finding.In(a.mod.File, edit.Edit{Start: a.value.Start(), End: a.value.End(), New: "None", Node: node})...)
		}
	}
	return out
}

// ofAzure reports whether a client sends to Azure, where model names a deployment.
func (s *survey) ofAzure(c *client) bool {
	return isAzure(c.class) || c == s.module && s.azureModule(c) || c.url.kind == azureURL
}

// azureDoubt is what to check about every client that leaves Azure.
var azureDoubt = i18n.T("它现在发往 Azure，model 是部署名：请核对各部署名与其模型一致", "it sends to Azure now, where model names a deployment: check that each deployment has the model it is named after")

// azureAddress moves a client of OpenAI's own class whose address is Azure's v1 endpoint.
//
//	Have: OpenAI(base_url="https://x.openai.azure.com/openai/v1/", api_key=os.environ["AZURE_OPENAI_API_KEY"])
func (s *survey) azureAddress(c *client) (state, i18n.Text) {
	key := s.argument(c, "api_key")
	odd := pysyntax.Keyword(c.call, "default_query").Node.Valid() || pysyntax.Keyword(c.call, "default_headers").Node.Valid()
	if c == s.module || c.url.mixed || odd || c.subclass.Valid() || s.Frozen(c.mod.File) || s.opaqueArguments(c) || !key.Valid() || !s.plain(key) || len(c.url.literals) == 0 {
		return byHand, i18n.T("地址可能是 Azure OpenAI：请人工改为目标平台", "its address may be Azure OpenAI's: change it by hand")
	}
	return s.judgeRequests(c)
}
