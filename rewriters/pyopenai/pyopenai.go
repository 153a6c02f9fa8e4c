// Package pyopenai finds and changes the use of the official Python SDK, openai, in both of its dialects: 0.x and 1.0 on.
//
// A run has two halves. The survey reads the project once: it finds the objects that the SDK's constructors make, the
// requests that are sent on them, and the literals that flow into those requests as model, key and address (package
// pysyntax follows the bindings). Then each rule, one file each, reports what it knows of the survey.
//
// A client is the unit of change. Its address, its key and the models of its requests change together or not at all;
// the findings say so with keys. A client that cannot be moved whole is not moved in part: it is reported, with what a
// person must do. What merely looks like OpenAI (a client of Zhipu or Groq with the same methods, a local class of the
// same name, a folder called openai) has no binding to the SDK and is left alone.
package pyopenai

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/modules"
	"github.com/openai-migrate/migrate/rewriters/internal/pyframe"
)

// sdk is the name of the SDK in findings.
const sdk = "openai-python"

// Rewriter is the rewriter for the openai package of Python.
var Rewriter = &rewrite.Rewriter{
	Name: "pyopenai",
	Doc: i18n.T(
		"查找 Python 官方 SDK（openai，0.x 与 1.0 起）的客户端、请求、模型名、密钥和地址，沿变量绑定跨文件追踪，把整个客户端一起迁移。",
		"Finds clients, requests, model names, keys and addresses of the official Python SDK (openai, 0.x and 1.0 on), follows them through the bindings of a project, and moves each client as a whole."),
	Rules: []*finding.Rule{
		ruleClient, ruleAzure, ruleModule, ruleImport, ruleDynamic, ruleRequest, ruleModel, ruleMention, ruleEmbeddings,
		ruleExtra, ruleField, ruleRefused, ruleEnv, ruleURL, ruleSecret, ruleLegacy, ruleErrorCode, ruleMock, ruleClass, ruleProxy, ruleRawAddress, ruleRawModel, ruleRawKey,
	},
	Langs: []source.Lang{source.Python},
	Match: match,
	Run:   run,
}

// needles are what a Python file must hold one of to be of interest.
var needles = source.NewWords("openai", "gpt-", "text-embedding-", ".completions.", "embeddings.create")

func match(f *source.File) bool {
	return f.Lang == source.Python && needles.In(f.Data)
}

// rules report what the survey of a project holds, in the order in which they depend on each other.
var rules = []func(*survey){
	(*survey).imports, (*survey).dynamicImports, (*survey).clientFindings, (*survey).moduleFindings, (*survey).legacyFindings,
	(*survey).requestFindings, (*survey).modelFindings, (*survey).embeddingFindings, (*survey).extraFindings, (*survey).fieldFindings,
	(*survey).envFindings,
	(*survey).urlFindings, (*survey).rawFindings, (*survey).rawModelFindings, (*survey).rawFieldFindings, (*survey).rawKeyFindings, (*survey).mentions, (*survey).errorCodeFindings,
	(*survey).mockFindings, (*survey).classFindings, (*survey).proxyFindings, (*survey).commandFindings, (*survey).secrets,
}

func run(p *rewrite.Pass) error {
	s := newSurvey(p)
	s.read(p.Files)
	if s.sdk() {
		s.Each(s.findClients)
		s.Each(s.findAssignments)
	}
	s.Each(s.findRequests)
	s.findLegacy()
	s.settle()
	s.findRaw()
	s.claimed = pyframe.Claims(p)
	for _, rule := range rules {
		rule(s)
	}
	return p.Context.Err()
}

// read parses the files that the rewriter may have something to report on.
func (s *survey) read(files []*source.File) {
	var list []*source.File
	look := lookout{map[string]bool{}, s.sdk}
	for _, f := range files {
		if look.telling(f.Data) || s.py.ImportsWanted(f) || s.py.Reaches(f.Path) {
			list = append(list, f)
		}
	}
	s.Modules = modules.Parse(s.py, list, s.pass.Skip)
}

// usesSDK reports whether some file of the project can come by a client of the SDK, through its own imports or others'.
func (s *survey) usesSDK() bool {
	return slices.ContainsFunc(s.pass.Project.Files, func(f *source.File) bool {
		return f.Lang == source.Python && s.py.Reaches(f.Path)
	})
}
