package syntax

import (
	"context"
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/source"
)

func mustParse(t testing.TB, lang source.Lang, src string) *Tree {
	t.Helper()
	tree, err := Parse(context.Background(), lang, []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// samples holds, per language, ordinary code, broken code, and text that is not ASCII.
var samples = []struct {
	lang source.Lang
	src  string
}{
	{source.Python, ""},
	{source.Python, "\n\n  # only a comment\n"},
	{source.Python, "from openai import OpenAI as LLM\nc = LLM(api_key='钥匙', **kw)  # 注释 😀\nprint(c.chat(f\"{x!r:>{w}} é\"))\n"},
	{source.Python, "class A(B, metaclass=M):\n    @p\n    async def f(self, *a: int, k=1) -> None:\n        return [x async for x in y if x]\n"},
	{source.Python, "print 'two'\nexec code in ns\n"},
	{source.Python, "def f(:\n    x = (1,\nprint(\"变量\", )))\n"},
	{source.Python, "\tif x:\r\n\t\ty = 1\r\nelse:\r\n\tpass"},
	{source.JavaScript, "import OpenAI, { toFile as f } from 'openai';\nconst c = new OpenAI({ apiKey: `键${k}`, ...rest }); // 尾\n"},
	{source.JavaScript, "const App = () => <Chat a=\"b\" {...p}>文字 {x?.y ?? z}</Chat>;\n"},
	{source.JavaScript, "let = = ; ] } function ( {{{ `unterminated ${ "},
	{source.TypeScript, "export class S { constructor(private readonly ai: OpenAI<T>) {} async q() { await this.ai.chat!.create({ model: 'gpt-4o' as const }) } }\n"},
	{source.TypeScript, "type X = import('openai').OpenAI;\nconst v = await f<T>(x);\nenum E { A = '一' }\n"},
	{source.TypeScript, "interface A { b: ; c( }\n"},
	{source.TSX, "const C: FC<P> = ({ a }) => <><Foo<T> b={a as string} /> 你好 </>;\n"},
}

// TestAgainstLibrary prints every tree from the records and compares it with what the library prints: kinds, fields and
// nesting, errors and missing tokens included.
func TestAgainstLibrary(t *testing.T) {
	for _, s := range samples {
		tree := mustParse(t, s.lang, s.src)
		if got, want := printed(tree), sexp(s.lang, []byte(s.src)); got != want {
			t.Errorf("%s %q:\ngot  %s\nwant %s", s.lang, s.src, got, want)
		}
		checkShape(t, tree)
	}
}

// printed writes a tree as ts_node_string does: named nodes, and missing ones of any kind.
func printed(t *Tree) string {
	var b strings.Builder
	print(&b, t.Root(), true)
	return b.String()
}

func print(b *strings.Builder, n Node, root bool) {
	visible := n.Named() || n.IsMissing() || root
	if visible {
		if !root {
			b.WriteByte(' ')
			if n.Field() != "" {
				b.WriteString(n.Field() + ": ")
			}
		}
		b.WriteByte('(')
		switch {
		case n.IsMissing() && n.Named():
			b.WriteString("MISSING " + n.Kind())
		case n.IsMissing():
			b.WriteString("MISSING \"" + n.Kind() + "\"")
		default:
			b.WriteString(n.Kind())
		}
	}
	for c := range n.Children() {
		print(b, c, false)
	}
	if visible {
		b.WriteByte(')')
	}
}

// checkShape checks what holds for every tree: ranges nest and follow each other, and all ways through the tree agree.
func checkShape(t *testing.T, tree *Tree) {
	t.Helper()
	for n := range tree.Root().Preorder() {
		var prev Node
		for c := range n.Children() {
			if c.Parent() != n || c.Prev() != prev || prev.Valid() && prev.Next() != c {
				t.Fatalf("%s at %d: links of child %s at %d disagree", n.Kind(), n.Start(), c.Kind(), c.Start())
			}
			if c.Start() < n.Start() || c.End() > n.End() || c.Start() < prev.End() && prev.Valid() || c.Start() > c.End() {
				t.Fatalf("%s %v: child %s %v lies badly", n.Kind(), n.Span(), c.Kind(), c.Span())
			}
			prev = c
		}
		if prev.Valid() && prev.Next().Valid() {
			t.Fatalf("%s: last child has a next", n.Kind())
		}
		if n.End() > len(tree.Source()) {
			t.Fatalf("%s %v lies outside %d bytes", n.Kind(), n.Span(), len(tree.Source()))
		}
	}
}
