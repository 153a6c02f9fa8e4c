package gosyntax

import (
	"context"
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
)

// Program is the Go code of one project as far as it may touch an SDK.
type Program struct {
	Fset     *token.FileSet
	Module   string            // module path of the project; empty without go.mod
	Files    []*File           // the files asked for, by path
	Packages []*Package        // by directory and name
	Versions map[string]string // module path -> version in use ("v1.41.2"), as far as known
	Go       string            // the go line of go.mod ("1.22"); empty where there is none
	Through  map[string]bool   // functions of SDKs out of which their first argument comes: "example.com/sdk.String"
	Degraded i18n.Text         // why go/packages was not used; empty when it was, or was not needed

	info    *types.Info // of all packages
	uses    index
	used    used
	words   words
	checker *checker
	waiting waiting
}

// Package is one package of the project.
type Package struct {
	Path  string
	Name  string
	Dir   string // slash path in the tree
	Files []*File
	Types *types.Package

	bodies  bool    // it has a file that was asked for
	waiting []*body // of functions that nobody asked about yet
	state   int
}

// Stubs are SDKs as Go source, by import path: only declarations, enough to resolve what a program does with them.
type Stubs map[string]string

// Load parses and checks the given files of a project together with what belongs to their packages. Files that do not
// parse are told to skip and left out. Nothing is loaded beyond the files themselves, and no command is run, when none
// imports a stubbed path.
func Load(ctx context.Context, p *source.Project, files []*source.File, stubs Stubs, skip func(source.Skip)) *Program {
	prog := &Program{Fset: token.NewFileSet(), Versions: map[string]string{}, Through: map[string]bool{}}
	var users []string // directories that import an SDK
	for _, src := range files {
		f, err := Parse(prog.Fset, src)
		if err != nil {
			skip(source.Skip{Path: src.Path, Reason: err.Error()})
			continue
		}
		f.asked = true
		prog.Files = append(prog.Files, f)
		if slices.ContainsFunc(f.Imports(), func(p string) bool { return stubs[p] != "" }) {
			users = append(users, f.Dir())
		}
	}
	prog.readMod(p)
	names := map[string]string{}
	var extra []listed
	d := prog.disk(p)
	if len(users) > 0 {
		extra, names = prog.list(ctx, d, users, stubs)
	}
	prog.group(d, extra)
	prog.info = prog.room()
	prog.check(stubs, names)
	prog.index()
	return prog
}

// room makes the maps that type-checking fills about as large as they get: what is checked has an expression for every 24 bytes,
// on the programs that were measured, and that is a third of the files asked for.
func (p *Program) room() *types.Info {
	n := 0
	for _, pkg := range p.Packages {
		for _, f := range pkg.Files {
			if f.asked {
				n += len(f.LF) / 3
			}
		}
	}
	return &types.Info{
		Types: make(map[ast.Expr]types.TypeAndValue, n/24), Uses: make(map[*ast.Ident]types.Object, n/28),
		Defs: make(map[*ast.Ident]types.Object, n/110), Selections: make(map[*ast.SelectorExpr]*types.Selection, n/250),
	}
}

// Imports reports whether any file asked for imports the path.
func (p *Program) Imports(path string) bool {
	return slices.ContainsFunc(p.Files, func(f *File) bool { return slices.Contains(f.Imports(), path) })
}

// list asks for the files beside those given: the directories of the tree, and the go command for those that import an SDK
// and all that these import, where the directories leave something open ([disk.plain]) and it can answer. The go command's
// answer takes as long as the list of everything that is imported, so it is asked about nothing else.
func (p *Program) list(ctx context.Context, d *disk, users []string, stubs Stubs) ([]listed, map[string]string) {
	if d.project.Tree.Dir == "" {
		p.Degraded = i18n.T("文件不在磁盘上", "the tree is not on disk")
		return nil, nil
	}
	slices.Sort(users)
	users = slices.Compact(users)
	var dirs []string
	for _, f := range p.Files {
		dirs = append(dirs, f.Dir())
	}
	if out := d.walk(nil, users); d.plain(stubs) {
		return d.walk(out, dirs), nil
	}
	clear(d.seen)
	out, names, err := goList(ctx, d.project, users, p.Versions)
	if err != nil {
		p.Degraded = degraded(err)
	}
	return d.walk(out, dirs), names
}

// group puts files of one directory and one package clause together. Files beside those asked for are read through the
// tree, and left out silently when they do not parse: nothing is reported of them.
func (p *Program) group(d *disk, extra []listed) {
	byKey := map[string]*Package{}
	add := func(f *File, bodies bool) {
		key := f.Dir() + "\x00" + f.AST.Name.Name
		pkg := byKey[key]
		if pkg == nil {
			pkg = &Package{Path: p.importPath(d.project, f.Dir()), Name: f.AST.Name.Name, Dir: f.Dir()}
			if strings.HasSuffix(pkg.Name, "_test") {
				pkg.Path += "_test"
			}
			byKey[key] = pkg
			p.Packages = append(p.Packages, pkg)
		}
		pkg.Files = append(pkg.Files, f)
		pkg.bodies = pkg.bodies || bodies
	}
	have := map[string]bool{}
	for _, f := range p.Files {
		have[f.Src.Path] = true
		add(f, true)
	}
	for _, l := range extra {
		for _, name := range l.files {
			if have[name] {
				continue
			}
			have[name] = true
			if f := d.file(name); f != nil {
				add(f, false)
			}
		}
		for _, pkg := range p.Packages {
			if pkg.Dir == l.dir && !strings.HasSuffix(pkg.Name, "_test") && l.path != "" && l.path != "command-line-arguments" {
				pkg.Path = l.path
			}
		}
	}
	slices.SortStableFunc(p.Packages, func(a, b *Package) int {
		return strings.Compare(a.Dir+"\x00"+a.Name, b.Dir+"\x00"+b.Name)
	})
	n := 0
	for _, pkg := range p.Packages {
		for _, f := range pkg.Files {
			f.nth = n
			n++
		}
	}
}

// importPath is the path of a directory by the module line of go.mod.
func (p *Program) importPath(project *source.Project, dir string) string {
	rel := dir
	if project.Root != "." {
		rel = strings.TrimPrefix(strings.TrimPrefix(dir, project.Root), "/")
	}
	if p.Module == "" {
		return path.Join("command-line-arguments", rel)
	}
	return path.Join(p.Module, rel)
}

var (
	goLine      = regexp.MustCompile(`(?m)^go\s+(\d+\.\d+)`)
	modLine     = regexp.MustCompile(`(?m)^module\s+"?([^\s"]+)`)
	requireLine = regexp.MustCompile(`(?m)^\s*(?:require\s+)?([\w.~-]+(?:/[\w.~-]+)+)\s+(v\d[^\s/]*)`)
)

// readMod reads the module path, the language version and the required versions from the project's go.mod. It need not be
// a valid one.
func (p *Program) readMod(project *source.Project) {
	f, err := project.Tree.Open(source.Join(project.Root, "go.mod"))
	if err != nil {
		return
	}
	for _, m := range requireLine.FindAllStringSubmatch(string(f.Data), -1) {
		p.Versions[m[1]] = m[2]
	}
	if m := modLine.FindSubmatch(f.Data); m != nil {
		p.Module = string(m[1])
	}
	if m := goLine.FindSubmatch(f.Data); m != nil {
		p.Go = string(m[1])
	}
}

// slash returns an absolute path relative to the tree; ok is false for paths outside.
func slash(tree, name string) (string, bool) {
	rel, err := filepath.Rel(tree, name)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return "", false
	}
	return filepath.ToSlash(rel), true
}
