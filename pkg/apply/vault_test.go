package apply

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// secret has the shape of a key and opens nothing.
const secret = "sk-proj-" + "Zr8Qw1Lk5Np3Vt7Bx2Md6Hs9"

func secretTree(t *testing.T) (*os.Root, replace) {
	root := grow(t, map[string]string{"a.py": `OpenAI(api_key="` + secret + `")`})
	return root, replace{"a.py", `"` + secret + `"`, `os.environ["ZAI_API_KEY"]`}
}

// TestNoSecretInJournal reads every byte below .migrate at every moment of a run.
func TestNoSecretInJournal(t *testing.T) {
	root, change := secretTree(t)
	o := settings(t)
	f := &faulty{fail: func(int, string) error { searchClear(t, root); return nil }}
	j := mustApply(t, root, planOf(t, root, change), f.wrapped(o))
	if err := Undo(context.Background(), root, j, f.wrapped(o)); err != nil {
		t.Fatal(err)
	}
	searchClear(t, root)
}

func searchClear(t *testing.T, root *os.Root) {
	t.Helper()
	_ = filepath.WalkDir(filepath.Join(root.Name(), stateDir), func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil
		}
		fi, err := d.Info()
		if err != nil {
			t.Fatal(err)
		}
		if runtime.GOOS != "windows" && fi.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s is open to others: %v", p, fi.Mode())
		}
		if raw, err := os.ReadFile(p); err == nil && bytes.Contains(raw, []byte(secret)) {
			t.Errorf("%s holds the key in clear", p)
		}
		return nil
	})
}

func TestKeyFile(t *testing.T) {
	root, p := sample(t)
	o := settings(t)
	o.KeyDir = filepath.Join(o.KeyDir, "new", "migrate")
	mustApply(t, root, p, o)
	fi, err := os.Stat(filepath.Join(o.KeyDir, keyName))
	if err != nil || fi.Size() != keySize || runtime.GOOS != "windows" && fi.Mode().Perm() != 0o600 {
		t.Errorf("key file: %v, %v", fi, err)
	}
	if entries, _ := os.ReadDir(o.KeyDir); len(entries) != 1 {
		t.Errorf("left beside the key: %v", entries)
	}
	if exists(root, ".migrate/"+keyName) {
		t.Error("the key lies in the tree")
	}
}

// TestKeyRace starts many first runs at once: all must end up with one key.
func TestKeyRace(t *testing.T) {
	root, dir := grow(t, nil), t.TempDir()
	ids := make(chan string)
	const runs = 8
	for range runs {
		go func() {
			v, err := newVault(root, dir, nil)
			if err != nil {
				ids <- err.Error()
				return
			}
			ids <- v.id
		}()
	}
	first := <-ids
	for range runs - 1 {
		if id := <-ids; id != first {
			t.Errorf("keys differ: %s and %s", first, id)
		}
	}
}

// TestKeyLost checks that without its key a run cannot be undone, that the error says so, and that the tree is left alone.
func TestKeyLost(t *testing.T) {
	root, p := sample(t)
	o := settings(t)
	j := mustApply(t, root, p, o)
	applied := look(t, root)
	for name, spoil := range map[string]func(file string) error{
		"removed":   os.Remove,
		"another":   func(f string) error { return os.WriteFile(f, make([]byte, keySize), 0o600) },
		"truncated": func(f string) error { return os.WriteFile(f, []byte("short"), 0o600) },
	} {
		if err := spoil(filepath.Join(o.KeyDir, keyName)); err != nil {
			t.Fatal(err)
		}
		var lost *KeyError
		if err := Undo(context.Background(), root, j, o); !errors.As(err, &lost) || lost.Run != j.ID {
			t.Errorf("%s: %v", name, err)
		}
		same(t, name, look(t, root), applied)
		_ = os.WriteFile(filepath.Join(o.KeyDir, keyName), nil, 0o600)
	}
}

// TestKeyUnusable checks that a broken key file is neither used nor replaced: older journals may need its backup.
func TestKeyUnusable(t *testing.T) {
	root, p := sample(t)
	before, o := look(t, root), settings(t)
	put(t, o.KeyDir, keyName, "short", 0o600)
	var lost *KeyError
	if _, err := Apply(context.Background(), root, p, o); !errors.As(err, &lost) {
		t.Errorf("apply: %v", err)
	}
	same(t, "refused", look(t, root), before)
}

// TestNoConfigDir checks the fallback: a key in the tree, unless the files hold API keys themselves.
func TestNoConfigDir(t *testing.T) {
	blocked := t.TempDir()
	put(t, blocked, "file", "", 0o644)
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "AppData"} {
		t.Setenv(name, "")
	}
	for _, o := range []Options{{}, {KeyDir: filepath.Join(blocked, "file", "migrate")}} {
		noConfigDir(t, o)
	}
}

func noConfigDir(t *testing.T, o Options) {
	root, p := sample(t)
	before := look(t, root)
	j := mustApply(t, root, p, o)
	if fi, err := root.Stat(".migrate/" + keyName); err != nil || runtime.GOOS != "windows" && fi.Mode().Perm() != 0o600 {
		t.Errorf("key in the tree: %v, %v", fi, err)
	}
	if err := Undo(context.Background(), root, j, o); err != nil {
		t.Fatal(err)
	}
	same(t, "undone", look(t, root), before)

	root, change := secretTree(t)
	before = look(t, root)
	var refused *KeyError
	if _, err := Apply(context.Background(), root, planOf(t, root, change), o); !errors.As(err, &refused) {
		t.Errorf("apply over an API key: %v", err)
	}
	same(t, "refused", look(t, root), before)
}

// TestDamaged checks that undo writes nothing when the journal's content is not what was stored.
func TestDamaged(t *testing.T) {
	for name, spoil := range map[string]func(dir string) error{
		"missing": func(d string) error { return os.Remove(filepath.Join(d, "before", "1")) },
		"flipped": func(d string) error {
			raw, err := os.ReadFile(filepath.Join(d, "before", "1"))
			if err == nil {
				raw[len(raw)-1] ^= 1
				err = os.WriteFile(filepath.Join(d, "before", "1"), raw, 0o600)
			}
			return err
		},
		"swapped": func(d string) error {
			return os.Rename(filepath.Join(d, "before", "0"), filepath.Join(d, "before", "1"))
		},
		"redirected": func(d string) error {
			file := filepath.Join(d, journalFile)
			raw, err := os.ReadFile(file)
			if err == nil {
				err = os.WriteFile(file, bytes.Replace(raw, []byte(`"mode": 493`), []byte(`"mode": 511`), 1), 0o600)
			}
			return err
		},
	} {
		root, p := sample(t)
		o := settings(t)
		j := mustApply(t, root, p, o)
		applied := look(t, root)
		if err := spoil(filepath.Join(root.Name(), filepath.FromSlash(j.dir()))); err != nil {
			t.Fatal(err)
		}
		var damaged *DamagedError
		if err := Undo(context.Background(), root, j, o); !errors.As(err, &damaged) {
			t.Errorf("%s: %v", name, err)
		}
		same(t, name, look(t, root), applied)
	}
}

// TestUnreadableJournal checks that one broken journal file does not hide the others, but stops new runs.
func TestUnreadableJournal(t *testing.T) {
	root, p := sample(t)
	o := settings(t)
	j := mustApply(t, root, p, o)
	put(t, root.Name(), ".migrate/runs/20990101T000000.000-0/journal.json", "{", 0o600)
	list, err := Journals(root)
	if err == nil || len(list) != 1 || list[0].ID != j.ID {
		t.Errorf("journals: %v, %v", list, err)
	}
	if _, err := Apply(context.Background(), root, p, o); err == nil {
		t.Error("apply went on")
	}
}
