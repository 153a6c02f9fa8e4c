package config

import (
	"path"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/keyvalue"
)

// reader says which part of the tree reads a setting: that of the service which it is set for, where the file says so, else
// that around the file. Where the service is somebody else's program, foreign says why its variables stay.
func (d *document) reader(e *keyvalue.Entry) (scope string, foreign i18n.Text) {
	path := e.Path[len(documentOf(e)):]
	switch {
	case d.file.Lang != source.YAML || len(path) < 2:
	case path[0] == "services" && len(path) > 2:
		return d.composed(e, path[1])
	case d.find(append(documentOf(e), "apiVersion")...) != "" || slices.Contains(path, "containers"):
		return d.deployed(e), i18n.Text{}
	case path[0] == "jobs" && len(path) > 2:
		return d.worked(e), i18n.Text{}
	}
	return d.pass.Project.Root, i18n.Text{}
}

// documentOf is the beginning of a setting's path that says in which of several documents of a file it stands.
func documentOf(e *keyvalue.Entry) []string {
	if len(e.Path) > 0 && strings.HasPrefix(e.Path[0], "#document") {
		return []string{e.Path[0]}
	}
	return nil
}

// composed is the scope of a service of compose: the directory that its image is built from, else the project of its name.
// An image that nobody builds here is somebody else's, unless the tree builds one and the file names no other.
func (d *document) composed(e *keyvalue.Entry, service string) (string, i18n.Text) {
	build := d.find("services", service, "build")
	if build == "" {
		build = d.find("services", service, "build", "context")
	}
	if build != "" && !strings.Contains(build, ":") {
		if dir := path.Join(path.Dir(d.file.Path), build); d.holdsCode(dir) {
			return dir, i18n.Text{}
		}
		return d.pass.Project.Root, i18n.Text{}
	}
	if root, ok := d.projectNamed(service); ok {
		return root, i18n.Text{}
	}
	image := d.find("services", service, "image")
	if root, ok := d.projectNamed(imageName(image)); ok {
		return root, i18n.Text{}
	}
	if image == "" || d.buildsItself(image) {
		return d.pass.Project.Root, i18n.Text{}
	}
	return d.pass.Project.Root, i18n.Tf("镜像 %s 不是这里构建的，它读哪个变量由它决定：保持不变，需要时请人工修改", "the image %s is not built here and decides itself which variable it reads: it stays; change it by hand if need be", image)
}

// buildsItself reports whether an image may well be that of the tree's own Dockerfile: no service of the file is built, and
// no other image is given OpenAI's variables.
func (d *document) buildsItself(image string) bool {
	for key, e := range d.at {
		p := strings.Split(key, "\x00")
		if len(p) > 2 && p[0] == "services" && p[2] == "build" {
			return false
		}
		if len(p) > 3 && family.MatchString(e.Name) && d.find("services", p[1], "image") != image {
			return false
		}
	}
	return d.pass.Project.Tree.Exists("Dockerfile") || d.pass.Project.Tree.Exists(path.Join(path.Dir(d.file.Path), "Dockerfile")) || d.pass.Project.Tree.Exists("docker/Dockerfile")
}

// imageName is the last part of an image's name, without its tag.
func imageName(image string) string {
	name, _, _ := strings.Cut(path.Base(image), ":")
	name, _, _ = strings.Cut(name, "@")
	return name
}

// deployed is the scope of a manifest of Kubernetes: the project that is called like its container, its image, or itself.
func (d *document) deployed(e *keyvalue.Entry) string {
	var names []string
	if i := slices.Index(e.Path, "containers"); i >= 0 && i+1 < len(e.Path) {
		at := slices.Clone(e.Path[:i+2])
		names = append(names, d.find(append(at, "name")...), imageName(d.find(append(at, "image")...)))
	}
	names = append(names, d.find(append(documentOf(e), "metadata", "name")...))
	for _, n := range names {
		if root, ok := d.projectNamed(n); ok {
			return root
		}
	}
	return d.pass.Project.Root
}

// worked is the scope of a step or job of a workflow: the directory that it works in.
func (d *document) worked(e *keyvalue.Entry) string {
	for n := len(e.Path) - 1; n > 1; n-- {
		for _, below := range [][]string{{"working-directory"}, {"defaults", "run", "working-directory"}} {
			if dir := d.find(append(slices.Clone(e.Path[:n]), below...)...); dir != "" && d.holdsCode(path.Clean(dir)) {
				return path.Clean(dir)
			}
		}
	}
	return d.pass.Project.Root
}

// holdsCode reports whether a directory of the tree holds files that were kept.
func (d *document) holdsCode(dir string) bool { return d.pass.Project.Tree.Holds(dir) }

// projectNamed returns the only project with code whose directory has a name.
func (d *document) projectNamed(name string) (string, bool) {
	if name == "" {
		return "", false
	}
	if d.survey.roots == nil {
		d.survey.roots = []string{"."}
		for _, p := range d.pass.Project.Tree.Projects() {
			if p.Family != source.FamilyConfig && !slices.Contains(d.survey.roots, p.Root) {
				d.survey.roots = append(d.survey.roots, p.Root)
			}
		}
	}
	found := ""
	for _, root := range d.survey.roots {
		if path.Base(root) == name {
			if found != "" {
				return "", false
			}
			found = root
		}
	}
	return found, found != ""
}
