// Package frametest holds what the tests of the rewriters of Python frameworks have in common: Python itself as the judge of
// changed files, and a search for sources that make them fail.
package frametest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
)

// Fuzz checks that no source makes a rewriter fail, and that each of its fixes can be applied. Its cases are the seeds, whole
// and cut off in the middle, as an editor leaves files behind.
func Fuzz(f *testing.F, r *rewrite.Rewriter) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		f.Fatalf("no cases: %v", err)
	}
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range txtar.Parse(raw).Files {
			if !strings.HasSuffix(file.Name, ".py") {
				continue
			}
			f.Add(string(file.Data))
			for cut := 31; cut < len(file.Data); cut += 97 {
				f.Add(string(file.Data[:cut]))
			}
		}
	}
	f.Fuzz(func(t *testing.T, src string) { try(t, r, src) })
}

func try(t *testing.T, r *rewrite.Rewriter, src string) {
	target, err := provider.Lookup("zhipu")
	if err != nil {
		t.Fatal(err)
	}
	tree := source.FromMap(map[string][]byte{"app/bot.py": []byte(src)})
	for _, p := range tree.Projects() {
		err := r.Run(&rewrite.Pass{
			Context: context.Background(), Project: p, Files: p.Files, Target: provider.NewTarget(target),
			Report: func(x finding.Finding) { sound(t, x, src) },
			Skip: func(s source.Skip) {
				if strings.HasPrefix(s.Reason, "internal error") {
					t.Fatalf("%s: %s", s.Path, s.Reason)
				}
			},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func sound(t *testing.T, x finding.Finding, src string) {
	for _, fix := range x.Fixes {
		var edits []edit.Edit
		for _, e := range fix.Edits {
			edits = append(edits, e.Edit)
		}
		if _, err := edit.Apply(x.File.Data, edits); err != nil {
			t.Fatalf("%s: %v in\n%s", x.Rule.ID, err, src)
		}
	}
}

// Compiles asks Python itself whether a file is well-formed; where there is no python3 the check is left out. One process
// answers for all files.
func Compiles(t *testing.T) func(*source.File) error {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Log("python3 is not installed: changed files are not compiled")
		return func(*source.File) error { return nil }
	}
	cmd := exec.Command(python, "-c", loop)
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
		if err == nil && answer != "ok\n" {
			err = errors.New(answer)
		}
		return err
	}
}

const loop = `
import sys
while line := sys.stdin.buffer.readline():
    text = sys.stdin.buffer.read(int(line))
    try:
        compile(text, "case.py", "exec")
        print("ok", flush=True)
    except Exception as e:
        print(repr(e), flush=True)
`
