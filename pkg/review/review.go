// Package review is the screen on which a person goes through a plan, change by change, and decides. It is the step
// between plan and apply; it decides and never writes a file.
//
// [Run] takes a [plan.Plan] and leaves the decisions in it; the [Outcome] says whether the person asked to have the
// accepted changes applied. Whoever called it applies them, or saves the plan, or forgets about it.
//
// Inside there is one bubbletea model and a few plain parts that turn what the model knows into lines of text:
//
//	header            what is being migrated and how far the review is
//	list | pane       the changes, grouped; the selected one with its reasons and its diff
//	footer            what just happened, or which keys do something here
//
// A part has Render(width, height) and returns exactly that many lines of exactly that many cells; the model lays them
// out side by side, on top of each other, or one at a time, as the terminal allows. Update does no work that takes
// longer than a frame: files are read, compared and coloured by one command at a time (see [job]), and what comes back
// is kept. Commands change nothing; Update reads nothing from disk.
//
// All text that comes from the user's files or from a plan file passes through clean before it is shown: API keys are
// masked and control characters made visible.
package review

import (
	"context"
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/pkg/term"
)

// Options are what a review needs besides the plan.
type Options struct {
	IO   *term.IO
	Lang i18n.Lang // of the screen's own words; the plan's texts stay in the language they were made in

	// Files returns a file of the tree by its slash path. It is called from one goroutine at a time, once for each path.
	Files func(path string) (*source.File, error)

	// Title names the migration in the header ("OpenAI -> Zhipu"); empty means the plan's target.
	Title string

	// Models, where set, lets the person choose another model than the plan has.
	Models *Models

	// SaveTo names the file that the caller writes the plan to when the review ends in Quit. Quitting then loses
	// nothing and asks nothing; empty means that it is not saved.
	SaveTo string
}

// Outcome is how a review ended.
type Outcome int

// The outcomes. In both, the decisions taken stand in the plan.
const (
	Quit  Outcome = iota // the person left; nothing is to be written
	Apply                // the person asked, and confirmed, that the accepted changes be applied
)

// NotTerminalError says that there is no terminal to show the review on.
type NotTerminalError struct{}

func (e *NotTerminalError) Error() string {
	return "review needs a terminal: standard input or output is not one, or this is a CI run"
}

// Text is the error for the user.
func (e *NotTerminalError) Text() i18n.Text {
	return i18n.T("review 需要交互式终端：标准输入或标准输出不是终端，或正在 CI 中运行", e.Error())
}

// Hint says what to do instead.
func (e *NotTerminalError) Hint() i18n.Text {
	return i18n.T("改用 `migrate plan` 查看改动，用 `migrate apply` 写入", "use `migrate plan` to see the changes and `migrate apply` to make them")
}

// InterruptedError says that the review was cut short by ctrl+c or SIGINT, or by SIGTERM where Term is set. The decisions
// taken so far stand in the plan.
type InterruptedError struct{ Term bool }

func (e *InterruptedError) Error() string {
	if e.Term {
		return "review terminated"
	}
	return "review interrupted"
}

// Run shows the plan and returns when the person is done with it. An empty plan is said to be empty, on IO.Err, and needs
// no terminal. The errors are *[NotTerminalError], *[InterruptedError], the cause of a cancelled ctx, and what the terminal
// itself fails with.
func Run(ctx context.Context, p *plan.Plan, o Options) (Outcome, error) {
	if len(p.Changes) == 0 {
		fmt.Fprintln(o.IO.Err, i18n.T("没有可审阅的改动：计划是空的", "nothing to review: the plan is empty").In(o.Lang))
		return Quit, nil
	}
	if !o.IO.Interactive() {
		return Quit, &NotTerminalError{}
	}
	options := []tea.ProgramOption{tea.WithContext(ctx), tea.WithInput(o.IO.In), tea.WithOutput(o.IO.Out)}
	if !o.IO.Color {
		options = append(options, tea.WithColorProfile(colorprofile.ASCII))
	}
	m := newModel(p, o)
	m.context = ctx
	_, err := tea.NewProgram(m, options...).Run()
	switch {
	case errors.Is(err, tea.ErrInterrupted):
		return Quit, &InterruptedError{}
	case ctx.Err() != nil:
		return Quit, context.Cause(ctx)
	case err != nil:
		return Quit, fmt.Errorf("show review: %w", err)
	case !m.done: // bubbletea quits by itself on SIGTERM only
		return Quit, &InterruptedError{Term: true}
	}
	return m.outcome, nil
}
