package verify

import (
	"context"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

// pythonCompiler lets the interpreter at hand compile the touched files, which finds what a grammar does not: a return
// outside of a function, a name both global and a parameter, syntax that this version does not have yet.
var pythonCompiler = compiler{name: CheckPython, plan: planPython, read: readPython, unable: func(string) i18n.Text { return i18n.Text{} }}

// compileEach is what py_compile does, without the file that it leaves. Warnings of the compiler are not errors.
const compileEach = `import sys, warnings
warnings.simplefilter("ignore")
bad = 0
for name in sys.stdin.read().split("\n"):
    if not name:
        continue
    try:
        with open(name, "rb") as f:
            compile(f.read(), name, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as e:
        bad = 1
        print("%s:%d:%d: %s" % (name, getattr(e, "lineno", 0) or 0, getattr(e, "offset", 0) or 0, getattr(e, "msg", e)))
sys.exit(bad)
`

func planPython(_ context.Context, s *Subject, paths []string) ([]job, i18n.Text, error) {
	var files []string
	for _, p := range paths {
		if path.Ext(p) == ".py" {
			files = append(files, p)
		}
	}
	if len(files) == 0 {
		return nil, i18n.Text{}, nil
	}
	python := s.python()
	if python == "" {
		return nil, i18n.T("没有安装 python3", "python3 is not installed"), nil
	}
	return []job{{dir: ".", args: []string{python, "-B", "-c", compileEach}, shown: "python -m py_compile", stdin: strings.Join(files, "\n")}}, i18n.Text{}, nil
}

// python is the interpreter to use: that of the project's own environment, else the system's; empty for none.
func (s *Subject) python() string {
	for _, own := range []string{".venv/bin/python", "venv/bin/python", "env/bin/python"} {
		if own = filepath.Join(s.Dir, filepath.FromSlash(own)); exists(own) {
			return own
		}
	}
	for _, name := range []string{"python3", "python"} {
		if found, err := exec.LookPath(name); err == nil {
			return found
		}
	}
	return ""
}

var pythonLine = regexp.MustCompile(`^(.+?):(\d+):(\d+): (.+)$`)

func readPython(line string) (diagnostic, bool) {
	m := pythonLine.FindStringSubmatch(line)
	if m == nil {
		return diagnostic{}, false
	}
	return located(m, m[4]), true
}
