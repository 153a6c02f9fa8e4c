package i18n

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Spaced sets Latin words and figures in a Chinese sentence off by spaces, as Chinese technical prose is set, wherever the
// sentence was put together from parts without them.
//
//	Have: 超出MiniMax接受的范围 -> 超出 MiniMax 接受的范围
//
// What may be a path or an address is left as it is.
func Spaced(zh string) string {
	var out strings.Builder
	for len(zh) > 0 {
		n := strings.IndexAny(zh, " ，。；：、（）“”\n")
		word, mark := zh, ""
		if n >= 0 {
			_, size := utf8.DecodeRuneInString(zh[n:])
			word, mark = zh[:n], zh[n:n+size]
		}
		if strings.ContainsAny(word, `/\`) {
			out.WriteString(word)
		} else {
			space(&out, word)
		}
		out.WriteString(mark)
		zh = zh[len(word)+len(mark):]
	}
	return out.String()
}

func space(out *strings.Builder, word string) {
	var last rune
	for _, r := range word {
		if isHan(last) && isLatin(r) || isLatin(last) && isHan(r) {
			out.WriteByte(' ')
		}
		out.WriteRune(r)
		last = r
	}
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

func isLatin(r rune) bool { return r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
