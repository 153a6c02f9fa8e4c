package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/term"
)

// Error is an error for the user: what is wrong, what to do about it, and the exit code.
type Error struct {
	Code int
	Text i18n.Text
	Hint i18n.Text
	Err  error // the cause, printed after the text; may be nil
}

func (e *Error) Error() string {
	if e.Err != nil && e.Text.EN != "" {
		return e.Text.EN + ": " + e.Err.Error()
	}
	if e.Err != nil {
		return e.Err.Error()
	}
	return e.Text.EN
}

func (e *Error) Unwrap() error { return e.Err }

// exit is an outcome that is no error: it only sets the exit code.
type exit int

func (e exit) Error() string { return fmt.Sprintf("exit code %d", int(e)) }

// The exit codes of the design.
const (
	codeFindings    = 1
	codeUsage       = 2
	codeIncomplete  = 3
	codeRefused     = 4
	codeRolledBack  = 5
	codeInterrupted = 130
	codeTerminated  = 143
)

// hinted is implemented by errors of other packages that know what to do about themselves.
type hinted interface{ Hint() i18n.Text }

// texted is implemented by errors of other packages that can say themselves in both languages.
type texted interface{ Text() i18n.Text }

// fail prints an error with its hint and returns the exit code.
func (app *App) fail(err error) int {
	if err == nil {
		return 0
	}
	if code := exit(0); errors.As(err, &code) {
		return int(code)
	}
	text, hint := app.describe(err)
	fmt.Fprintln(app.IO.Err, app.paintErr(term.Bad, app.say("错误：", "error: "))+text)
	if hint != "" {
		fmt.Fprintln(app.IO.Err, app.paintErr(term.Faint, app.say("提示：", "hint: "))+hint)
	}
	return code(err)
}

// describe renders an error and its hint in the user's language.
func (app *App) describe(err error) (text, hint string) {
	text = err.Error()
	if t := texted(nil); errors.As(err, &t) {
		text = app.tr(t.Text())
	}
	if h := hinted(nil); errors.As(err, &h) {
		hint = app.tr(h.Hint())
	}
	if e := (*Error)(nil); errors.As(err, &e) {
		text = app.tr(e.Text)
		if e.Err != nil {
			inner, _ := app.describe(e.Err)
			if text != "" {
				text += app.say("：", ": ")
			}
			text += inner
		}
		if h := app.tr(e.Hint); h != "" {
			hint = h
		}
	}
	if errors.Is(err, context.Canceled) {
		text = app.say("已中断", "interrupted")
	}
	return text, hint
}

// paintErr paints for stderr: colour only where stderr is a terminal and colour is on.
func (app *App) paintErr(s term.Style, text string) string {
	if !app.IO.ErrTTY {
		return text
	}
	return app.IO.Paint(s, text)
}

// usage wraps an error of flag parsing.
func (app *App) usage(c *cobra.Command, err error) error {
	return &Error{Code: codeUsage, Err: err, Hint: i18n.Tf("%s --help 列出参数", "%s --help lists the flags", c.CommandPath())}
}
