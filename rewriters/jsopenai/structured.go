package jsopenai

import (
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
)

// structuredOutput are the calls by which a model of LangChain is made to answer in a schema. Unless they name another
// method that is a JSON schema, as for the models of OpenAI that LangChain does not know to be old.
//
//	Have: llm.withStructuredOutput(schema); llm.withStructuredOutput(schema, { method: 'jsonMode' })
func (s *survey) structuredOutput(r *request) []field {
	if r.spec.sdk != "langchain-js" || r.spec.how != byItself || len(r.clients) == 0 {
		return nil
	}
	var out []field
	for _, m := range s.Modules {
		for n := range m.Tree.Root().Descendants("call_expression") {
			fn := jssyntax.Callee(n)
			if jssyntax.Last(fn) != "withStructuredOutput" || !s.is(fn.ChildByField("object"), r.clients[0]) {
				continue
			}
			format := "json_schema"
			for _, method := range s.entries(jssyntax.Argument(n, 1), "method") {
				switch text, _ := jssyntax.Text(method); text {
				case "jsonMode":
					format = "json_object"
				case "functionCalling":
					format = ""
				}
			}
			if format != "" {
				out = append(out, field{Sent: provider.Sent{Field: "response_format", Value: format}, entry: jssyntax.Entry{Name: "response_format", Node: n}})
			}
		}
	}
	return out
}
