package pysyntax

import (
	"fmt"
	"testing"
)

func TestSettings(t *testing.T) {
	p := project(t, `
-- settings.py --
import yaml
cfg = yaml.safe_load(open("config.yaml"))
MODEL = cfg["llm"]["model"]
-- app.py --
import os
from settings import MODEL
class A:
    def __init__(self, task):
        self.task = task
        self.name = task["name_of_model"]
    def go(self, args):
        self.send(self.task.get("model") or "gpt-4o")
        a = MODEL
        b = self.name
        c = os.environ.get("MODEL") or os.environ["MODEL"]
        d = args.chat_model
        e = {"model": "gpt-4o"}["model"]
    def send(self, model):
        f = model
        g = str(model or A)
-- end.py --
`)
	want := map[string]string{
		"a": "settings.py model", "b": "app.py name_of_model", "c": "", "d": "app.py chat_model", "e": "app.py model", "f": "app.py model", "g": "app.py model",
	}
	seen := 0
	for n := range p.Of(p.source.Tree.Kept("app.py")).Tree.Root().Descendants("assignment") {
		name, got := n.ChildByField("left").Text(), ""
		for _, l := range p.Settings(n.ChildByField("right")) {
			got += fmt.Sprintf("%s %s", l.File.Path, l.Name)
		}
		w, ok := want[name]
		if !ok {
			continue
		}
		if seen++; got != w {
			t.Errorf("%s: got %q, want %q", name, got, w)
		}
	}
	if seen != len(want) {
		t.Errorf("looked at %d assignments of %d", seen, len(want))
	}
}
