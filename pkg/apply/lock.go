package apply

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path"
	"time"
)

// lockName is the file whose lock a run holds. The system drops the lock when its process ends, however it ends; the file
// itself stays, and what it says is only for the message of [LockedError].
var lockName = path.Join(stateDir, "lock")

var errHeld = errors.New("lock is held")

type holder struct {
	PID   int       `json:"pid"`
	Since time.Time `json:"since"`
}

// acquire takes the lock of the tree: *[LockedError] where another run holds it.
func acquire(root *os.Root, now time.Time) (*os.File, error) {
	f, err := lockFile(root, lockName)
	if errors.Is(err, errHeld) {
		var h holder
		raw, _ := root.ReadFile(lockName)
		_ = json.Unmarshal(raw, &h)
		return nil, &LockedError{PID: h.PID, Since: h.Since}
	}
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", lockName, err)
	}
	raw, err := json.Marshal(holder{PID: os.Getpid(), Since: now.UTC().Truncate(time.Second)})
	if err == nil {
		err = f.Truncate(0)
	}
	if err == nil {
		_, err = f.WriteAt(raw, 0)
	}
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("lock %s: %w", lockName, err)
	}
	return f, nil
}

// release gives the lock back; closing the file does it.
func release(f *os.File) {
	_ = f.Truncate(0)
	_ = f.Close()
}
