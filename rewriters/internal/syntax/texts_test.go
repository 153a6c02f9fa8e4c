package syntax_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// TestCalling holds the answers before and after the index is made to a search of each text.
func TestCalling(t *testing.T) {
	names := []string{"f", "run", "rerun", "self", "_x", "名字", "$", "never"}
	parts := append([]string{"(", "((", ")", " ", ".", "def ", "\n", "x"}, names...)
	random := rand.New(rand.NewPCG(1, 2))
	project := &source.Project{}
	for i := range 40 {
		var text strings.Builder
		for range 60 {
			text.WriteString(parts[random.IntN(len(parts)-1)]) // never is never
		}
		lang := source.Python
		if i%4 == 0 {
			lang = source.Go
		}
		project.Files = append(project.Files, &source.File{Path: fmt.Sprint(i), Lang: lang, Data: []byte(text.String())})
	}
	texts := syntax.NewTexts(project, func(l source.Lang) bool { return l == source.Python })
	all := slices.Collect(texts.All())
	if len(all) != 30 {
		t.Fatalf("%d files are of the language, want 30", len(all))
	}
	for question := range 40 {
		name := names[question%len(names)]
		arg := syntax.Argument{At: 0}
		may := func(of []*source.File) (out []string) {
			for _, f := range of {
				if syntax.MayPass(f.Data, name, arg) {
					out = append(out, f.Path)
				}
			}
			return out
		}
		got := slices.Collect(texts.Calling(name))
		if !slices.Equal(may(got), may(all)) {
			t.Errorf("question %d: %s: got %v, want %v", question, name, may(got), may(all))
		}
		if question > 20 && name == "never" && len(got) > 0 {
			t.Errorf("%d files call %s", len(got), name)
		}
	}
}
