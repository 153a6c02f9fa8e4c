// Package cli is the command line: one file per command, each in the shape options, constructor, run.
//
// A command's run function reads as the pipeline it is: read the tree, scan it, plan, review, apply. What several commands
// need in common stands in session.go; what flags they share in flags.go. Errors travel up as values and become exit
// codes in exactly one place, [App.fail]:
//
//	0 ok · 1 findings, or pending changes with --exit-code · 2 usage, or cannot run · 3 incomplete, with --strict ·
//	4 refused for safety · 5 failed and rolled back · 130, 143 interrupted
package cli

import (
	"context"
	"os/signal"
	"strconv"
	"syscall"
	"time"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/pkg/term"
)

// App is what the commands get from the outside.
type App struct {
	IO        *term.IO
	Rewriters []*rewrite.Rewriter
	Syntax    func(*source.File) error // the first syntax error of a file
	Getenv    func(string) string
	Version   string
	Now       func() time.Time // nil for the system's clock

	lang i18n.Lang
}

// Main runs the command line and returns the exit code. args exclude the program's name.
func Main(app *App, args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	app.lang = i18n.Detect(flagValue(args, "--lang"), app.Getenv)
	root := newRoot(app)
	root.SetArgs(args)
	return app.fail(root.ExecuteContext(ctx))
}

// flagValue finds a flag's value before cobra parses, because the language of the help texts depends on it.
func flagValue(args []string, name string) string {
	for i, a := range args {
		if a == "--" {
			break
		}
		if a == name && i+1 < len(args) {
			return args[i+1]
		}
		if len(a) > len(name) && a[:len(name)+1] == name+"=" {
			return a[len(name)+1:]
		}
	}
	return ""
}

// now is the time by which the run goes: that of SOURCE_DATE_EPOCH where it is set, so that a report can be made again to
// the byte.
func (app *App) now() time.Time {
	if s, err := strconv.ParseInt(app.Getenv("SOURCE_DATE_EPOCH"), 10, 64); err == nil {
		return time.Unix(s, 0).UTC()
	}
	if app.Now != nil {
		return app.Now()
	}
	return time.Now()
}

// tr is the text in the user's language.
func (app *App) tr(t i18n.Text) string { return t.In(app.lang) }

// say is [i18n.T] in the user's language.
func (app *App) say(zh, en string) string { return app.tr(i18n.T(zh, en)) }
