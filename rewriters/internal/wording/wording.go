// Package wording changes what stands beside a key for people to read: the prompt that asks for it, the message that says it
// is missing, the placeholder in its place, the comment that tells where to get one. Whoever changes the variable and leaves
// these gets OpenAI's keys typed into another vendor's prompt.
//
// [Key] knows words and nothing of code: it says what becomes of one text. [Follow] finds the texts around the edits of a
// change in a syntax tree, for Python, JavaScript and TypeScript; rewriters that keep other trees ask Key themselves. Only the
// vendor's name, the variable's and the address change; text that is not about the key, and prose that is not beside it, stays.
package wording

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
)

// Key is what a key is called before and after.
type Key struct {
	was   []string // the variables that are renamed
	env   string
	label i18n.Text
	id    string
	page  string // where the vendor hands out keys; empty where that is not known
}

// Of returns the words for a key that was read from some variables and is now the target's. There may be no such variable.
func Of(t *provider.Target, was ...string) Key {
	return Key{was: was, env: t.KeyEnv, label: t.Brief(), id: strings.ReplaceAll(t.ID, "-", ""), page: t.KeysPage.URL}
}

const openai = `open[ -]?ai`

var (
	// Have: "Enter your OpenAI API key", "OpenAI's secret key", "OpenAI 的密钥"
	beforeKey = regexp.MustCompile(`(?i)(?:^|[^\w./@-]|\\[nrt])(` + openai + `)(?:['’]s|[ ]?的)?[ ]?(?:(?:platform|account|secret|private|service|access|api)[ _-]?)*(?:keys?\b|tokens?\b|credentials?\b|密钥|令牌)`)
	// Have: "the API key for OpenAI"
	behindKey = regexp.MustCompile(`(?i)\b(?:keys?|tokens?|credentials?)\b (?:for|from|of|to|at) (?:your |the )?(` + openai + `)(?:$|[^\w./@-]|\.$|\. )`)
	// Have: "OpenAI: "
	anywhere = regexp.MustCompile(`(?i)(?:^|[^\w./@-]|\\[nrt])(` + openai + `)(?:$|[^\w./@-]|\.$|\. )`)
	slug     = regexp.MustCompile(`^[\w.-]*$`)
)

// Text returns the edits of a message: what speaks of the variable, or of OpenAI's key. One that asks for the key may name
// OpenAI without a word of keys.
func (k Key) Text(s string, asks bool) []edit.Edit {
	out := append(k.names(s), k.pages(s)...)
	spots := slices.Concat(beforeKey.FindAllStringSubmatchIndex(s, -1), behindKey.FindAllStringSubmatchIndex(s, -1))
	if asks && !slug.MatchString(s) {
		spots = append(spots, anywhere.FindAllStringSubmatchIndex(s, -1)...)
	}
	for _, at := range spots {
		if start, ok := k.named(s, at[2], at[3]); ok {
			out = append(out, k.vendor(s, start, at[3]))
		}
	}
	out, err := edit.Normalize(out)
	if err != nil || !k.plain() {
		return nil
	}
	return out
}

// named is where the vendor's name begins that ends with OpenAI: Azure OpenAI is meant only where a variable of Azure's is
// renamed, and what is compatible with OpenAI is another vendor.
func (k Key) named(s string, start, end int) (int, bool) {
	if strings.HasPrefix(strings.TrimSpace(s[end:]), "compatible") {
		return 0, false
	}
	if before := s[:start]; endsWith(before, "azure ") {
		return start - len("azure "), slices.ContainsFunc(k.was, func(name string) bool { return strings.Contains(name, "AZURE") })
	}
	return start, true
}

// endsWith reports whether a text ends with a word, in any case.
func endsWith(s, word string) bool {
	at := len(s) - len(word)
	return at >= 0 && strings.EqualFold(s[at:], word) && !inWord(s[:at], "")
}

// plain reports whether the words can stand in a string in any quotes.
func (k Key) plain() bool { return !strings.ContainsAny(k.label.ZH+k.label.EN+k.page, "\"'`\\{}%$\n") }

// vendor names the target in the place of OpenAI, in the language around it, the article with it.
func (k Key) vendor(s string, start, end int) edit.Edit {
	e := edit.Edit{Start: start, End: end, New: k.label.EN, Node: "text"}
	if strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		e.New = k.label.ZH
	}
	if endsWith(s[:start], "an ") && !strings.ContainsAny(e.New[:1], "AEIOaeio") {
		e.Start, e.New = start-3, s[start-3:start-2]+" "+e.New
	}
	return e
}

// Naming is Text for what need not be about the key: nothing becomes of it unless it names the variable.
func (k Key) Naming(s string) []edit.Edit {
	if len(k.names(s)) == 0 {
		return nil
	}
	return k.Text(s, false)
}

// names returns the edits that name the target's variable in the place of another.
func (k Key) names(s string) (out []edit.Edit) {
	for _, was := range k.was {
		for at := 0; ; {
			i := strings.Index(s[at:], was)
			if i < 0 {
				break
			}
			start, end := at+i, at+i+len(was)
			if !inWord(s[:start], s[end:]) {
				out = append(out, edit.Edit{Start: start, End: end, New: k.env, Node: "text"})
			}
			at = end
		}
	}
	return out
}

// inWord reports whether what stands before or behind a name goes on with it.
func inWord(before, behind string) bool {
	part := func(c byte) bool {
		return c == '_' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
	}
	return before != "" && part(before[len(before)-1]) || behind != "" && part(behind[0])
}

// likeKey matches what stands for a key that nobody has filled in: "your-openai-key", "<OPENAI_SECRET>".
var likeKey = regexp.MustCompile(`(?i)(open[-_]?ai)[-_]?(?:api[-_]?|secret[-_]?)*(?:key|token|secret)`)

// Placeholder returns the edits of a value that only stands for a key.
//
//	Have: "<your_openai_api_key>" -> "<your_zai_api_key>"; "your-openai-key" -> "your-zhipu-key"; "OPENAI_API_KEY" -> "ZAI_API_KEY"
func (k Key) Placeholder(s string) []edit.Edit {
	for _, was := range k.was {
		if at := inAnyCase(was).FindStringIndex(s); at != nil {
			return []edit.Edit{{Start: at[0], End: at[1], New: alike(s[at[0]:at[1]], k.env), Node: "placeholder"}}
		}
	}
	if at := likeKey.FindStringSubmatchIndex(s); at != nil {
		return []edit.Edit{{Start: at[2], End: at[3], New: alike(s[at[2]:at[3]], strings.ToUpper(k.id)), Node: "placeholder"}}
	}
	return k.Text(s, false)
}

// inAnyCase matches a variable's name as placeholders write it.
func inAnyCase(name string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)` + strings.ReplaceAll(regexp.QuoteMeta(name), "_", `[-_]`))
}

// alike writes a name in capitals in the case and with the separators of another.
func alike(like, name string) string {
	if strings.Contains(like, "-") {
		name = strings.ReplaceAll(name, "_", "-")
	}
	if like != strings.ToUpper(like) {
		name = strings.ToLower(name)
	}
	return name
}
