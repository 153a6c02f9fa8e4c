package term

import (
	"bytes"
	"testing"
)

func TestWidths(t *testing.T) {
	if got := Width("迁移 \x1b[31mred\x1b[0m"); got != 8 {
		t.Errorf("Width = %d, want 8", got)
	}
	if got := Pad("迁移", 6); got != "迁移  " {
		t.Errorf("Pad = %q", got)
	}
	if got := Truncate("迁移工具", 5); got != "迁移…" {
		t.Errorf("Truncate = %q", got)
	}
	for _, line := range Wrap("客户端改为读取新的变量 and the rest of it", 10) {
		if Width(line) > 10 {
			t.Errorf("line %q is wider than 10 cells", line)
		}
	}
}

func TestSanitize(t *testing.T) {
	if got := Sanitize("a\x1b[2Jb\u202ec\td\n"); got != "a�[2Jb�c\td�" {
		t.Errorf("got %q", got)
	}
}

func TestPaint(t *testing.T) {
	io := &IO{Out: &bytes.Buffer{}}
	if got := io.Paint(Bad, "x"); got != "x" {
		t.Errorf("without colour: %q", got)
	}
	if !io.SetColor(Always) || io.Paint(Bad, "x") == "x" || io.Paint(Plain, "x") != "x" {
		t.Error("--color=always does not colour, or colours what is plain")
	}
	if io.SetColor("rainbow") {
		t.Error("an unknown mode is taken")
	}
}
