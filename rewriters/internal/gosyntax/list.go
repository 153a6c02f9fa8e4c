package gosyntax

import (
	"context"
	"errors"
	"fmt"
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

// inTree returns the package's files that lie in the tree. A package that was not found has no name; its files are those
// that import it.
func inTree(p *source.Project, pkg *packages.Package) listed {
	l := listed{path: pkg.PkgPath}
	if pkg.Name == "" {
		return l
	}
	for _, name := range pkg.GoFiles {
		if rel, ok := slash(p.Tree.Dir, name); ok {
			l.files = append(l.files, rel)
			l.dir = path.Dir(rel)
		}
	}
	return l
}
