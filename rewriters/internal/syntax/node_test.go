package syntax

import (
	"slices"
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/source"
)

const client = "# 客户端\nclient = OpenAI(api_key=\"键\", base_url=url)  # 尾\n"

// find returns the only node of a kind.
func find(t *testing.T, tree *Tree, kind string) Node {
	t.Helper()
	list := slices.Collect(tree.Root().Descendants(kind))
	if len(list) != 1 {
		t.Fatalf("%d nodes of kind %s, want 1", len(list), kind)
	}
	return list[0]
}

func TestNode(t *testing.T) {
	tree := mustParse(t, source.Python, client)
	call := find(t, tree, "call")
	for _, c := range []struct{ what, got, want string }{
		{"kind", call.Kind(), "call"},
		{"field", call.Field(), "right"},
		{"text", call.Text(), `OpenAI(api_key="键", base_url=url)`},
		{"function", call.ChildByField("function").Text(), "OpenAI"},
		{"parent", call.Parent().Kind(), "assignment"},
		{"first argument", call.ChildByField("arguments").NamedChild(0).Text(), `api_key="键"`},
		{"second argument", call.ChildByField("arguments").NamedChild(1).ChildByField("value").Text(), "url"},
		{"punctuation", call.ChildByField("arguments").Child(0).Kind(), "("},
		{"next", call.ChildByField("function").Next().Kind(), "argument_list"},
		{"prev", call.Prev().Kind(), "="},
		{"enclosing", call.Enclosing("module", "expression_statement").Kind(), "expression_statement"},
		{"at", tree.At(strings.Index(client, "键")).Kind(), "string_content"},
		{"covering", tree.Covering(call.ChildByField("function").Span()).Kind(), "identifier"},
	} {
		if c.got != c.want {
			t.Errorf("%s is %q, want %q", c.what, c.got, c.want)
		}
	}
	if call.Start() != strings.Index(client, "OpenAI") || client[call.Start():call.End()] != call.Text() {
		t.Errorf("range is %v", call.Span())
	}
	if !call.Named() || call.Next().Valid() || call.HasError() || !call.Is("string", "call") || call.Is("string") {
		t.Error("flags or links of the call are wrong")
	}
}

func TestCoveringSpansSiblings(t *testing.T) {
	tree := mustParse(t, source.Python, client)
	args := find(t, tree, "argument_list")
	got := tree.Covering(source.Span{Start: args.NamedChild(0).Start(), End: args.NamedChild(1).End()})
	if got != args {
		t.Errorf("got %s %v", got.Kind(), got.Span())
	}
}

func TestCommentsAreExtras(t *testing.T) {
	tree := mustParse(t, source.Python, client)
	if c := tree.Root().Child(0); c.Kind() != "comment" || !c.Named() || !c.Extra() {
		t.Errorf("first child is %s", c.Kind())
	}
	if c := tree.Root().NamedChild(0); c.Kind() != "expression_statement" {
		t.Errorf("first named child is %s", c.Kind())
	}
}

// TestInvalid takes every way from the invalid node and gets nowhere.
func TestInvalid(t *testing.T) {
	var n Node
	if n.Valid() || n.Kind() != "" || n.Field() != "" || n.Text() != "" || n.Start() != 0 || n.End() != 0 || n.Named() ||
		n.IsError() || n.IsMissing() || n.HasError() || n.Is("") || n.Tree() != nil || n.Contains(n) {
		t.Error("the invalid node has properties")
	}
	for _, o := range []Node{n.Parent(), n.Next(), n.Prev(), n.Child(0), n.NamedChild(0), n.ChildByField("x"), n.Enclosing("x")} {
		if o != n {
			t.Error("the invalid node has relatives")
		}
	}
	for range n.Children() {
		t.Error("the invalid node has children")
	}
	for range n.Preorder() {
		t.Error("the invalid node has a preorder")
	}
	for range n.Descendants("x") {
		t.Error("the invalid node has descendants")
	}
}

func TestUnknownNames(t *testing.T) {
	root := mustParse(t, source.Python, client).Root()
	if root.ChildByField("no such field").Valid() || root.Child(-1).Valid() || root.Child(99).Valid() {
		t.Error("found what is not there")
	}
	for n := range root.Descendants("no such kind") {
		t.Errorf("found %s", n.Kind())
	}
}

func TestErrors(t *testing.T) {
	tree := mustParse(t, source.Python, "x = 1\ny = )\n")
	if bad := tree.FirstError(); !tree.HasError() || !bad.IsError() || bad.Kind() != "ERROR" || bad.Start() < 6 {
		t.Errorf("first error is %s %v", bad.Kind(), bad.Span())
	}
	if list := slices.Collect(tree.Root().Descendants("ERROR")); len(list) == 0 {
		t.Error("no ERROR among the descendants")
	}
	tree = mustParse(t, source.JavaScript, "f(1;\n")
	if bad := tree.FirstError(); !bad.IsMissing() || bad.Kind() != ")" || bad.Start() != bad.End() {
		t.Errorf("first error is %s %v", bad.Kind(), bad.Span())
	}
	if tree := mustParse(t, source.Python, client); tree.HasError() || tree.FirstError().Valid() {
		t.Error("sound code has an error")
	}
}

// TestKnownFaults pins what doc.go says of the grammars, so that an update of one that mends it is noticed.
func TestKnownFaults(t *testing.T) {
	call := find(t, mustParse(t, source.TypeScript, "const v = await f<T>(x);\n"), "call_expression")
	if got := call.ChildByField("function").Kind(); got != "await_expression" {
		t.Errorf("the callee is %s", got)
	}
	if mustParse(t, source.Python, "print 'x'\n").HasError() {
		t.Error("Python 2 no longer parses")
	}
}

func TestCheck(t *testing.T) {
	for _, c := range []struct{ path, text, want string }{
		{"a.py", client, ""},
		{"a.py", "x = 1\n密 = 2 3\n", "2:5: syntax error"},
		{"a.ts", "f(1;\n", "1:4: missing )"},
		{"a.rb", "f(1;\n", ""},
	} {
		f, err := source.NewFile(c.path, []byte(c.text))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if err := Check(f); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s %q: got %q, want %q", c.path, c.text, got, c.want)
		}
	}
}
