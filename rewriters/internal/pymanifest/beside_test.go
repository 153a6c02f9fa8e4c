package pymanifest

import (
	"testing"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/source"
)

func TestBeside(t *testing.T) {
	for _, c := range []struct{ name, path, have, want string }{
		{"list for pip", "requirements.txt", "# llms\nlib>=0.3  # for chat\nrest\n", "# llms\nlib>=0.3  # for chat\nlib-like\nrest\n"},
		{"spelt otherwise", "requirements/base.in", "Lib\r\nrest\r\n", "Lib\r\nlib-like\r\nrest\r\n"},
		{"no final newline", "requirements.txt", "lib[x]==1", "lib[x]==1\nlib-like"},
		{"list on lines", "pyproject.toml", "dependencies = [\n    \"lib>=0.3\",\n    \"rest\",\n]\n", "dependencies = [\n    \"lib>=0.3\",\n    \"lib-like\",\n    \"rest\",\n]\n"},
		{"last of a list", "pyproject.toml", "dependencies = [\n  'rest',\n  'lib'\n]\n", "dependencies = [\n  'rest',\n  'lib',\n  'lib-like'\n]\n"},
		{"list on one line", "pyproject.toml", "dependencies = [\"lib\", \"rest\"]\n", "dependencies = [\"lib\", \"lib-like\", \"rest\"]\n"},
		{"poetry", "pyproject.toml", "[tool.poetry.dependencies]\nlib = \"^0.3\"\n", "[tool.poetry.dependencies]\nlib = \"^0.3\"\nlib-like = \"*\"\n"},
		{"Pipfile", "Pipfile", "[packages]\nlib = \"*\"\n", "[packages]\nlib = \"*\"\nlib-like = \"*\"\n"},
		{"only a longer name", "requirements.txt", "lib-more\n", ""},
		{"only a remark", "requirements.txt", "# lib\n", ""},
		{"a lock alone", "uv.lock", "name = \"lib\"\nversion = \"1\"\n", ""},
		{"conda", "environment.yml", "dependencies:\n  - lib\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree := source.FromMap(map[string][]byte{c.path: []byte(c.have), "app.py": []byte("import lib\n")})
			f, e, ok := Beside(tree, ".", "lib", "lib-like")
			if !ok {
				if c.want != "" {
					t.Fatal("not found")
				}
				return
			}
			got, err := edit.Apply(f.Data, []edit.Edit{e})
			if err != nil || string(got) != c.want {
				t.Errorf("%q, %v; want %q", got, err, c.want)
			}
		})
	}
}

func TestNamed(t *testing.T) {
	tree := source.FromMap(map[string][]byte{"uv.lock": []byte("name = \"lib\"\nversion = \"1\"\n"), "svc/app.py": []byte("import lib\n"), "svc/requirements.txt": []byte("other\n")})
	if !Named(tree, "svc", "lib") || Named(tree, "svc", "lib-like") {
		t.Error("lib is named above svc, lib-like nowhere")
	}
}
