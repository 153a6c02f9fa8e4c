package pyframe

import (
	"cmp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/flow"
	"github.com/openai-migrate/migrate/rewriters/internal/modules"
	"github.com/openai-migrate/migrate/rewriters/internal/pymanifest"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// survey is what is known of one framework in one project.
type survey struct {
	modules.Set[*pysyntax.Module] // the files to report on

	frame  *Framework
	pass   *rewrite.Pass
	target *provider.Target // nil when only looking
	py     *pysyntax.Project
	may    map[string]bool // last names of the framework's shapes

	sites    []*Site
	byNode   map[syntax.Node]*Site
	notes    []noted
	models   flow.Literals[pysyntax.Value, *Site]
	told     map[syntax.Node]bool // arguments that were reported
	followed map[syntax.Node]bool // names that only carry values to sites that move
	brought  map[*pysyntax.Module][]string
	knob     map[string]bool
	versions map[string]pymanifest.Bounds
	packages map[string]bool
}

func newSurvey(f *Framework, p *rewrite.Pass, py *pysyntax.Project) *survey {
	return &survey{
		frame: f, pass: p, target: p.Target, py: py, Set: modules.New(p, py, nil), may: f.names(),
		byNode: map[syntax.Node]*Site{}, followed: map[syntax.Node]bool{}, told: map[syntax.Node]bool{},
		brought: map[*pysyntax.Module][]string{}, knob: map[string]bool{}, versions: map[string]pymanifest.Bounds{}, packages: map[string]bool{},
	}
}

func run(p *rewrite.Pass, f *Framework) error {
	files, py := f.files(p)
	if len(files) == 0 {
		return nil
	}
	v := newSurvey(f, p, py)
	v.Modules = modules.Parse(py, files, p.Skip)
	v.Each(v.find)
	v.settle()
	v.Each(v.importsOf)
	for _, s := range v.sites {
		v.Guard(s.mod, func(*pysyntax.Module) {
			v.siteFinding(s)
			v.fieldFindings(s)
		})
	}
	v.Each(v.methods)
	v.modelFindings()
	v.packageFinding()
	for _, n := range v.notes {
		v.Guard(n.mod, func(*pysyntax.Module) { v.noteFinding(n) })
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

// report is Report for whoever the finding is of: the framework, or one of its packages.
func (v *survey) report(m *pysyntax.Module, n syntax.Node, f finding.Finding) {
	top, _, _ := strings.Cut(f.SDK, ".")
	f.SDK = cmp.Or(v.frame.SDK, top)
	v.Report(m, n, f)
}
