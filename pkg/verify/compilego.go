package verify

import (
	"context"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

// goCompiler builds and vets each module with a touched file. It fetches nothing: a module whose dependencies are not on
// this machine is skipped.
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
		packages, left := goPackages(ctx, filepath.Join(root, filepath.FromSlash(dir)))
		jobs = append(jobs, goJobs(dir, packages, left)...)
	}
	if len(jobs) == 0 {
		return nil, i18n.T("依赖不在本机：先运行 go mod download", "the dependencies are not on this machine: run go mod download first"), nil
	}
	return jobs, i18n.Text{}, nil
}

// goJobs builds and vets packages of a module.
func goJobs(dir string, packages []string, left int) []job {
	if len(packages) == 0 {
		return nil
	}
	if left == 0 {
		packages = []string{"./..."}
	}
	return []job{
		{dir: dir, shown: "go build ./...", env: goOffline, args: append([]string{"go", "build", "-buildvcs=false", "-o", os.DevNull}, packages...)},
		{dir: dir, shown: "go vet ./...", left: left, env: goOffline, args: append([]string{"go", "vet", "-buildvcs=false"}, packages...)},
	}
}

// goOffline keeps the go command from fetching anything.
var goOffline = []string{"GOPROXY=off", "GOTOOLCHAIN=local"}

// goPackages returns the packages of a module that can be built on this machine, and how many cannot for want of what they
// import.
func goPackages(ctx context.Context, dir string) (packages []string, left int) {
	cmd := exec.CommandContext(ctx, "go", "list", "-e", "-f", "{{if or .DepsErrors .Error}}-{{else}}{{.ImportPath}}{{end}}", "./...")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), goOffline...)
	out, err := cmd.Output()
	if err != nil {
		return nil, 0
	}
	for name := range strings.FieldsSeq(string(out)) {
		if name == "-" {
			left++
		} else {
			packages = append(packages, name)
		}
	}
	return packages, left
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
