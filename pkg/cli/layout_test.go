package cli

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/openai-migrate/migrate/"

// layers gives each package its height; a package may import only lower ones. This is the direction of the design.
var layers = map[string]int{
	"pkg/edit": 0, "pkg/source": 0, "pkg/i18n": 0, "pkg/term": 0, "pkg/config": 0, "pkg/scratch": 0,
	"pkg/provider": 1, "pkg/finding": 1,
	"pkg/rewrite": 2, "pkg/cost": 2,
	"pkg/scan": 3, "pkg/plan": 3, "pkg/gate": 3, "pkg/compare": 3,
	"pkg/review": 4, "pkg/apply": 4, "pkg/verify": 4, "pkg/emulate": 4, "pkg/rewrite/rewritetest": 4,
	"pkg/report":  5,
	"pkg/cli":     6,
	"cmd/migrate": 7, "scripts/e2e": 7,
}

// only says which packages may import what; the key is a prefix of an import path.
var only = map[string][]string{
	"charm.land/bubbletea":               {"pkg/review", "pkg/term"},
	"charm.land/lipgloss":                {"pkg/review", "pkg/term"},
	"charm.land/bubbles":                 {"pkg/review"},
	"github.com/spf13/cobra":             {"pkg/cli"},
	"github.com/dave/dst":                {"rewriters/"},
	"golang.org/x/tools/go/packages":     {"rewriters/"},
	"github.com/tree-sitter/":            {"rewriters/internal/syntax"},
	module + "rewriters":                 {"rewriters", "cmd/migrate"},
	module + "pkg/rewrite/rewritetest":   {"rewriters/"},
	module + "pkg/apply":                 {"pkg/cli"},
	"github.com/pelletier/go-toml":       {"pkg/provider", "pkg/config", "rewriters/"},
	"github.com/aymanbagabas/go-udiff":   {"pkg/edit", "rewriters/"},
	"github.com/santhosh-tekuri/":        {},
	"github.com/google/go-cmp":           {},
	"github.com/rogpeppe/go-internal":    {},
	"github.com/openai-migrate/migrate/": nil,
}

type listed struct {
	ImportPath string
	Dir        string
	Imports    []string
	GoFiles    []string
}

func packages(t *testing.T) []listed {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Dir,Imports,GoFiles", module+"...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []listed
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// TestImportsPointOneWay enforces the design's direction of dependencies.
func TestImportsPointOneWay(t *testing.T) {
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, module)
		height, known := layers[name]
		if !known && !strings.HasPrefix(name, "rewriters") {
			t.Errorf("%s: not in the design's layout", name)
		}
		for _, imp := range p.Imports {
			checkOnly(t, name, imp)
			other, ours := strings.CutPrefix(imp, module)
			below, isPkg := layers[other]
			switch {
			case !ours || !isPkg:
			case strings.HasPrefix(name, "rewriters") && below > 2 && !slices.Contains(testsOnly, name):
				t.Errorf("%s imports %s: rewriters see the contract and the leaves only", name, other)
			case known && name != "pkg/cli" && below >= height:
				t.Errorf("%s imports %s: against the direction", name, other)
			}
		}
	}
}

func checkOnly(t *testing.T, name, imp string) {
	t.Helper()
	for prefix, allowed := range only {
		if allowed == nil || !strings.HasPrefix(imp, prefix) {
			continue
		}
		if !slices.ContainsFunc(allowed, func(a string) bool {
			return name == a || strings.HasSuffix(a, "/") && strings.HasPrefix(name, a) || strings.HasPrefix(name, a+"/")
		}) {
			t.Errorf("%s imports %s: only %v may", name, imp, allowed)
		}
	}
}

// writes are the functions of package os that change the file system.
var writes = []string{"WriteFile", "Create", "CreateTemp", "OpenFile", "Rename", "Remove", "RemoveAll", "Mkdir", "MkdirAll", "Chmod", "Symlink", "Link", "Truncate"}

// mayWrite are the packages that write: apply to the user's tree, cli to the file that --output names, scratch and e2e to
// copies that they make themselves.
var mayWrite = []string{"pkg/apply", "pkg/cli", "pkg/scratch", "scripts/e2e"}

// testsOnly are the packages that only tests import.
var testsOnly = []string{"pkg/rewrite/rewritetest", "rewriters/internal/gosdk/gosdktest"}

// TestOnlyApplyWrites looks for calls that write, and for init functions, which the design forbids.
func TestOnlyApplyWrites(t *testing.T) {
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, module)
		for _, file := range p.GoFiles {
			f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, file), nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(f, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.FuncDecl:
					if n.Name.Name == "init" && n.Recv == nil {
						t.Errorf("%s/%s: has an init function", name, file)
					}
				case *ast.SelectorExpr:
					if x, ok := n.X.(*ast.Ident); ok && x.Name == "os" && slices.Contains(writes, n.Sel.Name) && !slices.Contains(mayWrite, name) && !slices.Contains(testsOnly, name) {
						t.Errorf("%s/%s: calls os.%s; only apply writes", name, file, n.Sel.Name)
					}
				}
				return true
			})
		}
	}
}

// TestTopLevel checks the fixed names at the top of the repository.
func TestTopLevel(t *testing.T) {
	root := filepath.Join("..", "..")
	entries, err := fs.ReadDir(os.DirFS(root), ".")
	if err != nil {
		t.Fatal(err)
	}
	fixed := []string{"cmd", "pkg", "rewriters", "testdata", "scripts", "go.mod", "go.sum", "LICENSE", "README.md"}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(fixed, e.Name()) && tracked(root, e.Name()) {
			t.Errorf("%s: not one of the fixed names at the top", e.Name())
		}
	}
}

func tracked(root, name string) bool {
	cmd := exec.Command("git", "ls-files", "--error-unmatch", name)
	cmd.Dir = root
	return cmd.Run() == nil
}
