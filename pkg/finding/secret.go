package finding

import (
	"regexp"
	"strings"
)

// keyShape matches what API keys of OpenAI and of the providers look like; placeholders are let through by IsPlaceholder.
var keyShape = regexp.MustCompile(`\b(sk-[A-Za-z0-9_-]{16,}|bce-v3/ALTAK-[A-Za-z0-9/_-]{16,}|[0-9a-f]{32}\.[A-Za-z0-9]{16}|eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]*)`)

var placeholder = regexp.MustCompile(`(?i)^(sk-)?(x{3,}|\.{3,}|\*{3,}|your[-_a-z]*|test[-_a-z0-9]*|fake[-_a-z0-9]*|dummy[-_a-z0-9]*|example[-_a-z0-9]*|changeme|user_provided)`)

// mayHoldKey reports whether s holds how a key of keyShape begins or, for the one that begins with any letter or digit, a dot
// behind a hexadecimal digit. Nearly no text does, and seeing that takes a fraction of the time.
func mayHoldKey(s string) bool {
	for _, begin := range []string{"sk-", "eyJ", "bce-v3/"} {
		if strings.Contains(s, begin) {
			return true
		}
	}
	for i := 32; i < len(s); i++ {
		if s[i] == '.' && strings.IndexByte("0123456789abcdef", s[i-1]) >= 0 {
			return true
		}
	}
	return false
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
