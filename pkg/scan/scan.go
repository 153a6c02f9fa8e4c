// Package scan runs the rewriters over a tree.
//
// The tree arrives read and filtered (package source); scan groups it into projects, hands each rewriter the files it
// asks for, and collects findings and skips. Projects run in parallel; the result is sorted, so that the same tree gives
// the same bytes. A rewriter that panics or fails costs its project's files, listed with the reason, and not the run.
package scan

import (
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
)

// Config is what a run needs.
type Config struct {
	Rewriters []*rewrite.Rewriter
	Target    *provider.Target // nil to take the inventory only
	Workers   int              // projects analysed at once; 0 for one per CPU

	// Spare says of a slash path that nothing is changed there in this run; findings in such files say so and have no fix.
	// Nil spares nothing.
	Spare func(path string) bool
}

// Result is what a run found.
type Result struct {
	Tree     *source.Tree
	Target   *provider.Target
	Findings []finding.Finding // sorted
	Skipped  []source.Skip     // by path: the tree's and the rewriters'
	Scanned  int               // files that at least one rewriter analysed
	Spared   int               // findings that would have a fix if their files were not spared
}
