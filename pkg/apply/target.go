package apply

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/source"
)

// target is one file of a plan with its bytes before and after, and those that the run finds in place.
type target struct {
	Entry
	info                fs.FileInfo
	before, held, after []byte
}

// load reads every file that accepted changes touch and computes its new bytes. Files that the changes leave as they are
// do not count.
func load(root *os.Root, p *plan.Plan) ([]target, error) {
	var targets []target
	var refused []Refusal
	var stale []string
	for _, name := range p.Paths(plan.IsAccepted) {
		info, reason, err := vet(root, name)
		if reason != "" {
			refused = append(refused, Refusal{Path: name, Reason: reason})
			continue
		}
		var raw []byte
		if err == nil {
			raw, err = root.ReadFile(name)
		}
		switch {
		case errors.Is(err, fs.ErrNotExist), err == nil && source.Hash(raw) != p.Base[name]:
			stale = append(stale, name)
			continue
		case err != nil:
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		t, err := compute(p, name, raw, info)
		if err != nil {
			return nil, err
		}
		if t.Before != t.After {
			targets = append(targets, t)
		}
	}
	switch {
	case refused != nil:
		return nil, &RefusedError{Files: refused}
	case stale != nil:
		return nil, &StaleError{Paths: stale}
	}
	return targets, nil
}

func compute(p *plan.Plan, name string, raw []byte, info fs.FileInfo) (target, error) {
	f, err := source.NewFile(name, raw)
	if err != nil {
		return target{}, fmt.Errorf("decode %s: %w", name, err)
	}
	edits, err := p.Edits(f, plan.IsAccepted)
	if err != nil {
		return target{}, fmt.Errorf("change %s: %w", name, err)
	}
	next, err := edit.Apply(raw, edits)
	if err != nil {
		return target{}, fmt.Errorf("change %s: %w", name, err)
	}
	e := Entry{Path: name, Mode: uint32(info.Mode() & kept), Before: source.Hash(raw), After: source.Hash(next), Changes: touching(p, name)}
	return target{Entry: e, info: info, before: raw, held: raw, after: next}, nil
}

// touching returns the ids of the accepted changes that edit a file, in plan order.
func touching(p *plan.Plan, name string) []string {
	ids := []string{}
	for _, c := range p.Changes {
		if plan.IsAccepted(c) && slices.ContainsFunc(c.Edits, func(e plan.Edit) bool { return e.Path == name }) {
			ids = append(ids, c.ID)
		}
	}
	return ids
}
