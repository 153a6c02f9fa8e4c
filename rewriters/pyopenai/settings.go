package pyopenai

import (
	"strings"

	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// settingsPrefix is what the variables of a settings class begin with.
//
//	Have: model_config = SettingsConfigDict(env_prefix="OPENAI_"), and class Config with env_prefix = "OPENAI_"
func settingsPrefix(class syntax.Node) string {
	for n := range class.ChildByField("body").Descendants("keyword_argument", "assignment") {
		if n.NamedChild(0).Text() == "env_prefix" {
			text, _ := pysyntax.Text(n.NamedChild(1))
			return text
		}
	}
	return ""
}

// aliased reports whether a field names its variable itself; that name is found where it stands.
func aliased(value syntax.Node) bool {
	return pysyntax.Keyword(value, "alias").Node.Valid() || pysyntax.Keyword(value, "validation_alias").Node.Valid()
}

// isSetting reports whether a literal is the default of a field of a settings class: the variable gives the value.
func (s *survey) isSetting(n syntax.Node) bool {
	a := n.Enclosing("assignment", "function_definition")
	class := a.Enclosing("class_definition", "function_definition")
	return a.Is("assignment") && class.Is("class_definition") && strings.HasSuffix(s.py.Base(class), "BaseSettings")
}
