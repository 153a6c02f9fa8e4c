package lexical

import (
	"strings"
	"testing"
)

// shown prints tokens one after the other: names and punctuation as they are, strings as <inside>, code in strings behind
// them in ‹›.
func shown(src string, list []Token) string {
	var b strings.Builder
	for i, t := range list {
		if i > 0 {
			b.WriteByte(' ')
		}
		if t.Kind != Text {
			b.WriteString(src[t.Start:t.End])
			continue
		}
		b.WriteString("<" + src[t.Inside.Start:t.Inside.End] + ">")
		if len(t.Inner) > 0 {
			b.WriteString("‹" + shown(src, t.Inner) + "›")
		}
	}
	return b.String()
}

func TestTokens(t *testing.T) {
	for _, c := range []struct {
		name   string
		syntax *Syntax
		src    string
		want   string
	}{
		{"java", Java, `a.b("x\"y", 'c'); // "no"`, `a . b ( <x\"y> , <c> ) ;`},
		{"java block", Java, "x = \"\"\"\n say \"hi\"\n \"\"\"; /* \"no\" */ y", "x = <\n say \"hi\"\n > ; y"},
		{"java not closed", Java, "a = \"open\nb", "a = <open> b"},
		{"kotlin", Kotlin, `v = "a ${f("b") + "c"} d" /* /* */ "no" */ w`, `v = <a ${f("b") + "c"} d>‹f ( <b> ) + <c>› w`},
		{"kotlin raw", Kotlin, `"""C:\dir\ ${x}"""`, `<C:\dir\ ${x}>‹x›`},
		{"c# verbatim", CSharp, `@"C:\x ""q""" + $"{a["k"]}" + $@"{b}"`, `<C:\x ""q""> + <{a["k"]}>‹a [ <k> ]› + <{b}>‹b›`},
		{"c# raw", CSharp, `x = """" a """ b """" ; y = $$"""{z}""";`, `x = < a """ b > ; y = <{z}> ;`},
		{"c# empty", CSharp, `x = "" + "a";`, `x = <> + <a> ;`},
		{"rust", Rust, `fn f<'a>(x: &'a str) { r#"a "q" b"#; b"c"; 'x'; '\''; }`, `fn f < ' a > ( x : & ' a str ) { <a "q" b> ; <c> ; <x> ; <\'> ; }`},
		{"php", PHP, "<p>\"no\"</p><?php $a = 'b'; # c \"no\"\n?>text<?= $d ?>", "php $a = <b> ; = $d"},
		{"php code", PHP, `<?php "x {$a->b('c')} $d";`, `php <x {$a->b('c')} $d>‹a - > b ( <c> )› ;`},
		{"php heredoc", PHP, "<?php f(<<<EOT\n  a \"b\"\n  EOTX\n  EOT, 1);", "php f ( <  a \"b\"\n  EOTX\n> , 1 ) ;"},
		{"php comment ends", PHP, "<?php // a ?>b<?php c", "php php c"},
		{"ruby", Ruby, "x = \"a #{b[\"c\"]}\" # no\n=begin\nno\n=end\ny", "x = <a #{b[\"c\"]}>‹b [ <c> ]› y"},
		{"ruby percent", Ruby, "a %w[b c] % d", "a <b c> % d"},
		{"ruby heredoc", Ruby, "x = <<~SQL\n  a\n  SQL\ny << Z\n", "x = <  a\n> y < < Z"},
		{"swift", Swift, `let a = "b \(c("d")) e"; #"f "g""#`, `let a = <b \(c("d")) e>‹c ( <d> )› ; <f "g">`},
		{"dart", Dart, `r'a\' + 'b\'${c('d')}' + """e "f" """`, `<a\> + <b\'${c('d')}>‹c ( <d> )› + <e "f" >`},
		{"numbers", Java, `1.5f + 0xFF.a(2.max)`, `1.5f + 0xFF . a ( 2 . max )`},
	} {
		if got := shown(c.src, c.syntax.Tokens([]byte(c.src))); got != c.want {
			t.Errorf("%s: %s\ngot  %s\nwant %s", c.name, c.src, got, c.want)
		}
	}
}

func TestLine(t *testing.T) {
	var first []string
	src := "a b\n  c /* x\n */ d\n\"e\nf\""
	for _, tok := range Ruby.Tokens([]byte(src)) {
		if tok.Line {
			first = append(first, src[tok.Start:tok.End])
		}
	}
	if got := strings.Join(first, "|"); got != "a|c|*|\"e\nf\"" {
		t.Errorf("first on their lines: %s", got)
	}
}

var all = []*Syntax{Java, Kotlin, CSharp, Rust, PHP, Ruby, Swift, Dart}

// FuzzTokens: whatever the text, tokens stand in order, do not overlap, and lie within it.
func FuzzTokens(f *testing.F) {
	for _, seed := range []string{`a("b ${c} \(d) #{e}`, "<<<X\n", "r#\"", "'", "%q(", "/* /* */", "$@\"", "\"\"\"\"", "<?php \"{$"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		for _, s := range all {
			checkOrder(t, src, s.Tokens(src), 0, len(src))
		}
	})
}

func checkOrder(t *testing.T, src []byte, list []Token, from, to int) {
	t.Helper()
	for _, k := range list {
		if k.Start < from || k.End < k.Start || k.End > to || k.Kind != Text && k.End == k.Start {
			t.Fatalf("%q: token %d..%d outside of %d..%d", src, k.Start, k.End, from, to)
		}
		if k.Kind == Text {
			if k.Inside.Start < k.Start || k.Inside.End < k.Inside.Start || k.Inside.End > k.End {
				t.Fatalf("%q: inside %v of %v", src, k.Inside, k.Span)
			}
			checkOrder(t, src, k.Inner, k.Inside.Start, k.End)
		}
		from = k.End
	}
}
