package gosyntax

import (
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"golang.org/x/sync/errgroup"

	"github.com/openai-migrate/migrate/pkg/source"
)

// TestRoundTrip takes every Go file of a corpus apart and puts it together again without a change: no byte may differ.
func TestRoundTrip(t *testing.T) {
	if testing.Short() {
		t.Skip("reads many files")
	}
	names := corpus(t)
	var refused atomic.Int64
	var group errgroup.Group
	group.SetLimit(runtime.NumCPU())
	for _, name := range names {
		group.Go(func() error {
			switch ok, err := roundTrips(name); {
			case err != nil:
				refused.Add(1)
				t.Logf("%s: %v", name, err)
			case !ok:
				t.Errorf("%s: comes back changed", name)
			}
			return nil
		})
	}
	_ = group.Wait()
	t.Logf("%d files, %d of them refused", len(names), refused.Load())
}

// corpus is every Go file below the directories in MIGRATE_CORPUS, or of a part of the standard library.
func corpus(t *testing.T) []string {
	dirs := filepath.SplitList(os.Getenv("MIGRATE_CORPUS"))
	if len(dirs) == 0 {
		root, err := exec.Command("go", "env", "GOROOT").Output()
		if err != nil {
			t.Fatal(err)
		}
		dirs = []string{filepath.Join(strings.TrimSpace(string(root)), "src", "encoding")}
	}
	var names []string
	for _, dir := range dirs {
		err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && strings.HasSuffix(name, ".go") && !strings.Contains(filepath.ToSlash(name), "/testdata/") {
				names = append(names, name)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
	return names
}

// roundTrips touches every chunk of a file. An error is a refusal, after which nothing is changed.
func roundTrips(name string) (bool, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return false, err
	}
	src := source.FromMap(map[string][]byte{"a.go": data}).Kept("a.go")
	if src == nil {
		return true, nil // not taken for source
	}
	f, err := Parse(token.NewFileSet(), src)
	if err != nil {
		return true, nil // not Go
	}
	edits, err := f.Change("nothing", func(t *Tree) {
		for _, c := range f.chunked() {
			t.at(c.start)
		}
	})
	return len(edits) == 0, err
}

// FuzzRoundTrip does so with any text that is Go.
func FuzzRoundTrip(f *testing.F) {
	f.Add("package p\n\nfunc  f( ) {\r\n\tx:=1 // c\r\n}\r\n")
	f.Add("\ufeffpackage p\nvar(a=1;b=2)\n")
	f.Fuzz(func(t *testing.T, text string) {
		src := source.FromMap(map[string][]byte{"a.go": []byte(text)}).Kept("a.go")
		if src == nil {
			return
		}
		file, err := Parse(token.NewFileSet(), src)
		if err != nil {
			return
		}
		edits, err := file.Change("nothing", func(t *Tree) {
			for _, c := range file.chunked() {
				t.at(c.start)
			}
		})
		if err == nil && len(edits) > 0 {
			t.Errorf("%q comes back changed: %+v", text, edits)
		}
	})
}
