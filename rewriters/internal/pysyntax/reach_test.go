package pysyntax

import (
	"context"
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/source"
)

func TestMay(t *testing.T) {
	tree := source.FromMap(map[string][]byte{
		"lib.py": []byte(`from openai import OpenAI
import openai
Alias = OpenAI
def make():
    return OpenAI()
class Own(OpenAI):
    pass
class Holder:
    client = OpenAI()
def twice():
    pass
twice = OpenAI
`),
		"plain.py": []byte("def make():\n    pass\n"),
		"hub.py":   []byte("from lib import make, Own, OpenAI as Renamed\nfrom plain import make as quiet\n"),
		"main.py": []byte(`import lib
from openai import OpenAI
from lib import Alias, make, Own, Holder, twice
from hub import Renamed, quiet
from plain import make as plain
from hub import make as far, Own as FarOwn
def near(given):
    lib(); OpenAI(); Alias(); make(); Own(); Holder(); twice(); Renamed(); quiet(); plain(); far(); FarOwn(); near(); given(); lib.make(); builtin()
`),
	})
	p := New(context.Background(), tree.Projects()[0], Options{Wanted: func(s string) bool { return strings.HasPrefix(s+".", "openai.") }})
	for _, f := range tree.Files {
		if f.Path == "main.py" {
			if _, err := p.Add(f); err != nil {
				t.Fatal(err)
			}
		}
	}
	m := p.Modules()[0]
	got := map[string]string{}
	for n := range m.Tree.Root().Descendants("call") {
		fn := n.ChildByField("function")
		s := ""
		if p.MayReach(fn) {
			s += "reach "
		}
		if p.MayMake(fn) {
			s += "make "
		}
		for _, b := range m.ScopeOf(fn).Lookup(fn.Text()) {
			if fn.Is("identifier") && p.MayStand(b) {
				s += "stand"
			}
		}
		got[fn.Text()] = strings.TrimSpace(s)
	}
	for name, want := range map[string]string{
		"lib": "reach", "OpenAI": "reach make stand", "Alias": "reach make stand", "make": "reach", "Own": "reach make", "Holder": "reach",
		"twice": "reach make stand", "Renamed": "reach make stand", "quiet": "reach make stand", "plain": "", "far": "reach", "FarOwn": "reach make", "near": "",
		"given": "reach make stand", "lib.make": "reach make", "builtin": "",
	} {
		if got[name] != want {
			t.Errorf("%s: %q, want %q", name, got[name], want)
		}
	}
	if n := len(p.Modules()); n != 1 {
		t.Errorf("%d files parsed, want one", n)
	}
}
