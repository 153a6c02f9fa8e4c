package cli

import (
	"bytes"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

func TestPaintedPatchIsThePatch(t *testing.T) {
	const patch = "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\tb\n+c\n\\ No newline at end of file\n"
	app, _, _ := testApp(i18n.EN)
	s := &session{app: app, opts: &options{}}
	for _, color := range []bool{false, true} {
		app.IO.Color = color
		var b bytes.Buffer
		if n, err := s.paintPatch(&b).Write([]byte(patch)); n != len(patch) || err != nil {
			t.Fatal(n, err)
		}
		if got := b.String(); (got == patch) == color || ansi.Strip(got) != patch {
			t.Errorf("colour %v: %q", color, got)
		}
	}
}
