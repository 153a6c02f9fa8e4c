package verify

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

// goCompiler builds and vets, in each module with a touched file, the packages that it can have an effect on: the rest of a
// large module takes its time and has nothing new to say. It fetches nothing: a package whose imports are not on this machine
// is left out.
var goCompiler = compiler{name: CheckGo, plan: planGo, read: readGo, unable: unableGo}

func planGo(ctx context.Context, s *Subject, paths []string) ([]job, i18n.Text, error) {
	var dirs []string
	for _, p := range paths {
		if path.Ext(p) != ".go" && path.Base(p) != "go.mod" {
			continue
		}
		if dir, ok := s.above(p, "go.mod"); ok {
			dirs = append(dirs, dir)
		}
	}
	if len(dirs) == 0 {
		return nil, i18n.Text{}, nil
	}
	if _, err := exec.LookPath("go"); err != nil {
		return nil, i18n.T("没有安装 go", "go is not installed"), nil
	}
	slices.Sort(dirs)
	root := s.Dir
	if len(s.Runs) > 0 { // what could be built before has to be buildable now
		tree, err := s.copyOf(ctx, s.before())
		if err != nil {
			return nil, i18n.Text{}, err
		}
		defer tree.Remove()
		root = tree.Dir
	}
	var jobs []job
	for _, dir := range slices.Compact(dirs) {
		jobs = append(jobs, goJobs(ctx, root, dir, s.touched())...)
	}
	if len(jobs) == 0 {
		return nil, i18n.T("依赖不在本机：先运行 go mod download", "the dependencies are not on this machine: run go mod download first"), nil
	}
	return jobs, i18n.Text{}, nil
}

// goJobs builds and vets what touched files can have an effect on in a module, as far as it can be built on this machine.
func goJobs(ctx context.Context, root, dir string, touched []string) []job {
	list := goPackages(ctx, filepath.Join(root, filepath.FromSlash(dir)))
	var names []string
	left := 0
	for _, p := range list {
		switch {
		case len(touched) > 0 && !p.affected(list, root, touched):
		case p.lacks():
			left++
		default:
			names = append(names, p.ImportPath)
		}
	}
	if len(names) == 0 {
		return nil
	}
	args := names
	if len(names) == len(list) {
		args = []string{"./..."}
	}
	what := strings.Join(args, " ")
	if len(args) > 3 {
		what = fmt.Sprintf("%s … (%d)", args[0], len(args))
	}
	return []job{
		{dir: dir, shown: "go build " + what, env: goOffline, args: append([]string{"go", "build", "-buildvcs=false", "-o", os.DevNull}, args...)},
		{dir: dir, shown: "go vet " + what, left: left, env: goOffline, args: append([]string{"go", "vet", "-buildvcs=false"}, args...)},
	}
}

// goOffline keeps the go command from fetching anything.
var goOffline = []string{"GOPROXY=off", "GOTOOLCHAIN=local"}

// goPackage is what go list says of a package.
type goPackage struct {
	ImportPath, Dir           string
	Deps                      []string
	TestImports, XTestImports []string
	DepsErrors                []struct{}
	Error                     *struct{}
}

// lacks reports whether the package cannot be built for want of what it imports.
func (p goPackage) lacks() bool { return p.Error != nil || len(p.DepsErrors) > 0 }

// affected reports whether a touched file is one of the package's, or of a package that it or its tests need.
func (p goPackage) affected(list []goPackage, root string, touched []string) bool {
	for _, path := range touched {
		dir := filepath.Dir(filepath.Join(root, filepath.FromSlash(path)))
		if filepath.Base(path) == "go.mod" {
			return true
		}
		if filepath.Ext(path) != ".go" {
			continue
		}
		for _, o := range list {
			needs := o.ImportPath == p.ImportPath || slices.Contains(p.Deps, o.ImportPath) || slices.Contains(p.TestImports, o.ImportPath) || slices.Contains(p.XTestImports, o.ImportPath)
			if needs && o.Dir == dir {
				return true
			}
		}
	}
	return false
}

// goPackages lists the packages of a module.
func goPackages(ctx context.Context, dir string) []goPackage {
	cmd := exec.CommandContext(ctx, "go", "list", "-e", "-json=ImportPath,Dir,Deps,TestImports,XTestImports,DepsErrors,Error", "./...")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), goOffline...)
	out, err := cmd.Output()
	if err != nil {
		return nil
	}
	var list []goPackage
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		if dec.Decode(&p) != nil {
			return list
		}
		list = append(list, p)
	}
}

// Have: vet: ./main.go:7:2: undefined: x -> main.go, 7, 2, "undefined: x"
var goLine = regexp.MustCompile(`^(?:vet: )?(\S+\.go):(\d+):(?:(\d+):)? (.+)$`)

func readGo(line string) (diagnostic, bool) {
	m := goLine.FindStringSubmatch(line)
	if m == nil {
		return diagnostic{}, false
	}
	return located(m, m[4]), true
}

func unableGo(output string) i18n.Text {
	for _, sign := range []string{"GOPROXY=off", "missing go.sum entry"} {
		if strings.Contains(output, sign) {
			return i18n.T("依赖不在本机：先运行 go mod download", "its dependencies are not on this machine: run go mod download first")
		}
	}
	if strings.Contains(output, "(running go ") || strings.Contains(output, "toolchain not available") {
		return i18n.T("go.mod 要求的 Go 版本不在本机", "the version of Go that go.mod asks for is not on this machine")
	}
	return i18n.Text{}
}

// above returns the nearest directory at or above a file that holds a file of the given name.
func (s *Subject) above(p, name string) (dir string, ok bool) {
	for dir = path.Dir(p); ; dir = path.Dir(dir) {
		if s.Scan.Tree.Exists(path.Join(dir, name)) {
			return dir, true
		}
		if dir == "." {
			return "", false
		}
	}
}
