package report

import (
	"bytes"
	"fmt"
	"io"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/source"
)

// Patch writes the plan's changes, but for the skipped ones, as one patch that `git apply` takes, file by file. A patch
// carries the lines around a change as they are, so a file in whose hunks a key would stand is left out; such files are
// returned. The error says that a file cannot be read or is not the one the plan was made for.
func Patch(w io.Writer, p *plan.Plan, tree *source.Tree) (hidden []string, err error) {
	for _, path := range p.Paths(plan.IsOpen) {
		f, edits, err := fileEdits(p, tree, path, plan.IsOpen)
		if err != nil {
			return hidden, err
		}
		secret, err := showsSecret(f.Raw(), edits)
		if err != nil {
			return hidden, fmt.Errorf("diff %s: %w", path, err)
		}
		if secret {
			hidden = append(hidden, path)
			continue
		}
		text, err := edit.Unified(path, f.Raw(), edits)
		if err != nil {
			return hidden, fmt.Errorf("diff %s: %w", path, err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			return hidden, err
		}
	}
	return hidden, nil
}

// fileEdits reads a file of the plan and its wanted edits, in the file's own bytes.
func fileEdits(p *plan.Plan, tree *source.Tree, path string, want func(*plan.Change) bool) (*source.File, []edit.Edit, error) {
	f, err := tree.Open(path)
	if err != nil {
		return nil, nil, err
	}
	if f.Hash() != p.Base[path] {
		return nil, nil, fmt.Errorf("read %s: it has changed since the plan was made", path)
	}
	edits, err := p.Edits(f, want)
	return f, edits, err
}

// showsSecret reports whether a hunk of the diff would show a key. Zero bytes are left out: in UTF-16 they stand between
// the characters of one.
func showsSecret(src []byte, edits []edit.Edit) (bool, error) {
	hunks, err := edit.Hunks(src, edits, edit.Context)
	if err != nil {
		return false, err
	}
	for _, h := range hunks {
		for _, l := range h.Lines {
			if finding.IsSecret(string(bytes.ReplaceAll([]byte(l.Text), []byte{0}, nil))) {
				return true, nil
			}
		}
	}
	return false, nil
}
