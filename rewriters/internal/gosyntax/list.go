package gosyntax

import (
	"context"
	"errors"
	"fmt"
	"go/build"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/packages"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
)

// listed is one package's files, as slash paths in the tree.
type listed struct {
	path  string
	dir   string
	files []string
}

// listDeadline bounds the go command: a light load took 3.5 s at most on the projects it was measured on.
const listDeadline = 20 * time.Second

var errNoModule = errors.New("no go.mod")

// degraded says in both languages why the go command was no help.
func degraded(err error) i18n.Text {
	switch {
	case errors.Is(err, errNoModule):
		return i18n.T("没有 go.mod", "there is no go.mod")
	case errors.Is(err, exec.ErrNotFound):
		return i18n.T("没有安装 go", "go is not installed")
	case errors.Is(err, context.DeadlineExceeded):
		return i18n.T("go 命令超时", "the go command took too long")
	}
	return i18n.T("go 命令报错："+err.Error(), err.Error())
}

// goList asks the go command, through go/packages, for the packages in dirs and those of the same tree that they
// import, and for the names of all packages imported. It adds the modules' versions to versions. Nothing is compiled,
// downloaded or written.
func goList(ctx context.Context, p *source.Project, dirs []string, versions map[string]string) ([]listed, map[string]string, error) {
	ctx, cancel := context.WithTimeout(ctx, listDeadline)
	defer cancel()
	root := filepath.Join(p.Tree.Dir, filepath.FromSlash(p.Root))
	if !p.Tree.Exists(source.Join(p.Root, "go.mod")) {
		return nil, nil, errNoModule
	}
	patterns := make([]string, len(dirs))
	for i, d := range dirs {
		rel, err := filepath.Rel(filepath.FromSlash(p.Root), filepath.FromSlash(d))
		if err != nil {
			return nil, nil, fmt.Errorf("list packages: %w", err)
		}
		patterns[i] = "./" + filepath.ToSlash(rel)
	}
	pkgs, err := packages.Load(&packages.Config{
		Context: ctx, Dir: root,
		Env:  append(os.Environ(), "GOFLAGS=-mod=readonly", "GOPROXY=off", "GOTOOLCHAIN=local", "GO111MODULE=on"),
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedDeps | packages.NeedModule,
	}, patterns...)
	if err != nil {
		return nil, nil, fmt.Errorf("list packages: %w", err)
	}
	return collect(p, pkgs, versions)
}

func collect(p *source.Project, pkgs []*packages.Package, versions map[string]string) ([]listed, map[string]string, error) {
	var out []listed
	names := map[string]string{}
	packages.Visit(pkgs, nil, func(pkg *packages.Package) {
		if pkg.Name != "" {
			names[pkg.PkgPath] = pkg.Name
		}
		if m := pkg.Module; m != nil && m.Version != "" {
			versions[m.Path] = m.Version
			if m.Replace != nil && m.Replace.Version != "" {
				versions[m.Path] = m.Replace.Version
			}
		}
		if l := inTree(p, pkg); len(l.files) > 0 {
			out = append(out, l)
		}
	})
	if len(out) == 0 {
		for _, pkg := range pkgs {
			for _, e := range pkg.Errors {
				return nil, nil, fmt.Errorf("list packages: %s", strings.SplitN(e.Msg, "\n", 2)[0])
			}
		}
		return nil, nil, errors.New("list packages: no package found")
	}
	slices.SortFunc(out, func(a, b listed) int { return strings.Compare(a.dir, b.dir) })
	return out, names, nil
}

// inTree returns the package's files that lie in the tree.
func inTree(p *source.Project, pkg *packages.Package) listed {
	l := listed{path: pkg.PkgPath}
	for _, name := range pkg.GoFiles {
		if rel, ok := slash(p.Tree.Dir, name); ok {
			l.files = append(l.files, rel)
			l.dir = path.Dir(rel)
		}
	}
	return l
}

// dirList adds to what is known the packages of the project's other files, and what these import of the same module.
func (p *Program) dirList(project *source.Project, known []listed) []listed {
	seen := map[string]bool{}
	for _, l := range known {
		seen[l.dir] = true
	}
	var next []string
	for _, f := range p.Files {
		next = append(next, f.Dir())
	}
	for len(next) > 0 {
		dir := next[0]
		next = next[1:]
		if seen[dir] {
			continue
		}
		seen[dir] = true
		l := listed{dir: dir}
		for _, name := range buildable(filepath.Join(project.Tree.Dir, filepath.FromSlash(dir))) {
			l.files = append(l.files, path.Join(dir, name))
			next = append(next, p.neighbours(project, path.Join(dir, name))...)
		}
		known = append(known, l)
	}
	return known
}

// buildable returns the names of a directory's Go files that would be compiled here, without tests.
func buildable(dir string) []string {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	var out []string
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") || !e.Type().IsRegular() {
			continue
		}
		if ok, err := build.Default.MatchFile(dir, e.Name()); ok || err != nil {
			out = append(out, e.Name())
		}
	}
	return out
}

// neighbours returns the directories of the packages of the same module that a file imports.
func (p *Program) neighbours(project *source.Project, name string) []string {
	src, err := project.Tree.Open(name)
	if err != nil || p.Module == "" {
		return nil
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, src.Data, parser.ImportsOnly)
	if err != nil {
		return nil
	}
	var out []string
	for _, s := range file.Imports {
		if rel, ok := strings.CutPrefix(ImportPath(s), p.Module+"/"); ok {
			out = append(out, source.Join(project.Root, rel))
		}
	}
	return out
}
