package verify

import (
	"os/exec"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

// goCompiler builds and vets each module with a touched file. It fetches nothing: a module whose dependencies are not on
// this machine is skipped.
var goCompiler = compiler{name: CheckGo, plan: planGo, read: readGo, unable: unableGo}

func planGo(s *Subject, paths []string) ([]job, i18n.Text) {
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
		return nil, i18n.Text{}
	}
	if _, err := exec.LookPath("go"); err != nil {
		return nil, i18n.T("没有安装 go", "go is not installed")
	}
	slices.Sort(dirs)
	env := []string{"GOPROXY=off", "GOTOOLCHAIN=local"}
	var jobs []job
	for _, dir := range slices.Compact(dirs) {
		jobs = append(jobs,
			job{dir: dir, args: []string{"go", "build", "-buildvcs=false", "-o", "/dev/null", "./..."}, env: env},
			job{dir: dir, args: []string{"go", "vet", "-buildvcs=false", "./..."}, env: env})
	}
	return jobs, i18n.Text{}
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
	for _, sign := range []string{"GOPROXY=off", "missing go.sum entry", "no required module provides package"} {
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
