package provider

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"
)

// good is the smallest entry that the strict rules accept; the cases below spoil one line of it.
const good = `id = "acme"
compiled = "2026-11-23"
[name]
zh = "顶点"
en = "Acme"
[env]
key = "ACME_API_KEY"
sources = ["doc"]
[[base_urls]]
id = "main"
url = "https://api.acme.example/v1"
sources = ["doc"]
[endpoints]
embeddings = { support = "supported", path = "/embeddings", sources = ["doc"] }
[params.temperature]
support = "restricted"
above = 0
max = 1
sources = ["doc"]
[[models]]
id = "acme-1"
context = 8192
sources = ["doc"]
[[models]]
id = "acme-0"
retired = "2026-01-01"
sources = ["doc"]
[[embeddings]]
id = "acme-e"
dimensions = 1024
allowed = [512, 1024]
sources = ["doc"]
[[mapping]]
from = "gpt-4o"
to = "acme-1"
sources = ["doc"]
[[mapping]]
from = "text-embedding-3-small"
to = "acme-e"
dimensions = 512
sources = ["doc"]
[sources]
doc = { url = "https://acme.example/doc", date = "2026-H2" }
`

func loadOne(name, text string) ([]*Provider, error) {
	return Load(fstest.MapFS{name: {Data: []byte(text)}})
}

func TestLoadGood(t *testing.T) {
	list, err := loadOne("acme.toml", good)
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	p := list[0]
	temp := p.Params["temperature"]
	if *temp.Min != (Bound{0, true}) || *temp.Max != (Bound{1, false}) {
		t.Errorf("temperature between %v and %v", *temp.Min, *temp.Max)
	}
	want := Source{URL: "https://acme.example/doc", Verified: "2026-H2"}
	if len(temp.Sources) != 1 || temp.Sources[0] != want || p.Origin != "acme.toml" || p.User {
		t.Errorf("sources %v, origin %s, user %v", temp.Sources, p.Origin, p.User)
	}
}

func TestLoadBad(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{`context = 8192`, `contxt = 8192`, "acme.toml:22: unknown key models.contxt"},
		{`support = "restricted"`, "support = \"restricted\"\ntypo = 1", "acme.toml:17: unknown key params.temperature.typo"},
		{`context = 8192`, `context = "8k"`, "acme.toml:22: models.context wants a whole number, not a TOML string"},
		{`context = 8192`, `context = 8192 8192`, "acme.toml:22: "},
		{`https://api.acme.example/v1`, `http://api.acme.example/v1`, `acme.toml:11: base URL: "http://api.acme.example/v1" is not https`},
		{`https://api.acme.example/v1`, `api.acme.example`, `acme.toml:11: base URL: "api.acme.example" is not a URL`},
		{`https://api.acme.example/v1`, `https://k:s@api.acme.example/v1`, `acme.toml:11: base URL: a URL must not hold credentials`},
		{`id = "acme-0"`, `id = "acme-1"`, `acme.toml:25: model id "acme-1" is empty or stands twice`},
		{`to = "acme-1"`, `to = "acme-2"`, `acme.toml:35: mapping from gpt-4o: model "acme-2" is not listed`},
		{`to = "acme-1"`, `to = "acme-0"`, `acme.toml:35: mapping from gpt-4o: model "acme-0" is retired (2026-01-01)`},
		{`to = "acme-1"`, "to = \"acme-1\"\nvision = \"acme-9\"", `acme.toml:36: mapping from gpt-4o: model "acme-9" is not listed`},
		{`to = "acme-e"`, `to = "acme-1"`, `acme.toml:39: mapping from text-embedding-3-small: embeddings model "acme-1" is not listed`},
		{`dimensions = 512`, `dimensions = 1536`, `acme.toml:40: mapping from text-embedding-3-small: acme-e has no length 1536`},
		{`dimensions = 1024`, `dimensions = 768`, `acme.toml:30: model acme-e: default length 768 is not among the allowed`},
		{`from = "gpt-4o"`, `from = "gpt-4oo"`, `acme.toml:34: mapping from "gpt-4oo": no such family`},
		{`from = "gpt-4o"`, `from = "gpt-4o-2024-08-06"`, `acme.toml:34: mapping from "gpt-4o-2024-08-06": no such family`},
		{`from = "text-embedding-3-small"`, `from = "gpt-4o"`, `acme.toml:38: mapping from "gpt-4o" stands twice`},
		{`date = "2026-H2"`, `date = "undated"`, `acme.toml:43: source doc: date "undated" is not like`},
		{`, date = "2026-H2"`, ``, `acme.toml:43: source doc: date "" is not like`},
		{`https://acme.example/doc`, `ftp://acme.example/doc`, `acme.toml:43: source doc: "ftp://acme.example/doc" is not https`},
		{"context = 8192\nsources = [\"doc\"]", "context = 8192", `acme.toml:20: models.0 has no source`},
		{"path = \"/embeddings\", sources = [\"doc\"]", "path = \"/embeddings\"", `acme.toml:14: endpoints.embeddings has no source`},
		{"max = 1\nsources = [\"doc\"]", "max = 1\nsources = [\"dok\"]", `acme.toml:19: source "dok" is not defined`},
		{"embeddings = {", "embedings = {", "acme.toml:14: unknown endpoint embedings"},
		{"[params.temperature]", "[params.temprature]", "acme.toml:15: unknown parameter temprature"},
		{`support = "restricted"`, `support = "sort of"`, `acme.toml:16: parameter temperature: unknown support "sort of"`},
		{`support = "restricted"`, `support = "renamed"`, `acme.toml:15: parameter temperature: rename and support`},
		{`above = 0`, `above = 2`, `acme.toml:15: the range from 2 to 1 is empty`},
		{`above = 0`, "above = 0\nmin = 0", `acme.toml:15: min and above exclude each other`},
		{`id = "acme"`, `id = "openai"`, `acme.toml:1: id "openai" is reserved`},
		{`id = "acme"`, `id = "Acme"`, `acme.toml:1: id "Acme" is not lower-case`},
		{`id = "acme"`, `id = "acme2"`, `acme.toml:1: id "acme2" and the file name differ`},
		{`support = "restricted"`, "support = \"restricted\"\nprefer = \"temprature\"", `acme.toml:17: parameter temperature: prefer "temprature" is no parameter`},
		{`id = "acme-0"`, "id = \"acme-0\"\nalias_of = \"acme-9\"", `acme.toml:26: model acme-0: alias of "acme-9", which is not listed`},
		{`context = 8192`, `prices = [{ currency = "CNY", in = 1, out = 2, when = "noon" }]`, `acme.toml:22: model acme-1: a price holds at peak or off-peak, not "noon"`},
		{`context = 8192`, `prices = [{ currency = "EUR", in = 1, out = 2 }]`, `acme.toml:22: model acme-1: a price is CNY or USD`},
		{`context = 8192`, `thinking = "often"`, `acme.toml:22: model acme-1: bad thinking`},
		{`[env]`, "[serving]\nnote = \"name it\"\nsources = [\"doc\"]\n[env]", `acme.toml:6: serving needs note and note_zh`},
		{`[env]`, "[serving]\nnote = \"name it\"\nnote_zh = \"命名\"\n[env]", `acme.toml:6: serving has no source`},
		{`zh = "顶点"`, ``, `acme.toml:3: name needs zh and en`},
		{`ACME_API_KEY`, `acme key`, `acme.toml:7: env key: "acme key" is not a name`},
		{`2026-11-23`, `last week`, `acme.toml:2: compiled "last week" is not a date`},
	} {
		if !strings.Contains(good, c.old) {
			t.Fatalf("the good entry has no %q", c.old)
		}
		_, err := loadOne("acme.toml", strings.Replace(good, c.old, c.new, 1))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: got %v\nwant %s", c.new, err, c.want)
			continue
		}
		if fe := (*FileError)(nil); !errors.As(err, &fe) || fe.File != "acme.toml" {
			t.Errorf("%q: no FileError in %v", c.new, err)
		}
	}
}

func TestLoadTellsEverything(t *testing.T) {
	bad := strings.NewReplacer(`to = "acme-1"`, `to = "x"`, `above = 0`, `above = 2`).Replace(good)
	_, err := loadOne("acme.toml", bad)
	if err == nil || strings.Count(err.Error(), "acme.toml:") != 2 {
		t.Errorf("want both errors, got %v", err)
	}
}

func TestLoadDuplicateProvider(t *testing.T) {
	other := strings.Replace(good, `id = "acme"`, "id = \"b\"\naliases = [\"acme\"]", 1)
	_, err := Load(fstest.MapFS{"acme.toml": {Data: []byte(good)}, "b.toml": {Data: []byte(other)}})
	if err == nil || !strings.Contains(err.Error(), `b.toml:1: id "acme" is also in acme.toml`) {
		t.Error(err)
	}
}

// A gateway fits in ten lines, in one language and without sources.
func TestLoadUser(t *testing.T) {
	const gateway = `id = "gateway"
name.zh = "内部网关"
env.key = "GATEWAY_API_KEY"
[[base_urls]]
url = "http://llm-gateway.corp:3000/v1"
[[mapping]]
from = "gpt-4o"
to = "qwen-72b"
[tiers]
small = "qwen-7b"
`
	fsys := fstest.MapFS{"team-gateway.toml": {Data: []byte(gateway)}}
	list, err := load(fsys, true)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Load(fsys); err == nil {
		t.Error("the strict rules accept it too")
	}
	target := NewTarget(list[0])
	if !target.User || target.BaseURL != "http://llm-gateway.corp:3000/v1" || target.Summary().Origin != "user" {
		t.Errorf("%+v", target.Provider)
	}
	if c, ok := target.Model("gpt-4o-2024-08-06", Need{Vision: true}); !ok || c.ID != "qwen-72b" {
		t.Errorf("gpt-4o: %+v %v", c, ok)
	}
	if c, ok := target.Model("gpt-4o-mini", Need{}); !ok || c.ID != "qwen-7b" {
		t.Errorf("gpt-4o-mini: %+v %v", c, ok)
	}
	if c, ok := target.Model("gpt-4.1-mini", Need{}); !ok || c.ID != "qwen-7b" {
		t.Errorf("gpt-4.1-mini: %+v %v", c, ok)
	}
	merged := Merge(All(), list)
	if p, err := Find(merged, "gateway"); err != nil || p != list[0] || len(merged) != len(All())+1 {
		t.Errorf("merged: %v %v", p, err)
	}
}

func TestLoadUserStillStrict(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"id = \"g\"\nname.en = \"G\"\nenv.key = \"G_KEY\"\n", "no base URL"},
		{"id = \"g\"\nname.en = \"G\"\n[[base_urls]]\nurl = \"http://g\"\n", "env key"},
		{"id = \"g\"\nname.en = \"G\"\nenv.key = \"G_KEY\"\nbaseurl = \"http://g\"\n", "g.toml:4: unknown key baseurl"},
	} {
		_, err := load(fstest.MapFS{"g.toml": {Data: []byte(c.text)}}, true)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v", c.text, err)
		}
	}
}
