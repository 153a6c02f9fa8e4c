package verify

import (
	"context"
	"path"
	"path/filepath"
	"regexp"
	"slices"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

// typeScript checks the types of each package that has a compiler installed. It writes nothing, not even its own memory of
// the last run.
var typeScript = compiler{name: CheckTypes, plan: planTypes, read: readTypes, unable: func(string) i18n.Text { return i18n.Text{} }}

func planTypes(_ context.Context, s *Subject, paths []string) ([]job, i18n.Text, error) {
	var dirs []string
	for _, p := range paths {
		if !slices.Contains([]string{".ts", ".tsx", ".mts", ".cts"}, path.Ext(p)) {
			continue
		}
		if dir, ok := s.above(p, "tsconfig.json"); ok {
			dirs = append(dirs, dir)
		}
	}
	slices.Sort(dirs)
	var jobs []job
	for _, dir := range slices.Compact(dirs) {
		tsc := s.installed(dir, "node_modules/typescript/bin/tsc")
		if tsc == "" {
			return nil, i18n.T("没有安装 tsc（node_modules/typescript）", "tsc is not installed (node_modules/typescript)"), nil
		}
		jobs = append(jobs, job{dir: dir, shown: "tsc --noEmit", args: []string{"node", tsc, "--noEmit", "--incremental", "false", "--composite", "false", "--pretty", "false", "-p", "tsconfig.json"}})
	}
	return jobs, i18n.Text{}, nil
}

// installed finds a file below the directory dir of the tree or one above it; empty where there is none.
func (s *Subject) installed(dir, name string) string {
	for ; ; dir = path.Dir(dir) {
		if at := filepath.Join(s.Dir, filepath.FromSlash(path.Join(dir, name))); exists(at) {
			return at
		}
		if dir == "." {
			return ""
		}
	}
}

// Have: src/a.ts(3,7): error TS2322: Type ... -> src/a.ts, 3, 7, "TS2322: Type ..."
var typesLine = regexp.MustCompile(`^(\S.*?)\((\d+),(\d+)\): error (TS\d+: .+)$`)

func readTypes(line string) (diagnostic, bool) {
	m := typesLine.FindStringSubmatch(line)
	if m == nil {
		return diagnostic{}, false
	}
	return located(m, m[4]), true
}
