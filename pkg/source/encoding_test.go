package source

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// 中文 in GBK; 𠮷 in GB18030, which takes four bytes there.
const (
	zhGBK  = "\xd6\xd0\xce\xc4"
	rare18 = "\x95\x34\xb2\x35"
)

func TestDecode(t *testing.T) {
	tests := []struct {
		name, raw string
		lang      Lang
		text      string
		enc       Encoding
	}{
		{"ascii", "a\n", Go, "a\n", Encoding{Name: "utf-8"}},
		{"empty", "", Python, "", Encoding{Name: "utf-8"}},
		{"utf-8", "中文", Go, "中文", Encoding{Name: "utf-8"}},
		{"utf-8 mark", "\xef\xbb\xbf中", Go, "中", Encoding{Name: "utf-8", BOM: true}},
		{"only a mark", "\xef\xbb\xbf", Go, "", Encoding{Name: "utf-8", BOM: true}},
		{"utf-16le", "\xff\xfea\x00-N", Other, "a中", Encoding{Name: "utf-16le", BOM: true}},
		{"utf-16be", "\xfe\xff\x00aN-", Other, "a中", Encoding{Name: "utf-16be", BOM: true}},
		{"utf-16 surrogates", "\xff\xfe\x3d\xd8\x00\xde", Other, "😀", Encoding{Name: "utf-16le", BOM: true}},
		{"gbk proved", "// " + zhGBK + "\n", Go, "// 中文\n", Encoding{Name: "gbk"}},
		{"gb18030 proved", zhGBK + strings.Repeat(zhGBK, 9) + rare18, Go, "中文" + strings.Repeat("中文", 9) + "𠮷", Encoding{Name: "gb18030"}},
		{"gbk declared", "# -*- coding: gbk -*-\nx = '" + zhGBK + "'\n", Python, "# -*- coding: gbk -*-\nx = '中文'\n", Encoding{Name: "gbk"}},
		{"gb2312 declared on line two", "#!/bin/python\n# vim: set fileencoding=GB2312 :\n" + zhGBK, Python,
			"#!/bin/python\n# vim: set fileencoding=GB2312 :\n中文", Encoding{Name: "gbk"}},
		{"declared on line three", "\n\n# coding: gbk\n", Python, "\n\n# coding: gbk\n", Encoding{Name: "utf-8"}},
		{"gbk declared, ascii so far", "# coding: cp936\n", Python, "# coding: cp936\n", Encoding{Name: "gbk"}},
		{"gb18030 declared", "# coding: gb18030\n" + rare18, Python, "# coding: gb18030\n𠮷", Encoding{Name: "gb18030"}},
		{"latin-1 declared", "# coding: latin-1\n\xe9", Python, "# coding: latin-1\né", Encoding{Name: "iso-8859-1"}},
		{"cp1252 declared", "# coding: cp1252\n\x80", Python, "# coding: cp1252\n€", Encoding{Name: "windows-1252"}},
		{"shift_jis declared", "# coding: Shift_JIS\n\x82\xa0", Python, "# coding: Shift_JIS\nあ", Encoding{Name: "shift_jis"}},
		{"utf-8 declared", "# coding: utf8\n中", Python, "# coding: utf8\n中", Encoding{Name: "utf-8"}},
		{"hint in another language", "; coding: gbk\nk=" + zhGBK, INI, "; coding: gbk\nk=中文", Encoding{Name: "gbk"}},
		{"hint against valid utf-8", "// coding: gbk\n中", Go, "// coding: gbk\n中", Encoding{Name: "utf-8"}},
		{"unknown hint, but utf-8", "# coding: rot13\n中", Python, "# coding: rot13\n中", Encoding{Name: "utf-8"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, enc, err := Decode([]byte(tt.raw), tt.lang)
			if err != nil {
				t.Fatal(err)
			}
			if string(text) != tt.text || enc != tt.enc {
				t.Errorf("Decode = %q, %v; want %q, %v", text, enc, tt.text, tt.enc)
			}
		})
	}
}

func TestDecodeErrors(t *testing.T) {
	for raw, want := range map[string]string{
		"caf\xe9 et th\xe9":                 "unknown encoding",
		"na\xefve":                          "unknown encoding", // decodes as GBK, to a character nobody writes
		"\x82\xa0\x82\xa2":                  "unknown encoding", // Shift JIS
		"\x01" + zhGBK:                      "unknown encoding",
		"# coding: utf-8\n" + zhGBK:         "unknown encoding: declared as utf-8, which it is not",
		"# coding: iso-2022-jp\n" + zhGBK:   "unknown encoding: declared as iso-2022-jp, which it is not",
		"# coding: gbk\n\xff\xff":           "unknown encoding: declared as gbk, which it is not",
		"\xef\xbb\xbf" + zhGBK:              "unknown encoding: utf-8 by its byte order mark, but not throughout",
		"\xff\xfea":                         "unknown encoding: utf-16le by its byte order mark, but not throughout",
		"\xff\xfe\x00\xd8":                  "unknown encoding: utf-16le by its byte order mark, but not throughout",
		"\xff\xfe\x00\x00a\x00\x00\x00":     "unknown encoding: utf-16le by its byte order mark, but not throughout",
		"\xfe\xff\x00\x00\x00\x00\x00a\x00": "unknown encoding: utf-16be by its byte order mark, but not throughout",
	} {
		if text, enc, err := Decode([]byte(raw), Python); err == nil || err.Error() != want {
			t.Errorf("Decode(%q) = %q, %v, error %v; want %s", raw, text, enc, err, want)
		}
	}
}

func TestEncode(t *testing.T) {
	for _, tt := range []struct{ enc, text, want, err string }{
		{"utf-8", "中😀", "中😀", ""},
		{"gbk", "中文", zhGBK, ""},
		{"gbk", "中😀文é", "", `encode as gbk: no character '😀' (U+1F600)`},
		{"gb18030", "𠮷", rare18, ""},
		{"utf-16le", "a中", "a\x00-N", ""},
		{"utf-16be", "a中", "\x00aN-", ""},
		{"iso-8859-1", "é", "\xe9", ""},
		{"iso-8859-1", "智谱", "", `encode as iso-8859-1: no character '智' (U+667A)`},
	} {
		got, err := Encoding{Name: tt.enc}.Encode(tt.text)
		if message(err) != tt.err || string(got) != tt.want {
			t.Errorf("%s: Encode(%q) = %q, %v; want %q, %s", tt.enc, tt.text, got, err, tt.want, tt.err)
		}
	}
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestRawSpan(t *testing.T) {
	for name, raw := range map[string]string{
		"utf-8": "x='中文' # openai", "mark": "\xef\xbb\xbfx='中文' # openai", "gbk": "x='" + zhGBK + "' # openai",
		"utf-16le": wideText("x='中文' # openai"), "gb18030": strings.Repeat(zhGBK, 9) + rare18 + " openai",
	} {
		f, err := NewFile("a.py", []byte(raw))
		check(t, err)
		at := strings.Index(string(f.Data), "openai")
		span := f.RawSpan(Span{at, at + len("openai")})
		want, err := f.Encode("openai")
		check(t, err)
		if got := raw[span.Start:span.End]; got != string(want) {
			t.Errorf("%s: raw span holds %q, want %q", name, got, want)
		}
		if all := f.RawSpan(Span{0, len(f.Data)}); all.End != len(raw) {
			t.Errorf("%s: raw span of everything ends at %d, want %d", name, all.End, len(raw))
		}
	}
}

func wideText(s string) string {
	raw, _ := Encoding{Name: "utf-16le"}.Encode(s)
	return "\xff\xfe" + string(raw)
}

// What was decoded can be written back to the byte, and every prefix of it has its place in the bytes.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		"a", "中文", "\xef\xbb\xbfa", "\xff\xfea\x00", "\xfe\xff\x00a", zhGBK, "# coding: latin-1\n\xe9", "# coding: big5\n\xa4\xa4",
		"# coding: cp1252\n\x81", "# coding: euc-jp\n\xa4\xa2", "# coding: euc-kr\n\xb0\xa1", "# coding: koi8-r\n\xc1", rare18 + zhGBK,
		"# coding: gbk\n\x80", "# coding: shift_jis\n\x5c\x7e\xb1",
	} {
		f.Add([]byte(seed), uint16(3))
	}
	f.Fuzz(func(t *testing.T, raw []byte, cut uint16) {
		text, enc, err := Decode(raw, Python)
		if err != nil {
			return
		}
		if !utf8.Valid(text) {
			t.Fatalf("Decode(%q) = %q, not UTF-8", raw, text)
		}
		back, err := enc.Encode(string(text))
		if err != nil {
			t.Fatalf("%v: Encode(%q): %v", enc, text, err)
		}
		mark := enc.rawLen(nil)
		if !bytes.Equal(back, raw[mark:]) {
			t.Fatalf("%v: %q came back as %q", enc, raw[mark:], back)
		}
		at := min(int(cut), len(text))
		for at > 0 && at < len(text) && !utf8.RuneStart(text[at]) {
			at--
		}
		head, err := enc.Encode(string(text[:at]))
		if n := enc.rawLen(text[:at]); err != nil || !bytes.Equal(raw[mark:n], head) {
			t.Fatalf("%v: prefix %q ends at %d, error %v", enc, text[:at], n, err)
		}
	})
}

func TestIsChineseTakesOrdinaryText(t *testing.T) {
	for _, text := range []string{
		"# 调用大模型接口，返回结果。\n", "“引号”、《书名》——破折号……", "价格：￥１２３（含税）", "中",
	} {
		raw, err := simplifiedchinese.GBK.NewEncoder().String(text)
		check(t, err)
		got, enc, err := Decode([]byte(raw), Go)
		if err != nil || string(got) != text || enc.Name != "gbk" {
			t.Errorf("Decode(%q as gbk) = %q, %v, %v", text, got, enc, err)
		}
	}
}

func TestPosition(t *testing.T) {
	f, err := NewFile("a.py", []byte("\xef\xbb\xbfa\r\n中文b\n\n"))
	check(t, err)
	want := []Position{{1, 1}, {2, 1}, {2, 3}, {4, 1}, {4, 1}, {1, 1}}
	var got []Position
	for _, offset := range []int{0, 3, 9, 12, 99, -1} {
		got = append(got, f.Position(offset))
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("positions (-want +got):\n%s", d)
	}
}
