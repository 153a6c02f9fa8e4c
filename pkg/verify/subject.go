package verify

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/scan"
	"github.com/openai-migrate/migrate/pkg/source"
)

// Subject is the migration to be verified.
type Subject struct {
	Dir    string           // of the user's tree
	Target *provider.Target // what it was migrated to
	Scan   *scan.Result     // of the tree as it is now, for Target
	Runs   []Run            // what was applied and is in force, the oldest first; none where nothing is known of it
}

// Run is one run of apply.
type Run struct {
	ID     string
	Plan   *plan.Plan        // its changes, with edits of the bytes in Before; nil where unknown
	Before map[string][]byte // slash path -> bytes, of all files that it changed
}

// state is a version of the migrated files: slash path -> bytes. Files not named are as they are in the tree.
type state map[string][]byte

// key tells states apart.
func (s state) key() string {
	h := sha256.New()
	for _, path := range slices.Sorted(maps.Keys(s)) {
		fmt.Fprintf(h, "%s\x00%d\x00%s", path, len(s[path]), s[path])
	}
	return string(h.Sum(nil))
}

// touched returns the paths of the migrated files, sorted.
func (s *Subject) touched() []string { return slices.Sorted(maps.Keys(s.before())) }

// before is the state from before the first run.
func (s *Subject) before() state {
	out := state{}
	for _, r := range s.Runs {
		for path, data := range r.Before {
			if _, ok := out[path]; !ok {
				out[path] = data
			}
		}
	}
	return out
}

// upTo is the state in which the runs before the k-th are made, of the k-th the changes that on wants, and none later.
// What people edited after the last run is carried over wherever it does not collide.
func (s *Subject) upTo(k int, on func(*plan.Change) bool) (state, error) {
	out, full := state{}, state{}
	for i, r := range s.Runs {
		for path, before := range r.Before {
			all, err := r.made(path, nil)
			if err != nil {
				return nil, err
			}
			full[path] = all
			switch _, known := out[path]; {
			case i < k:
				out[path] = all
			case i == k:
				if out[path], err = r.made(path, on); err != nil {
					return nil, err
				}
			case !known:
				out[path] = before
			}
		}
	}
	for path := range out {
		out[path] = s.edited(path, full[path], out[path])
	}
	return out, nil
}

// made returns a file with the wanted changes of the run made; want nil wants all.
func (r Run) made(path string, want func(*plan.Change) bool) ([]byte, error) {
	f, err := source.NewFile(path, r.Before[path])
	if err != nil {
		return nil, err
	}
	edits, err := r.Plan.Edits(f, want)
	if err != nil {
		return nil, err
	}
	return edit.Apply(r.Before[path], edits)
}

// edited puts what people changed in a file since it was migrated onto another version of it.
func (s *Subject) edited(path string, migrated, other []byte) []byte {
	f, err := s.Scan.Tree.Open(path)
	if err != nil || string(f.Raw()) == string(migrated) {
		return other
	}
	merged, err := edit.Merge3(migrated, f.Raw(), other)
	if err != nil {
		return other
	}
	return merged
}

// asMigrated reports whether a file is just as the runs left it.
func (s *Subject) asMigrated(path string) bool {
	f, err := s.Scan.Tree.Open(path)
	if err != nil {
		return false
	}
	for _, r := range slices.Backward(s.Runs) {
		if _, ok := r.Before[path]; ok && r.Plan != nil {
			made, err := r.made(path, nil)
			return err == nil && string(made) == string(f.Raw())
		}
	}
	return false
}

// known reports whether every run tells its changes one by one.
func (s *Subject) known() bool {
	return len(s.Runs) > 0 && !slices.ContainsFunc(s.Runs, func(r Run) bool { return r.Plan == nil })
}
