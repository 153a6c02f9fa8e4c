package i18n

import (
	"strings"
	"unicode"
)

// Spaced sets Latin words and figures in a Chinese sentence off by spaces, as Chinese technical prose is set, wherever the
// sentence was put together from parts without them.
//
//	Have: 超出MiniMax接受的范围 -> 超出 MiniMax 接受的范围
func Spaced(zh string) string {
	var out strings.Builder
	var last rune
	for _, r := range zh {
		if isHan(last) && isLatin(r) || isLatin(last) && isHan(r) {
			out.WriteByte(' ')
		}
		out.WriteRune(r)
		last = r
	}
	return out.String()
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

func isLatin(r rune) bool { return r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
