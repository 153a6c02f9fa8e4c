package report

import (
	"fmt"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/pkg/term"
)

// changeContext is the number of lines around a change's own diff; the patch format shows what git shows.
const changeContext = 1

// fileDiff is what one change does to one file, to be read and not applied.
type fileDiff struct {
	path  string
	hunks []edit.Hunk
}

// eachDiff visits the diffs of some changes alone, by path.
func eachDiff(p *plan.Plan, tree *source.Tree, some []*plan.Change, visit func(fileDiff)) error {
	only := &plan.Plan{Base: p.Base, Changes: some}
	for _, path := range only.Paths(nil) {
		f, edits, err := fileEdits(only, tree, path, nil)
		if err != nil {
			return err
		}
		hunks, err := shown(f, edits)
		if err != nil {
			return err
		}
		visit(fileDiff{path, hunks})
	}
	return nil
}

// shown returns the diff that the edits make of a file, decoded, masked and made printable.
func shown(f *source.File, edits []edit.Edit) ([]edit.Hunk, error) {
	raw, err := edit.Apply(f.Raw(), edits)
	if err != nil {
		return nil, fmt.Errorf("change %s: %w", f.Path, err)
	}
	after, err := source.NewFile(f.Path, raw)
	if err != nil {
		return nil, fmt.Errorf("change %s: %w", f.Path, err)
	}
	hunks, err := edit.Hunks(f.Data, edit.Between(f.Data, after.Data), changeContext)
	for i := range hunks {
		for j := range hunks[i].Lines {
			hunks[i].Lines[j].Text = printable(hunks[i].Lines[j].Text)
		}
	}
	return hunks, err
}

// printable makes a line of a file fit to show: keys masked, control characters visible, tabs as four spaces, no line
// ending.
func printable(s string) string {
	s = strings.TrimRight(s, "\r\n")
	return term.Sanitize(strings.ReplaceAll(finding.Mask(s), "\t", "    "))
}
