package provider

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func writeCatalog(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const plain = `name.en = "Team"
env.key = "TEAM_API_KEY"
base_urls = [{ url = "http://llm.corp/v1" }]
`

func TestOpenCatalogAdds(t *testing.T) {
	c, err := OpenCatalog([]string{writeCatalog(t, map[string]string{"a.toml": "id = \"team\"\n" + plain, "note.md": "not read"})})
	if err != nil {
		t.Fatal(err)
	}
	p, err := c.Lookup("team")
	if err != nil || p.Replaces != nil || !p.User || p.Losses() != nil || !p.Name.Complete() {
		t.Errorf("%+v, %v", p, err)
	}
	if len(c.All()) != len(All())+1 {
		t.Errorf("%d providers beside %d built in", len(c.All()), len(All()))
	}
	if _, err := Lookup("team"); err == nil {
		t.Error("the built-in catalog has it too")
	}
	if q, err := (*Catalog)(nil).Lookup("zhipu"); err != nil || q.User {
		t.Errorf("without files: %v, %v", q, err)
	}
}

func TestOpenCatalogReplaces(t *testing.T) {
	dir := writeCatalog(t, map[string]string{"z.toml": "id = \"zhipu\"\n" + plain + "params.top_p.support = \"restricted\"\nparams.temperature.support = \"supported\"\n"})
	c, err := OpenCatalog([]string{filepath.Join(dir, "z.toml")})
	if err != nil {
		t.Fatal(err)
	}
	p, err := c.Lookup("glm") // an alias of the built-in entry still leads to whoever stands in its place
	if err != nil || p.Replaces == nil || p.Replaces.User || len(c.All()) != len(All()) {
		t.Fatalf("%+v, %v", p, err)
	}
	has := func(kind, name string) bool {
		return slices.ContainsFunc(p.Losses(), func(l Loss) bool { return l.Kind == kind && l.Name == name })
	}
	if !has("parameter", "temperature") || has("parameter", "top_p") || !has("note", "thinking-default") {
		t.Errorf("losses: %v", p.Losses())
	}
}

func TestOpenCatalogRefuses(t *testing.T) {
	for _, tt := range []struct {
		files map[string]string
		want  string
	}{
		{map[string]string{"a.toml": "id = \"glm\"\n" + plain}, `a.toml:1: id "glm" is a name of the built-in provider zhipu`},
		{map[string]string{"a.toml": "id = \"x\"\naliases = [\"zhipu\"]\n" + plain}, `a.toml:2: aliases "zhipu" is a name of the built-in provider zhipu`},
		{map[string]string{"a.toml": "id = \"x\"\n" + plain, "b.toml": "aliases = [\"x\"]\nid = \"y\"\n" + plain}, `b.toml:1: aliases "x" is also in`},
		{map[string]string{"a.toml": "id = \"openai\"\n" + plain}, `a.toml:1: id "openai" is reserved`},
		{map[string]string{"a.txt": ""}, "holds no *.toml file"},
	} {
		_, err := OpenCatalog([]string{writeCatalog(t, tt.files)})
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%v: %v, want %s", tt.files, err, tt.want)
		}
	}
}
