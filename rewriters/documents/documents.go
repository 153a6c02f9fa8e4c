// Package documents lists what READMEs and other documents say of OpenAI: variables, addresses, models.
//
// Nothing that runs depends on it, and people copy from it for years. Each document gives at most three findings, one for
// each kind of name, at its first place: crewAI alone has 30,000 such names in its translations. The prose is for its
// authors to change; the code blocks are rewritten on request (--docs), as programs of their own (see
// source.Tree.WithPrograms).
package documents

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
)

var rule = &finding.Rule{
	ID: "DOC001", Slug: "document", Severity: finding.Note,
	Title: i18n.T("文档中的 OpenAI 名称", "names of OpenAI's in a document"),
	Doc: i18n.T(
		"列出 README 等文档提到的 OpenAI 变量、地址和模型名，每个文档每类一条。正文需由作者更新；代码块可用 --docs 一并改写。",
		"Lists the variables, addresses and models of OpenAI's that READMEs and other documents name, one finding a document for each kind. The prose is its authors' to update; --docs rewrites the code blocks."),
}

// Rewriter is the rewriter for documents.
var Rewriter = &rewrite.Rewriter{
	Name: "documents",
	Doc: i18n.T("列出文档中提到的 OpenAI 变量、地址和模型名。",
		"Lists the variables, addresses and models of OpenAI's that documents name."),
	Rules: []*finding.Rule{rule},
	Langs: []source.Lang{source.Markdown},
	Match: func(f *source.File) bool { return f.Lang == source.Markdown },
	Run:   run,
}

func run(p *rewrite.Pass) error {
	for _, f := range p.Files {
		for _, n := range names(f.Data) {
			report(p, f, n)
		}
	}
	return p.Context.Err()
}

// named is what a document names of one kind.
type named struct {
	kind  finding.Kind
	first source.Span
	words []string // in order, each once
	total int
}

// A text is searched for a few short needles; the word around each is what is looked at.
var needles = []struct {
	text string
	kind finding.Kind
}{
	{"OPENAI_", finding.Env}, {"api.openai.com", finding.Endpoint}, {".openai.azure.com", finding.Endpoint},
	{"gpt-", finding.Model}, {"text-embedding-", finding.Model}, {"text-davinci-", finding.Model}, {"dall-e-", finding.Model},
	{"whisper-", finding.Model}, {"tts-1", finding.Model}, {"o1-", finding.Model}, {"o3-", finding.Model}, {"o4-mini", finding.Model},
}

// needleWords are the needles, for the lines that hold one.
var needleWords = func() *source.Words {
	var list []string
	for _, n := range needles {
		list = append(list, strings.ToLower(n.text))
	}
	return source.NewWords(list...)
}()

// names finds what a text names, the kinds in a fixed order.
func names(text []byte) []*named {
	var lines []source.Span
	for start, end := range needleWords.Spans(text) {
		lines = append(lines, source.Span{Start: start, End: end})
	}
	by := map[finding.Kind]*named{}
	for _, n := range needles {
		for _, line := range lines {
			for at := line.Start; ; {
				i := bytes.Index(text[at:line.End], []byte(n.text))
				if i < 0 {
					break
				}
				word := around(text, at+i, at+i+len(n.text))
				at = max(word.End, at+i+len(n.text))
				if name, ok := telling(n.kind, string(text[word.Start:word.End])); ok {
					add(by, n.kind, name, word)
				}
			}
		}
	}
	var out []*named
	for _, k := range []finding.Kind{finding.Env, finding.Endpoint, finding.Model} {
		if by[k] != nil {
			out = append(out, by[k])
		}
	}
	return out
}

func add(by map[finding.Kind]*named, kind finding.Kind, name string, at source.Span) {
	n := by[kind]
	if n == nil {
		n = &named{kind: kind, first: at}
		by[kind] = n
	}
	if at.Start < n.first.Start {
		n.first = at
	}
	n.total++
	if !slices.Contains(n.words, name) {
		n.words = append(n.words, name)
	}
}

// around is the word that a needle stands in: letters, digits, and what names and addresses hold inside.
func around(text []byte, start, end int) source.Span {
	for start > 0 && inWord(text[start-1]) {
		start--
	}
	for end < len(text) && inWord(text[end]) {
		end++
	}
	for end > start && bytes.IndexByte([]byte(".:-/"), text[end-1]) >= 0 {
		end--
	}
	return source.Span{Start: start, End: end}
}

func inWord(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || bytes.IndexByte([]byte("_-./:"), c) >= 0
}

// telling reports whether a word is a name of its kind, and the name as it is listed.
func telling(kind finding.Kind, word string) (string, bool) {
	switch kind {
	case finding.Env:
		return word, strings.Trim(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789") == ""
	case finding.Endpoint:
		if strings.Contains(word, ".openai.azure.com") {
			return "*.openai.azure.com", true
		}
		return word, provider.ByURL(word) == "openai"
	}
	m, ok := provider.OpenAIModel(word)
	return word, ok && !m.Weak
}

// most is how many names a message spells out.
const most = 5

func report(p *rewrite.Pass, f *source.File, n *named) {
	slices.Sort(n.words)
	list := strings.Join(n.words[:min(most, len(n.words))], ", ")
	if len(n.words) > most {
		list += ", …"
	}
	message := i18n.Tf("文档提到 %[1]s（共 %[2]d 处）", "the document names %[1]s (%[3]s)", list, n.total, places(n.total))
	if p.Target != nil {
		message = i18n.Join(message, i18n.T("迁移后请更新正文；代码块可用 --docs 改写", "update the prose after the move; --docs rewrites the code blocks"))
	}
	p.Report(finding.Finding{Rule: rule, Kind: n.kind, File: f, Span: n.first, Symbol: strings.Join(n.words, ", "),
		Confidence: finding.Certain, Message: message})
}

func places(n int) string {
	if n == 1 {
		return "1 place"
	}
	return fmt.Sprintf("%d places", n)
}
