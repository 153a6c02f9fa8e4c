package cli

import (
	"context"
	"errors"

	"github.com/openai-migrate/migrate/pkg/apply"
	"github.com/openai-migrate/migrate/pkg/review"
)

// code maps an error to its exit code: the only place that does.
func code(err error) int {
	var (
		ours        *Error
		failed      *apply.FailedError
		stopped     *apply.InterruptedError
		cut         *review.InterruptedError
		noTerminal  *review.NotTerminalError
		noRun       *apply.NoRunError
		undone      *apply.UndoneError
		noChange    *apply.NoChangeError
		refusedSafe apply.Refused
	)
	switch {
	case errors.As(err, &stopped), errors.As(err, &cut) && !cut.Term, errors.Is(err, context.Canceled):
		return codeInterrupted
	case errors.As(err, &failed):
		return codeRolledBack
	case errors.As(err, &cut):
		return codeTerminated
	case errors.As(err, &noTerminal), errors.As(err, &noRun), errors.As(err, &undone), errors.As(err, &noChange):
		return codeUsage
	case errors.As(err, &refusedSafe):
		return codeRefused
	case errors.As(err, &ours) && ours.Code != 0:
		return ours.Code
	}
	return codeUsage
}
