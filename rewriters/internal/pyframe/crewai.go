package pyframe

import (
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
)

// crewLLM is the object that CrewAI takes in place of a model's name.
var crewLLM = &Wrap{
	Text: "LLM(model={prefixed}, base_url={url}, api_key={key}{also})", Also: []Setting{extraBody}, Imports: []string{"from crewai import LLM"},
}

// CrewAI gives its agents a model by name, or an LLM that has an address too.
var CrewAI = &Framework{
	Folder: "pycrewai", SDK: "crewai", Name: "CrewAI", Prefix: "CA",
	Packages: []string{"crewai", "crewai_tools"},
	Shapes: []Shape{
		{In: "crewai", Names: []string{"LLM"}, Does: finding.Chat, Model: []string{"model"}, At: 1, URL: []string{"base_url", "api_base"}, Key: []string{"api_key"},
			Form: Slash, Reads: ofLiteLLM, Also: []Setting{extraBody}, Inside: inBody},
		{In: "crewai", Names: []string{"Agent"}, Does: finding.Chat, Model: []string{"llm"}, Form: Slash, Wrap: crewLLM, Usual: "gpt-4.1-mini", Prove: crewDefault},
		{In: "crewai", Names: []string{"Crew"}, Does: finding.Chat, Model: []string{"manager_llm"}, Form: Slash, Wrap: crewLLM, Silent: true, Prove: crewOld},
	},
	Notes: []Note{
		// Seen with crewai-tools 0.38.0.
		byDefault("crewai_tools", "config", wants("config"), "RagTool", "PDFSearchTool", "WebsiteSearchTool", "CSVSearchTool", "TXTSearchTool", "DOCXSearchTool",
			"JSONSearchTool", "MDXSearchTool", "XMLSearchTool", "DirectorySearchTool", "CodeDocsSearchTool", "GithubSearchTool", "YoutubeVideoSearchTool", "YoutubeChannelSearchTool"),
		{In: "crewai_tools", Names: []string{"DallETool", "VisionTool"}, Kind: finding.Client,
			Text: i18n.T("该工具直接调用 OpenAI：请去掉或换用别的工具", "the tool calls OpenAI itself: remove it or take another")}},
}

// crewDefault is an agent without a model: CrewAI takes OPENAI_MODEL_NAME, else one of OpenAI's. One that a file configures
// may have its model there.
func crewDefault(v *survey, s *Site) {
	crewOld(v, s)
	switch {
	case v.target == nil || s.State != Moving || s.has("llm"):
	case s.has("config"):
		s.State = ByHand
		s.Why = i18n.Tf("未指定 llm：模型若写在 agents.yaml 的 llm 中请在那里修改，否则传入 llm=LLM(model=…, base_url=%q, api_key=…)",
			"no llm is given: if llm in agents.yaml names a model, change it there, else pass llm=LLM(model=…, base_url=%q, api_key=…)", v.target.BaseURL)
	default:
		s.doubts = append(s.doubts, i18n.T("未指定 llm，部署环境可能已用 OPENAI_MODEL_NAME 指定模型", "no llm is given, and the deployment may set OPENAI_MODEL_NAME"))
	}
}

// crewOld keeps what would be given an LLM in its place where the project's CrewAI has none: it came with 0.64 (seen with 0.63.1
// and 0.64.0), and agents took LangChain's models before.
func crewOld(v *survey, s *Site) {
	if v.target == nil || s.State != Moving || !v.bounds("crewai").Before("0.64") {
		return
	}
	s.State = ByHand
	s.Why = i18n.Tf("%[1]s 要求的 crewai 还没有 LLM 类：请传入 LangChain 的 ChatOpenAI(model=…, base_url=%[2]q, api_key=…)，或先升级 crewai",
		"the crewai that %[1]s asks for has no LLM yet: pass LangChain's ChatOpenAI(model=…, base_url=%[2]q, api_key=…), or upgrade crewai first", v.bounds("crewai").From, v.target.BaseURL)
}
