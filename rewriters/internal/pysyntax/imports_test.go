package pysyntax

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/source"
)

func TestImports(t *testing.T) {
	for text, want := range map[string]string{
		"import a.b as c, d\n":                                 "a.b d",
		"from a.b import c as d, e  # f, g\n":                  "a.b.c a.b.e",
		"from . import a\nfrom ..b import (\n  c, # x\n d,\n)": "..a ..b.c ..b.d",
		"from a import b, \\\n    c\n":                         "a.b a.c",
		"from a import b, \\\r\n    c\r\n":                     "a.b a.c",
		"x = 1; import a\nif x: import b\n":                    "a b",
		"from a import(b)\nfrom a import *\n":                  "a.b a.*",
		"try:\n\timport a\nexcept ImportError:\n\tpass\n":      "a",
		"important = 1\nimportlib.import_module('x')\n":        "",
	} {
		if got := strings.Join(Imports([]byte(text)), " "); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestReaches(t *testing.T) {
	tree := source.FromMap(map[string][]byte{
		"direct.py":       []byte("from openai import OpenAI\n"),
		"far.py":          []byte("from near import make\n"),
		"near.py":         []byte("import direct\ndef make(): pass\n"),
		"circle.py":       []byte("import circle2\n"),
		"circle2.py":      []byte("import circle\nimport os\n"),
		"pkg/__init__.py": []byte("from .deep import *\n"),
		"pkg/deep.py":     []byte("from ..direct import OpenAI\n"),
		"user.py":         []byte("import pkg\n"),
		"word.py":         []byte("name = 'openai'\n"),
		"hub/__init__.py": []byte("from .log import log\nfrom .api import (\n    api,\n)\nfrom .late import Late as Later\nfirst, second = 1, 2\n"),
		"hub/log.py":      []byte("log = print\n"),
		"hub/api.py":      []byte("from openai import OpenAI\napi = OpenAI()\n"),
		"hub/late.py":     []byte("from .api import api\nclass Late: api = api\n"),
		"uses/log.py":     []byte("from hub import log\n"),
		"uses/api.py":     []byte("from hub import log, api\n"),
		"uses/later.py":   []byte("from hub import Later\n"),
		"uses/tuple.py":   []byte("from hub import first\n"),
		"uses/absent.py":  []byte("from hub import nothing\n"),
		"uses/whole.py":   []byte("from hub import api as module\n"),
	})
	p := New(context.Background(), tree.Projects()[0], Options{Wanted: func(s string) bool { return strings.HasPrefix(s+".", "openai.") }})
	var got []string
	for _, f := range tree.Files {
		if p.Reaches(f.Path) {
			got = append(got, f.Path)
		}
	}
	want := []string{"direct.py", "far.py", "hub/__init__.py", "hub/api.py", "hub/late.py", "near.py", "pkg/__init__.py", "pkg/deep.py", "user.py",
		"uses/api.py", "uses/later.py", "uses/tuple.py", "uses/whole.py"}
	if !slices.Equal(got, want) {
		t.Errorf("reach the SDK: %v, want %v", got, want)
	}
	if n := len(p.Modules()); n != 0 {
		t.Errorf("%d files parsed, want none", n)
	}
}

func TestDefines(t *testing.T) {
	for text, want := range map[string]bool{
		"class Client:\n": true, "x = 1\ndef Client(a):": true, "async def Client ():": true, "class Client(Base):": true, "class Client[T]:": true,
		"class ClientError:": false, "class MyClient:": false, "    class Client:": false, "# class Client:": false, "Client = 1": false, "": false,
		"from a import Client\nclass Client: pass": true,
	} {
		if got := defines([]byte(text), "Client"); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
