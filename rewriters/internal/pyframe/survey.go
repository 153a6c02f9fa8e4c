package pyframe

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/pykey"
	"github.com/openai-migrate/migrate/rewriters/internal/pymanifest"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
	"github.com/openai-migrate/migrate/rewriters/internal/wording"
)

// survey is what is known of one framework in one project.
type survey struct {
	frame  *Framework
	pass   *rewrite.Pass
	target *provider.Target // nil when only looking
	py     *pysyntax.Project
	files  []*pysyntax.Module
	may    map[string]bool // last names of the framework's shapes

	sites    []*Site
	byNode   map[syntax.Node]*Site
	notes    []noted
	models   map[syntax.Node]*sink
	order    []syntax.Node
	told     map[syntax.Node]bool // arguments that were reported
	followed map[syntax.Node]bool // names that only carry values to sites that move
	brought  map[*pysyntax.Module][]string
	knob     map[string]bool
	versions map[string]pymanifest.Bounds
	packages map[string]bool
}

func newSurvey(f *Framework, p *rewrite.Pass, py *pysyntax.Project) *survey {
	return &survey{
		frame: f, pass: p, target: p.Target, py: py, may: f.names(),
		byNode: map[syntax.Node]*Site{}, models: map[syntax.Node]*sink{}, followed: map[syntax.Node]bool{}, told: map[syntax.Node]bool{},
		brought: map[*pysyntax.Module][]string{}, knob: map[string]bool{}, versions: map[string]pymanifest.Bounds{}, packages: map[string]bool{},
	}
}

func run(p *rewrite.Pass, f *Framework) error {
	files, py := f.files(p)
	if len(files) == 0 {
		return nil
	}
	v := newSurvey(f, p, py)
	v.read(files)
	v.each(v.find)
	v.settle()
	v.each(v.importsOf)
	for _, s := range v.sites {
		v.guard(s.mod, func(*pysyntax.Module) {
			v.siteFinding(s)
			v.fieldFindings(s)
		})
	}
	v.each(v.methods)
	v.modelFindings()
	v.packageFinding()
	for _, n := range v.notes {
		v.guard(n.mod, func(*pysyntax.Module) { v.noteFinding(n) })
	}
	return p.Context.Err()
}

// code is the key of a project's Python code as a framework's rewriter and [Claims] look at it.
type code struct{ of *Framework }

// files are those of a project into which a name of the framework comes: by an import of its own, or through other files of
// the project. A project in which no file spells the framework has none.
func (f *Framework) files(p *rewrite.Pass) (out []*source.File, py *pysyntax.Project) {
	if !slices.ContainsFunc(p.Project.Files, f.match) {
		return nil, nil
	}
	py = p.Project.Memo(code{f}, func() any {
		return pysyntax.New(p.Context, p.Project, pysyntax.Options{Wanted: f.wanted})
	}).(*pysyntax.Project)
	for _, file := range p.Project.Files {
		if file.Lang == source.Python && (py.ImportsWanted(file) || py.Reaches(file.Path)) {
			out = append(out, file)
		}
	}
	return out, py
}

// read parses those files.
func (v *survey) read(list []*source.File) {
	modules, errs := v.py.AddAll(list)
	for i, f := range list {
		if errs[i] != nil {
			v.pass.Skip(source.Skip{Path: f.Path, Reason: errs[i].Error()})
			continue
		}
		if fault := modules[i].Fault(); fault != "" {
			v.pass.Skip(source.Skip{Path: f.Path, Reason: fault})
		}
		v.files = append(v.files, modules[i])
	}
}

// each runs a step on every file; a file on which it fails is listed and left out from then on.
func (v *survey) each(step func(*pysyntax.Module)) {
	v.files = slices.DeleteFunc(v.files, func(m *pysyntax.Module) bool { return !v.guard(m, step) })
}

func (v *survey) guard(m *pysyntax.Module, step func(*pysyntax.Module)) (ok bool) {
	defer func() {
		if x := recover(); x != nil {
			v.pass.Skip(source.Skip{Path: m.File.Path, Reason: fmt.Sprintf("internal error: %v", x)})
			ok = false
		}
	}()
	step(m)
	return true
}

// report fills in what all findings share and takes the fixes away from files that are only reported.
func (v *survey) report(m *pysyntax.Module, n syntax.Node, f finding.Finding) {
	top, _, _ := strings.Cut(f.SDK, ".")
	f.File, f.SDK = m.File, cmp.Or(v.frame.SDK, top)
	if f.Span == (source.Span{}) {
		f.Span = n.Span()
	}
	if v.target == nil {
		f.Fixes = nil
	}
	f.Fixes = slices.DeleteFunc(f.Fixes, func(x finding.Fix) bool { return v.untouchable(x.Edits) })
	for i := range f.Fixes {
		if !pykey.Leaves(f.Fixes[i].Edits) {
			f.Fixes[i].Edits = wording.Follow(f.Fixes[i].Edits, v.target, v.treeOf)
		}
	}
	switch {
	case len(f.Fixes) > 0:
		f.Confidence = f.Fixes[0].Confidence
	case f.Confidence == "":
		f.Confidence = finding.Manual
	}
	v.pass.Report(f)
}

// treeOf is the syntax tree of a file, nil where it has none.
func (v *survey) treeOf(f *source.File) *syntax.Tree {
	if m := v.py.Of(f); m != nil {
		return m.Tree
	}
	return nil
}

// untouchable reports whether edits are empty or reach into a file that must not be rewritten.
func (v *survey) untouchable(edits []finding.Edit) bool {
	return len(edits) == 0 || slices.ContainsFunc(edits, func(e finding.Edit) bool { return v.frozen(e.File) })
}

// frozen reports whether a file is generated, vendored or minified, or is not Python 3 as far as it can be told.
func (v *survey) frozen(f *source.File) bool {
	m := v.py.Of(f)
	return f.Mark != "" || m != nil && m.Fault() != ""
}
