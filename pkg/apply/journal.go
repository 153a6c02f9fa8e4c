package apply

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/openai-migrate/migrate/pkg/plan"
)

// JournalSchema names the JSON form of a journal.
const JournalSchema = "migrate.journal/1"

// The places of the journals, relative to the root of the tree.
const (
	stateDir    = ".migrate"
	runsDir     = ".migrate/runs"
	journalFile = "journal.json"
)

// Journal is the record of one run. It holds no file content; that is sealed beside it, and with it the plan of the run.
type Journal struct {
	Schema   string    `json:"schema"`
	ID       string    `json:"id"` // sorts by time
	Time     time.Time `json:"time"`
	Target   string    `json:"target"`            // provider id
	BaseURL  string    `json:"baseURL,omitempty"` // address and key variable that the changes write; empty where not known
	KeyEnv   string    `json:"keyEnv,omitempty"`
	Tool     string    `json:"tool"`               // version of migrate
	Key      string    `json:"key"`                // fingerprint of the key that sealed the content
	Replaces string    `json:"replaces,omitempty"` // id of the run of which this one took changes back; see Retract
	State    State     `json:"state"`
	Files    []Entry   `json:"files"` // by path
}

// Entry is one file of a run.
type Entry struct {
	Path    string   `json:"path"`           // slash path
	Mode    uint32   `json:"mode"`           // bits of an fs.FileMode
	Before  string   `json:"before"`         // "sha256:" hash of the bytes before the run; empty is reserved for a created file
	After   string   `json:"after"`          // and after it; empty is reserved for a deleted file
	From    string   `json:"from,omitempty"` // hash of the bytes the run found, where these are not those of Before
	Changes []string `json:"changes"`
}

// found is the hash of the bytes that the run replaces.
func (e Entry) found() string {
	if e.From != "" {
		return e.From
	}
	return e.Before
}

// State says how far a run has come.
type State string

// The states. Writing, Partial and Undoing are unfinished; with the tree locked, Writing and Undoing mean that the process
// died.
const (
	Writing    State = "writing"
	Partial    State = "partial" // interrupted: some files are written, or none, or all
	Done       State = "done"
	RolledBack State = "rolled-back" // failed, and every file has its old bytes
	Undoing    State = "undoing"
	Undone     State = "undone"
	Replaced   State = "replaced" // another run stands for what is left of it; see Retract
)

// Unfinished reports whether the run has to be resumed or undone before another may start.
func (j *Journal) Unfinished() bool {
	return j.State == Writing || j.State == Partial || j.State == Undoing
}

// inForce reports whether the tree holds what the run wrote, or some of it.
func (j *Journal) inForce() bool {
	return j.State != Undone && j.State != RolledBack && j.State != Replaced
}

// Changes returns the ids of the changes the run made, each once, sorted.
func (j *Journal) Changes() []string {
	ids := []string{}
	for _, e := range j.Files {
		ids = append(ids, e.Changes...)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func (j *Journal) dir() string { return path.Join(runsDir, j.ID) }

// temp names the file that waits beside name to replace it.
func (j *Journal) temp(name string) string {
	sum := sha256.Sum256([]byte(name))
	return path.Join(path.Dir(name), fmt.Sprintf(".migrate-%s-%x.tmp", j.ID, sum[:4]))
}

func newJournal(p *plan.Plan, targets []target, now time.Time) *Journal {
	now = now.UTC().Truncate(time.Millisecond)
	j := &Journal{Schema: JournalSchema, Time: now, Target: p.Target, State: Writing, Files: []Entry{}}
	var tail [4]byte
	_, _ = rand.Read(tail[:]) // never fails: crypto/rand ends the program instead
	j.ID = now.Format("20060102T150405.000") + "-" + hex.EncodeToString(tail[:])
	for _, t := range targets {
		j.Files = append(j.Files, t.Entry)
	}
	if len(targets) == 0 {
		j.ID, j.State = "", Done
	}
	return j
}

// after returns a time later than every earlier run, so that ids sort by order even when a clock is set back.
func after(now time.Time, earlier []*Journal) time.Time {
	for _, j := range earlier {
		if next := j.Time.Add(time.Millisecond); next.After(now) {
			now = next
		}
	}
	return now
}

// Journals returns the journals of a tree, newest first. It takes no lock. The error joins what is wrong with those that
// cannot be read; the others are returned all the same.
func Journals(root *os.Root) ([]*Journal, error) {
	dirs, err := fs.ReadDir(root.FS(), runsDir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list runs: %w", err)
	}
	var list []*Journal
	var bad []error
	for _, d := range slices.Backward(dirs) {
		j, err := read(root, d.Name())
		switch {
		case errors.Is(err, fs.ErrNotExist): // died before its journal was complete, hence before it wrote to the tree
		case err != nil:
			bad = append(bad, fmt.Errorf("read journal %s: %w", path.Join(runsDir, d.Name()), err))
		default:
			list = append(list, j)
		}
	}
	markReplaced(list)
	return list, errors.Join(bad...)
}

// Find returns the run whose id is or starts with id; an empty id finds the newest that can still be undone. For a run of
// which changes were taken back it returns the one that stands for it. The error is *[NoRunError] where there is none or
// more than one.
func Find(root *os.Root, id string) (*Journal, error) {
	list, err := Journals(root)
	var found []*Journal
	for _, j := range list {
		switch {
		case id != "" && j.ID == id:
			return successor(list, j), nil
		case id == "" && (j.State == Done || j.Unfinished()):
			return j, nil
		case id != "" && strings.HasPrefix(j.ID, id):
			found = append(found, j)
		}
	}
	if len(found) == 1 {
		return successor(list, found[0]), nil
	}
	if err != nil {
		return nil, err
	}
	return nil, &NoRunError{ID: id, Many: len(found) > 1}
}

// successor returns the run that stands for j: j itself, unless changes of it were taken back.
func successor(list []*Journal, j *Journal) *Journal {
	for _, o := range list {
		if o.Replaces == j.ID && o.State != RolledBack {
			return successor(list, o)
		}
	}
	return j
}

// markReplaced sets the state of runs that another stands for. It is told from the other's journal, so that no crash can
// leave both in force.
func markReplaced(list []*Journal) {
	for _, j := range list {
		if successor(list, j) != j {
			j.State = Replaced
		}
	}
}

func read(root *os.Root, id string) (*Journal, error) {
	raw, err := root.ReadFile(path.Join(runsDir, id, journalFile))
	if err != nil {
		return nil, err
	}
	j := &Journal{}
	if err := json.Unmarshal(raw, j); err != nil {
		return nil, err
	}
	return j, j.validate(id)
}

func (j *Journal) validate(id string) error {
	if j.Schema != JournalSchema {
		return fmt.Errorf("schema is %q, this program reads %q", j.Schema, JournalSchema)
	}
	if j.ID != id {
		return fmt.Errorf("id is %q", j.ID)
	}
	for _, e := range j.Files {
		if e.Before == "" || e.After == "" {
			return fmt.Errorf("%s was created or deleted by a newer version of migrate", e.Path)
		}
	}
	return nil
}
