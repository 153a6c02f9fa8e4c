package cli

import (
	"io"
	"strings"

	"github.com/openai-migrate/migrate/pkg/term"
)

// paintPatch returns a writer that colours a patch as git does, where the output takes colour; else w itself. Each write
// must end with a line's end, as report.Patch does it.
func (s *session) paintPatch(w io.Writer) io.Writer {
	if !s.io().Color {
		return w
	}
	return &patchPainter{w: w, io: s.app.IO}
}

type patchPainter struct {
	w  io.Writer
	io *term.IO
}

func (p *patchPainter) Write(b []byte) (int, error) {
	var out strings.Builder
	for _, line := range strings.SplitAfter(string(b), "\n") {
		text, end := strings.TrimSuffix(line, "\n"), ""
		if len(text) < len(line) {
			end = "\n"
		}
		out.WriteString(p.io.Paint(patchStyle(text), text) + end)
	}
	_, err := io.WriteString(p.w, out.String())
	return len(b), err
}

// patchStyle is the look of a line of a patch.
func patchStyle(line string) term.Style {
	switch {
	case strings.HasPrefix(line, "diff "), strings.HasPrefix(line, "--- "), strings.HasPrefix(line, "+++ "):
		return term.Bold
	case strings.HasPrefix(line, "@@"):
		return term.Header
	case strings.HasPrefix(line, "+"):
		return term.Insert
	case strings.HasPrefix(line, "-"):
		return term.Delete
	}
	return term.Plain
}
