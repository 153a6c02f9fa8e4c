package finding

import (
	"regexp"
	"strings"
)

// keyShape matches what API keys of OpenAI and of the providers look like; placeholders are let through by IsPlaceholder.
var keyShape = regexp.MustCompile(`\b(sk-[A-Za-z0-9_-]{16,}|bce-v3/ALTAK-[A-Za-z0-9/_-]{16,}|[0-9a-f]{32}\.[A-Za-z0-9]{16}|eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]*)`)

var placeholder = regexp.MustCompile(`(?i)^(sk-)?(x{3,}|\.{3,}|\*{3,}|your[-_a-z]*|test[-_a-z0-9]*|fake[-_a-z0-9]*|dummy[-_a-z0-9]*|example[-_a-z0-9]*|changeme|user_provided)`)

// mayHoldKey reports whether s holds how a key of keyShape begins or, for the one that begins with any digits, a dot behind
// 32 hexadecimal ones. Nearly no text does, and seeing that takes a fraction of the time.
func mayHoldKey(s string) bool {
	return hasWord(s, "sk-") || hasWord(s, "eyJ") || hasWord(s, "bce-v3/") || hasDigest(s)
}

// hasWord reports whether a word of s begins so.
func hasWord(s, begin string) bool {
	for at := 0; ; {
		i := strings.Index(s[at:], begin)
		if i < 0 {
			return false
		}
		if at += i; at == 0 || !inWord(s[at-1]) {
			return true
		}
		at += len(begin)
	}
}

func inWord(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_'
}

func hasDigest(s string) bool {
	for at := 0; ; at++ {
		i := strings.IndexByte(s[at:], '.')
		if i < 0 {
			return false
		}
		at += i
		if at >= 32 && strings.Trim(s[at-32:at], "0123456789abcdef") == "" {
			return true
		}
	}
}

// IsSecret reports whether s holds what looks like a real API key.
func IsSecret(s string) bool {
	if !mayHoldKey(s) {
		return false
	}
	for _, m := range keyShape.FindAllString(s, -1) {
		if !placeholder.MatchString(m) {
			return true
		}
	}
	return false
}

// Mask returns s with everything that looks like a real API key replaced by its first characters and dots. All text
// from the user's files goes through it before it is shown, logged or reported.
func Mask(s string) string {
	if !mayHoldKey(s) {
		return s
	}
	return keyShape.ReplaceAllStringFunc(s, func(m string) string {
		if placeholder.MatchString(m) {
			return m
		}
		return m[:min(3, len(m))] + "••••••••"
	})
}
