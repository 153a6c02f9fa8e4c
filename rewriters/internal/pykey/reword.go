package pykey

import (
	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
	"github.com/openai-migrate/migrate/rewriters/internal/wording"
)

// reword names the target's variable in the literals of a statement, and the target in its prompts and placeholders.
func (k Keys) reword(statement syntax.Node) (out []edit.Edit) {
	var names []string
	for lit := range statement.Descendants("string") {
		if text, _ := pysyntax.Text(lit); k.Renames(text) {
			names = append(names, text)
		}
	}
	words := wording.Of(k.Target, names...)
	for content := range statement.Descendants("string_content") {
		text := content.Text()
		edits := words.Text(text, true)
		switch {
		case k.Renames(text):
			edits = []edit.Edit{{End: len(text), New: k.Target.KeyEnv}}
		case len(edits) == 0:
			edits = words.Placeholder(text)
		}
		for _, e := range edits {
			e.Start, e.End = e.Start+content.Start(), e.End+content.Start()
			out = append(out, e)
		}
	}
	return out
}
