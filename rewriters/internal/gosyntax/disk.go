package gosyntax

import (
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/source"
)

// disk reads from the directories of the tree what belongs to a program.
type disk struct {
	program *Program
	project *source.Project
	seen    map[string]bool  // directories
	files   map[string]*File // by path, those asked for included; nil for one that does not parse
	imports []imported       // of the files seen that are no tests
	room    []byte           // for outlines
}

// imported is one import of one file.
type imported struct {
	spec *ast.ImportSpec
	data []byte // the file
}

func (p *Program) disk(project *source.Project) *disk {
	d := &disk{program: p, project: project, seen: map[string]bool{}, files: map[string]*File{}}
	for _, f := range p.Files {
		d.files[f.Src.Path] = f
	}
	return d
}

// walk adds to what is known the packages of directories, and what these import of the same module.
func (d *disk) walk(known []listed, dirs []string) []listed {
	for _, l := range known {
		d.seen[l.dir] = true
	}
	for next := slices.Clone(dirs); len(next) > 0; {
		dir := next[0]
		next = next[1:]
		if d.seen[dir] {
			continue
		}
		d.seen[dir] = true
		l := listed{dir: dir}
		for _, name := range buildable(filepath.Join(d.project.Tree.Dir, filepath.FromSlash(dir))) {
			l.files = append(l.files, path.Join(dir, name))
			next = append(next, d.neighbours(path.Join(dir, name))...)
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
func (d *disk) neighbours(name string) []string {
	var out []string
	for _, s := range d.importsOf(name) {
		if rel, ok := strings.CutPrefix(ImportPath(s), d.program.Module+"/"); ok && d.program.Module != "" {
			out = append(out, source.Join(d.project.Root, rel))
		}
	}
	return out
}

// importsOf reads a file's imports and notes them. One that does not parse as a whole may still have some.
func (d *disk) importsOf(name string) []*ast.ImportSpec {
	var specs []*ast.ImportSpec
	var data []byte
	if f := d.file(name); f != nil {
		specs, data = f.AST.Imports, f.LF
	} else if src, err := d.project.Tree.Open(name); err == nil {
		if tree, err := parser.ParseFile(token.NewFileSet(), name, src.Data, parser.ImportsOnly); err == nil {
			specs, data = tree.Imports, src.Data
		}
	}
	for _, s := range specs {
		d.imports = append(d.imports, imported{spec: s, data: data})
	}
	return specs
}

// file parses a file once, in outline, since only files asked for are changed; nil where that fails, of which nothing is
// reported.
func (d *disk) file(name string) *File {
	f, ok := d.files[name]
	if ok {
		return f
	}
	if src, err := d.project.Tree.Open(name); err == nil {
		f, _ = d.parse(src)
	}
	d.files[name] = f
	return f
}
