package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/openai-migrate/migrate/pkg/apply"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/review"
	"github.com/openai-migrate/migrate/pkg/term"
)

// testApp is an App with its streams in memory.
func testApp(lang i18n.Lang) (app *App, out, errs *bytes.Buffer) {
	out, errs = &bytes.Buffer{}, &bytes.Buffer{}
	io := &term.IO{In: strings.NewReader(""), Out: out, Err: errs, Width: 80}
	return &App{IO: io, Getenv: func(string) string { return "" }, Version: "test", lang: lang}, out, errs
}

func TestExitCodes(t *testing.T) {
	for _, tt := range []struct {
		err  error
		want int
	}{
		{nil, 0},
		{exit(codeFindings), 1},
		{exit(codeIncomplete), 3},
		{&Error{Code: codeUsage}, 2},
		{errors.New("anything"), 2},
		{&apply.StaleError{Paths: []string{"a"}}, 4},
		{&apply.DirtyError{Dirty: []string{"a"}}, 4},
		{&apply.NoVCSError{Paths: []string{"a"}}, 4},
		{&apply.LockedError{}, 4},
		{&apply.RefusedError{Files: []apply.Refusal{{Path: "a", Reason: apply.ReadOnly}}}, 4},
		{&apply.FailedError{Err: &apply.StaleError{Paths: []string{"a"}}, RolledBack: true}, 5},
		{&apply.NoRunError{}, 2},
		{&apply.UndoneError{}, 2},
		{&apply.InterruptedError{Err: context.Canceled}, 130},
		{context.Canceled, 130},
		{&review.InterruptedError{}, 130},
		{&review.InterruptedError{Term: true}, 143},
		{&review.NotTerminalError{}, 2},
	} {
		for _, err := range []error{tt.err, fmt.Errorf("wrapped: %w", tt.err)} {
			if tt.err == nil {
				err = nil
			}
			app, _, _ := testApp(i18n.EN)
			if got := app.fail(err); got != tt.want {
				t.Errorf("%T %v: exit code %d, want %d", tt.err, err, got, tt.want)
			}
		}
	}
}

// TestEveryTextIsInBothLanguages walks the command tree: what reads the same in both languages was forgotten in one.
func TestEveryTextIsInBothLanguages(t *testing.T) {
	en, _, _ := testApp(i18n.EN)
	zh, _, _ := testApp(i18n.ZH)
	a, b := newRoot(en), newRoot(zh)
	sameText(t, a, b)
	for i, c := range a.Commands() {
		if c.Hidden {
			continue
		}
		sameText(t, c, b.Commands()[i])
		if c.GroupID == "" {
			t.Errorf("%s stands in no group of the help", c.Name())
		}
	}
}

func sameText(t *testing.T, en, zh *cobra.Command) {
	t.Helper()
	for what, pair := range map[string][2]string{"short": {en.Short, zh.Short}, "long": {en.Long, zh.Long}} {
		if pair[0] != "" && pair[0] == pair[1] || (pair[0] == "") != (pair[1] == "") || what == "short" && pair[0] == "" {
			t.Errorf("%s: %s reads %q and %q", en.Name(), what, pair[0], pair[1])
		}
	}
	en.Flags().VisitAll(func(f *pflag.Flag) {
		if other := zh.Flags().Lookup(f.Name); other == nil || other.Usage == f.Usage || f.Usage == "" {
			t.Errorf("%s --%s: the same text in both languages", en.Name(), f.Name)
		}
	})
}

func TestHelpFitsTheScreen(t *testing.T) {
	for _, lang := range []i18n.Lang{i18n.EN, i18n.ZH} {
		app, out, _ := testApp(lang)
		if code := Main(app, []string{"scan", "--help", "--lang", string(lang)}); code != 0 {
			t.Fatalf("exit code %d", code)
		}
		for _, line := range strings.Split(out.String(), "\n") {
			if term.Width(line) > 125 {
				t.Errorf("%s: line of %d cells: %s", lang, term.Width(line), line)
			}
		}
	}
}

func TestRootOfPaths(t *testing.T) {
	outer := t.TempDir()
	inner := filepath.Join(outer, "in")
	if err := os.MkdirAll(filepath.Join(inner, "sub"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		args  []string
		dir   string
		paths string
		fails bool
	}{
		{nil, inner, "[]", false},
		{[]string{"."}, inner, "[]", false},
		{[]string{"sub"}, inner, "[sub]", false},
		{[]string{filepath.Join(inner, "sub")}, inner, "[sub]", false},
		{[]string{outer}, outer, "[]", false},
		{[]string{".."}, outer, "[]", false},
		{[]string{"sub", ".."}, "", "", true},
		{[]string{"nowhere"}, "", "", true},
	} {
		app, _, _ := testApp(i18n.EN)
		s := &session{app: app, opts: &options{dir: inner}}
		err := s.root(tt.args)
		if (err != nil) != tt.fails {
			t.Errorf("%v: %v", tt.args, err)
		}
		if !tt.fails && (s.dir != tt.dir || fmt.Sprint(s.paths) != tt.paths) {
			t.Errorf("%v: dir %s, paths %v", tt.args, s.dir, s.paths)
		}
	}
}
