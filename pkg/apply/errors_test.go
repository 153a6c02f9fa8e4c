package apply

import (
	"errors"
	"strings"
	"testing"
)

// TestErrors reads every message in both languages.
func TestErrors(t *testing.T) {
	cause := errors.New("cause")
	for _, e := range []Refused{
		&StaleError{Paths: []string{"a.py"}}, &StaleError{Paths: []string{"a.py"}, Run: "r1"},
		&LockedError{}, &LockedError{PID: 7},
		&UnfinishedError{Run: "r1", State: Partial}, &UnfinishedError{Run: "r1", State: Undoing},
		&KeyError{Err: cause}, &KeyError{Path: "key", Err: cause}, &KeyError{Run: "r1", Path: "key", Err: cause},
		&DamagedError{Run: "r1", Path: "a.py", Err: cause},
		&FailedError{Run: "r1", RolledBack: true, Err: cause}, &FailedError{Run: "r1", Err: cause}, &FailedError{Run: "r1", Undo: true, Err: cause},
		&InterruptedError{Run: "r1", State: Partial, Err: cause},
		&UndoneError{Run: "r1", State: Undone}, &UndoneError{Run: "r1", State: RolledBack},
		&LaterRunError{Run: "r1", Later: "r2", Paths: []string{"a.py"}},
		&NoRunError{}, &NoRunError{ID: "x"}, &NoRunError{ID: "x", Many: true},
		&NoVCSError{Paths: []string{"a.py"}}, &NoVCSError{Paths: []string{"top"}, Err: cause},
		&DirtyError{Dirty: []string{"a.py"}}, &DirtyError{Staged: []string{"a.py"}}, &DirtyError{Dirty: []string{"a.py"}, Staged: []string{"b.py"}},
		refusals(),
	} {
		text, hint := e.Text(), e.Hint()
		all := strings.Join([]string{text.ZH, text.EN, hint.ZH, hint.EN}, "\n")
		if !text.Complete() || !hint.Complete() || strings.Contains(all, "%!") || e.Error() != text.EN {
			t.Errorf("%T: %s", e, all)
		}
		if strings.HasSuffix(text.EN, ".") || strings.ToLower(text.EN[:1]) != text.EN[:1] {
			t.Errorf("%T: style of %q", e, text.EN)
		}
		if strings.Contains(text.EN, "cause") != errors.Is(e, cause) && e.Error() != "run r1 was interrupted" {
			t.Errorf("%T does not unwrap", e)
		}
	}
}

func refusals() *RefusedError {
	e := &RefusedError{}
	for _, r := range []Reason{OutsideTree, Reserved, Symlink, NotRegular, ReadOnly, ReadOnlyDir, Unaccessible} {
		e.Files = append(e.Files, Refusal{Path: string(r), Reason: r})
	}
	return e
}

func TestReasons(t *testing.T) {
	for _, f := range refusals().Files {
		if r := reasons[f.Reason]; !r.text.Complete() || !r.hint.Complete() {
			t.Errorf("reason %q lacks a text", f.Reason)
		}
	}
	if e := (&RefusedError{Files: []Refusal{{"a.py", ReadOnly}}}); e.Error() != "cannot write: a.py is read-only" {
		t.Errorf("message: %s", e)
	}
}
