package cli

import (
	"fmt"
	"sync"
	"time"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

// progressDelay is how long a step may take before it shows that it is alive.
const progressDelay = time.Second

// progress shows a line on stderr when a step takes over a second and stderr is a terminal; the function returned ends
// it and clears the line.
func (app *App) progress(t i18n.Text) (stop func()) {
	if !app.IO.ErrTTY || app.IO.CI {
		return func() {}
	}
	var mu sync.Mutex
	shown, ended := false, false
	timer := time.AfterFunc(progressDelay, func() {
		mu.Lock()
		defer mu.Unlock()
		if !ended {
			shown = true
			fmt.Fprint(app.IO.Err, app.tr(t)+" …")
		}
	})
	return func() {
		timer.Stop()
		mu.Lock()
		defer mu.Unlock()
		if ended = true; shown {
			fmt.Fprint(app.IO.Err, "\r\x1b[K")
		}
	}
}
