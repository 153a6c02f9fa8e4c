package source

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	xunicode "golang.org/x/text/encoding/unicode"
)

// charset returns the codec of an encoding by our name for it; nil for UTF-8. Charsets that shift between states are
// left out, for in them a piece of text has no bytes of its own.
func charset(name string) encoding.Encoding {
	switch name {
	case "utf-16le":
		return xunicode.UTF16(xunicode.LittleEndian, xunicode.IgnoreBOM)
	case "utf-16be":
		return xunicode.UTF16(xunicode.BigEndian, xunicode.IgnoreBOM)
	case "gbk":
		return simplifiedchinese.GBK
	case "gb18030":
		return simplifiedchinese.GB18030
	case "big5":
		return traditionalchinese.Big5
	case "shift_jis":
		return japanese.ShiftJIS
	case "euc-jp":
		return japanese.EUCJP
	case "euc-kr":
		return korean.EUCKR
	case "koi8-r":
		return charmap.KOI8R
	case "iso-8859-1":
		return charmap.ISO8859_1
	case "iso-8859-2":
		return charmap.ISO8859_2
	case "iso-8859-15":
		return charmap.ISO8859_15
	case "windows-1250":
		return charmap.Windows1250
	case "windows-1251":
		return charmap.Windows1251
	case "windows-1252":
		return charmap.Windows1252
	}
	return nil
}

// aliases lead from the names that files declare, in lower case with hyphens, to ours.
var aliases = map[string]string{
	"utf-8": utf8Name, "utf8": utf8Name, "u8": utf8Name, "utf-8-sig": utf8Name, "utf-8-unix": utf8Name, "utf-8-dos": utf8Name,
	"ascii": utf8Name, "us-ascii": utf8Name, // a subset
	"gbk": "gbk", "cp936": "gbk", "936": "gbk", "ms936": "gbk", "gb2312": "gbk", "euc-cn": "gbk", "chinese": "gbk",
	"gb18030": "gb18030", "gb18030-2000": "gb18030",
	"big5": "big5", "big5-tw": "big5", "cp950": "big5",
	"shift-jis": "shift_jis", "sjis": "shift_jis", "cp932": "shift_jis", "euc-jp": "euc-jp", "eucjp": "euc-jp",
	"euc-kr": "euc-kr", "euckr": "euc-kr", "cp949": "euc-kr", "koi8-r": "koi8-r",
	"latin-1": "iso-8859-1", "latin1": "iso-8859-1", "iso-8859-1": "iso-8859-1", "iso8859-1": "iso-8859-1", "l1": "iso-8859-1",
	"latin-2": "iso-8859-2", "latin2": "iso-8859-2", "iso-8859-2": "iso-8859-2",
	"latin-9": "iso-8859-15", "iso-8859-15": "iso-8859-15",
	"cp1250": "windows-1250", "windows-1250": "windows-1250", "cp1251": "windows-1251", "windows-1251": "windows-1251",
	"cp1252": "windows-1252", "windows-1252": "windows-1252",
}

// declaration is the pattern of PEP 263, with the comment signs of other languages and vim's spelling.
var declaration = regexp.MustCompile(`^[ \t\f]*(?:#|//|/\*|--|;|%|<!--|").*?coding[:=][ \t]*([-\w.]+)`)

// declaredEncoding returns our name for what one of the first two lines declares, and whether we know it. The name is
// empty when nothing is declared, and as written when it is unknown.
func declaredEncoding(raw []byte) (name string, known bool) {
	for range 2 {
		line, rest, _ := bytes.Cut(raw, []byte("\n"))
		if m := declaration.FindSubmatch(line); m != nil {
			said := strings.ReplaceAll(strings.ToLower(string(m[1])), "_", "-")
			if name, known = aliases[said]; known {
				return name, true
			}
			return said, false
		}
		raw = rest
	}
	return "", false
}

// proveChinese reads text that declares no encoding and is not UTF-8 as GB18030, when that gives back the same bytes and
// nearly all of it is what people write: other encodings decode too, but to rare characters.
func proveChinese(raw []byte) ([]byte, Encoding, error) {
	for _, name := range []string{"gbk", "gb18030"} {
		enc := Encoding{Name: name}
		if text, err := enc.decode(raw); err == nil && isChinese(text) {
			return text, enc, nil
		}
	}
	return nil, Encoding{}, errEncoding
}

// isChinese reports whether at least nine in ten of the characters beyond ASCII are common Chinese ones: ideographs and
// signs of the GB 2312 set, which GBK stores with both bytes above 0xA0.
func isChinese(text []byte) bool {
	var common, all, han int
	enc := simplifiedchinese.GBK.NewEncoder()
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		char := text[:n]
		text = text[n:]
		if r < utf8.RuneSelf {
			if unicode.IsControl(r) && !strings.ContainsRune("\t\n\v\f\r\x1a\x1b", r) {
				return false
			}
			continue
		}
		all++
		enc.Reset()
		if b, err := enc.Bytes(char); err == nil && len(b) == 2 && b[0] <= 0xf7 && b[1] > 0xa0 {
			common++
		}
		if unicode.Is(unicode.Han, r) {
			han++
		}
	}
	return han > 0 && common*10 >= all*9
}
