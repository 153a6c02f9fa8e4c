// Package i18n holds the two languages that migrate speaks.
//
// Every text a user can see is a [Text]: a Chinese and an English sentence side by side, so that neither can be
// forgotten and both can be found by grep. There are no message ids and no catalog files; a test of each package that
// owns texts checks that no half is empty.
//
// The language is chosen once, at the composition root, by [Detect], and travels as a [Lang].
package i18n

import (
	"fmt"
	"strings"
)

// Lang is a user interface language.
type Lang string

// The languages.
const (
	EN Lang = "en"
	ZH Lang = "zh"
)

// Text is one user-facing sentence in both languages.
type Text struct{ ZH, EN string }

// T returns the text whose Chinese is zh and whose English is en.
func T(zh, en string) Text { return Text{ZH: zh, EN: en} }

// Tf is [T] with both halves formatted by fmt.Sprintf with the same arguments. A half that needs them in another order
// uses explicit indexes (%[2]s).
func Tf(zh, en string, args ...any) Text {
	return Text{ZH: fmt.Sprintf(zh, args...), EN: fmt.Sprintf(en, args...)}
}

// Join puts two sentences after each other as one.
func Join(a, b Text) Text { return Text{ZH: a.ZH + "；" + b.ZH, EN: a.EN + "; " + b.EN} }

// In returns the text in language l; an empty half falls back to the other.
func (t Text) In(l Lang) string {
	if l == ZH && t.ZH != "" || t.EN == "" {
		return t.ZH
	}
	return t.EN
}

// Complete reports whether both halves are present.
func (t Text) Complete() bool { return t.ZH != "" && t.EN != "" }

// Parse reads a value of the --lang flag; ok is false for anything but zh and en (region suffixes are accepted).
func Parse(s string) (l Lang, ok bool) {
	switch base, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(s), "_", "-"), "-"); base {
	case "zh":
		return ZH, true
	case "en":
		return EN, true
	}
	return EN, false
}

// Detect picks the language from the --lang flag, else from the first set one of LC_ALL, LC_MESSAGES, LANG and
// MIGRATE_LANG (which goes first); English when none names Chinese.
func Detect(flag string, getenv func(string) string) Lang {
	if l, ok := Parse(flag); ok {
		return l
	}
	for _, name := range []string{"MIGRATE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := getenv(name); v != "" {
			l, _ := Parse(strings.SplitN(v, ".", 2)[0])
			return l
		}
	}
	return EN
}

// N counts in English: N(1, "file", "files") is "1 file".
func N(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
