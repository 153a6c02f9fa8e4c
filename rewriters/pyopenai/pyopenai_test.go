package pyopenai

import (
	"bufio"
	"context"
	"fmt"
	"os/exec"
	"testing"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/rewrite/rewritetest"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/config"
)

func TestCases(t *testing.T) {
	rewritetest.Run(t, Rewriter, "testdata/*.txtar", rewritetest.With(config.Rewriter), rewritetest.Parses(compiles(t)))
}

// compiles asks Python itself whether a file is well-formed; where there is no python3 the check is left out. One
// process answers for all files.
func compiles(t *testing.T) func(*source.File) error {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Log("python3 is not installed: changed files are not compiled")
		return func(*source.File) error { return nil }
	}
	cmd := exec.Command(python, "-c", compileLoop)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close(); cmd.Wait() })
	answers := bufio.NewReader(out)
	return func(f *source.File) error {
		if f.Lang != source.Python {
			return nil
		}
		fmt.Fprintf(in, "%d\n%s", len(f.Data), f.Data)
		answer, err := answers.ReadString('\n')
		if err != nil {
			return err
		}
		if answer != "ok\n" {
			return &syntaxError{answer}
		}
		return nil
	}
}

const compileLoop = `
import sys
while line := sys.stdin.buffer.readline():
    text = sys.stdin.buffer.read(int(line))
    try:
        compile(text, "case.py", "exec")
        print("ok", flush=True)
    except Exception as e:
        print(repr(e), flush=True)
`

type syntaxError struct{ text string }

func (e *syntaxError) Error() string { return e.text }

// scanOne runs the rewriter on one file and returns its findings and skips.
func scanOne(src string) (found []finding.Finding, skipped []source.Skip) {
	return scanFile("app/bot.py", []byte(src))
}

func scanFile(name string, raw []byte) (found []finding.Finding, skipped []source.Skip) {
	tree := source.FromMap(map[string][]byte{name: raw})
	for _, p := range tree.Projects() {
		_ = Rewriter.Run(&rewrite.Pass{
			Context: context.Background(), Project: p, Files: p.Files, Target: rewritetest.Fixture(),
			Report: func(f finding.Finding) { found = append(found, f) },
			Skip:   func(s source.Skip) { skipped = append(skipped, s) },
		})
	}
	return found, skipped
}
