package pyframe

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Instructor dresses up the SDK's clients, which the SDK's rewriter follows through it, and makes its own by name.
var Instructor = &Framework{
	Folder: "pyinstructor", SDK: "instructor", Name: "Instructor", Prefix: "IN",
	Packages: []string{"instructor"},
	Shapes: []Shape{
		{In: "instructor", Names: []string{"from_provider"}, Does: finding.Chat, Model: []string{"model"}, At: 1, URL: []string{"base_url"}, Key: []string{"api_key"},
			Form: Slash, Reads: []string{"OPENAI_BASE_URL"}, Also: []Setting{extraBody}},
	},
	Notes: []Note{{In: "instructor", Names: []string{"from_openai", "patch", "apatch"}, Kind: finding.Parameter, Judge: mode}},
}

// strict are the modes that lean on what few services but OpenAI have.
var strict = []string{"TOOLS_STRICT", "JSON_SCHEMA", "RESPONSES_TOOLS", "RESPONSES_TOOLS_WITH_INBUILT_TOOLS", "JSON_O1", "PARALLEL_TOOLS"}

func mode(v *survey, call syntax.Node) (i18n.Text, bool) {
	name := pysyntax.Last(pysyntax.Keyword(call, "mode").Value)
	if v.target == nil || !slices.Contains(strict, name) {
		return i18n.Text{}, false
	}
	return i18n.Tf("模式 %[1]s 依赖 OpenAI 的严格结构化输出或 Responses 接口，%[2]s未必支持：请改用 Mode.TOOLS 或 Mode.JSON", "the mode %[1]s leans on OpenAI's strict schemas or Responses, which %[3]s may not have: take Mode.TOOLS or Mode.JSON",
		name, v.target.Brief().ZH, v.target.Brief().EN), true
}
