package gosyntax

import (
	"bytes"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/openai-migrate/migrate/pkg/source"
)

// plain reports whether go.mod and the directories say of the walked files what the go command would: a module that is
// alone, requires the SDKs it uses, has every package it imports where its path says and calls it by the name its path
// says. Asking then costs a process that reads the whole module graph, and tells nothing new.
func (d *disk) plain(stubs Stubs) bool {
	data, err := d.project.Tree.Open(source.Join(d.project.Root, "go.mod"))
	if err != nil || d.program.Module == "" || workspace(d.project) {
		return false
	}
	mod, err := modfile.Parse("go.mod", data.Data, nil)
	if err != nil || mod.Module == nil || mod.Module.Mod.Path != d.program.Module {
		return false
	}
	return !slices.ContainsFunc(d.imports, func(i imported) bool { return !d.clear(mod, stubs, i) })
}

// clear reports whether it is plain what an import means.
func (d *disk) clear(mod *modfile.File, stubs Stubs, i imported) bool {
	p := ImportPath(i.spec)
	if p == "C" {
		return false
	}
	for _, r := range mod.Replace {
		if within := below(p, r.Old.Path); within && (r.New.Version == "" || stubs[p] != "") {
			return false
		}
	}
	required := slices.ContainsFunc(mod.Require, func(r *modfile.Require) bool { return below(p, r.Mod.Path) })
	switch {
	case below(p, d.program.Module):
		return !required && !d.nested(strings.TrimPrefix(strings.TrimPrefix(p, d.program.Module), "/"))
	case stubs[p] != "":
		return required
	case i.spec.Name != nil || !strings.Contains(strings.SplitN(p, "/", 2)[0], "."):
		return true
	}
	return selects(i.data, GuessName(p))
}

// nested reports whether a directory below the module's root belongs to a module of its own.
func (d *disk) nested(rel string) bool {
	for ; rel != "." && rel != ""; rel = path.Dir(rel) {
		if d.project.Tree.Exists(source.Join(d.project.Root, rel, "go.mod")) {
			return true
		}
	}
	return false
}

// below reports whether a package belongs to a module, by their paths alone.
func below(pkg, module string) bool {
	rest, ok := strings.CutPrefix(pkg, module)
	return ok && (rest == "" || rest[0] == '/')
}

// selects reports whether a file seems to use a package by a name. Go lets no import go unused, so a name that is not
// used is not the package's.
//
//	Have: grpc.Dial(addr), opts ...grpc.CallOption; not: x.grpc.y
func selects(data []byte, name string) bool {
	want := []byte(name + ".")
	for at := 0; ; {
		i := bytes.Index(data[at:], want)
		if i < 0 {
			return false
		}
		if at += i; at == 0 || !identByte(data[at-1]) && data[at-1] != '.' || bytes.HasSuffix(data[:at], []byte("...")) {
			return true
		}
		at += len(want)
	}
}

func identByte(c byte) bool {
	return c == '_' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// workspace reports whether the go command would read a go.work, in the project or above it.
func workspace(p *source.Project) bool {
	if w := os.Getenv("GOWORK"); w != "" {
		return w != "off"
	}
	for dir := filepath.Join(p.Tree.Dir, filepath.FromSlash(p.Root)); ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.work")); err == nil {
			return true
		}
		if dir == filepath.Dir(dir) {
			return false
		}
	}
}
