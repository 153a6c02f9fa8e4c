package apply

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/source"
)

// blobKind is which content of a file a blob holds.
type blobKind string

const (
	blobBefore blobKind = "before" // for undo; kept until the run is undone
	blobAfter  blobKind = "after"  // for resume; kept until the run is done
	blobPlan   blobKind = "plan"   // one for the run: its changes; kept until the run is undone
)

// begin puts the journal and its blobs on disk. The journal file comes last: without it, the directory is no run.
func (r *run) begin(j *Journal, v *vault, p *plan.Plan, targets []target) error {
	for _, kind := range []blobKind{blobBefore, blobAfter} {
		if err := r.disk.mkdir(path.Join(j.dir(), string(kind))); err != nil {
			return fmt.Errorf("create journal: %w", err)
		}
	}
	for i, t := range targets {
		for kind, data := range map[blobKind][]byte{blobBefore: t.before, blobAfter: t.after} {
			sealed, err := v.seal(data, j.label(i, kind))
			if err == nil {
				err = r.disk.write(j.blobName(i, kind), sealed, attr{mode: 0o600})
			}
			if err != nil {
				return fmt.Errorf("write journal: %w", err)
			}
		}
	}
	if err := r.keepPlan(j, v, p); err != nil {
		return fmt.Errorf("write journal: %w", err)
	}
	for _, dir := range []string{path.Join(j.dir(), string(blobBefore)), path.Join(j.dir(), string(blobAfter)), j.dir(), runsDir, stateDir, "."} {
		if err := r.disk.sync(dir); err != nil {
			return fmt.Errorf("write journal: %w", err)
		}
	}
	return r.save(j)
}

// discard removes a run that never got as far as the tree.
func (r *run) discard(j *Journal) { _ = r.disk.remove(j.dir()) }

// save writes the journal file.
func (r *run) save(j *Journal) error {
	raw, err := json.MarshalIndent(j, "", "  ")
	if err != nil {
		return fmt.Errorf("write journal: %w", err)
	}
	if err := r.replace(path.Join(j.dir(), journalFile), append(raw, '\n')); err != nil {
		return fmt.Errorf("write journal: %w", err)
	}
	return nil
}

// finish marks the run and drops the blobs that nothing needs any more. A blob that stays costs space and no safety.
func (r *run) finish(j *Journal, s State, drop ...blobKind) error {
	was := j.State
	j.State = s
	if err := r.save(j); err != nil {
		j.State = was
		return err
	}
	for _, kind := range drop {
		_ = r.disk.remove(path.Join(j.dir(), string(kind)))
	}
	return nil
}

// blob returns the content of a file from the journal, checked.
func (r *run) blob(j *Journal, v *vault, i int, kind blobKind) ([]byte, error) {
	sealed, err := r.root.ReadFile(j.blobName(i, kind))
	if err != nil {
		return nil, &DamagedError{Run: j.ID, Path: j.Files[i].Path, Err: err}
	}
	data, err := v.open(sealed, j.label(i, kind))
	if err != nil {
		return nil, &DamagedError{Run: j.ID, Path: j.Files[i].Path, Err: err}
	}
	want := j.Files[i].Before
	if kind == blobAfter {
		want = j.Files[i].After
	}
	if source.Hash(data) != want {
		return nil, &DamagedError{Run: j.ID, Path: j.Files[i].Path, Err: errors.New("hash differs")}
	}
	return data, nil
}

// keepPlan seals the accepted changes of p beside the journal. Their edits are of the bytes from before the run.
func (r *run) keepPlan(j *Journal, v *vault, p *plan.Plan) error {
	var b bytes.Buffer
	kept, err := accepted(p)
	if err == nil {
		err = kept.Encode(&b)
	}
	if err != nil {
		return err
	}
	sealed, err := v.seal(b.Bytes(), j.planLabel())
	if err != nil {
		return err
	}
	return r.disk.write(path.Join(j.dir(), string(blobPlan)), sealed, attr{mode: 0o600})
}

// accepted returns a plan of just the accepted changes of p, which stay accepted.
func accepted(p *plan.Plan) (*plan.Plan, error) {
	var b bytes.Buffer
	if err := p.Encode(&b); err != nil {
		return nil, err
	}
	own, err := plan.Decode(&b)
	if err != nil {
		return nil, err
	}
	own.Keep(plan.IsAccepted)
	for _, c := range own.Changes {
		c.Decision = plan.Accepted
	}
	return own, nil
}

func (j *Journal) planLabel() string {
	return JournalSchema + "\x00" + j.ID + "\x00" + string(blobPlan)
}

func (j *Journal) blobName(i int, kind blobKind) string {
	return path.Join(j.dir(), string(kind), fmt.Sprint(i))
}

// label binds a blob to its place: a journal in which entries were swapped or edited opens none of its blobs.
func (j *Journal) label(i int, kind blobKind) string {
	e := j.Files[i]
	label := fmt.Sprintf("%s\x00%s\x00%s\x00%s\x00%o\x00%s\x00%s", JournalSchema, j.ID, kind, e.Path, e.Mode, e.Before, e.After)
	if e.From != "" {
		label += "\x00" + e.From
	}
	return label
}

// settled returns the earlier runs and removes the remains of those that died before their journal was complete. It is an
// *[UnfinishedError] when one waits to be resumed or undone.
func (r *run) settled() ([]*Journal, error) {
	list, err := Journals(r.root)
	if err != nil {
		return nil, err
	}
	for _, j := range list {
		if j.Unfinished() {
			return nil, &UnfinishedError{Run: j.ID, State: j.State}
		}
	}
	dirs, err := fs.ReadDir(r.root.FS(), runsDir)
	if err != nil {
		return nil, fmt.Errorf("list runs: %w", err)
	}
	for _, d := range dirs {
		if !exists(r.root, path.Join(runsDir, d.Name(), journalFile)) {
			_ = r.disk.remove(path.Join(runsDir, d.Name()))
		}
	}
	return list, nil
}

// unfinished returns the run that waits to be resumed or undone, nil where there is none.
func (r *run) unfinished() (*Journal, error) {
	list, err := Journals(r.root)
	for _, j := range list {
		if j.Unfinished() {
			return j, nil
		}
	}
	return nil, err
}
