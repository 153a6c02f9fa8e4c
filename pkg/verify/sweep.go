package verify

import (
	"bytes"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
)

// The spellings that a plain search looks for: hosts of the API, its variables, and the exporter that openai-agents sends
// its traces with. Rewriters understand more; this is what no file may hide, whatever language it is in.
var (
	openaiHost = regexp.MustCompile(`(?i)(?:[a-z0-9-]+\.)*api\.openai\.com|\*\.openai\.com|[a-z0-9*-]+\.openai\.azure\.(?:com|us|cn)`)
	openaiEnv  = regexp.MustCompile(`\b(?:AZURE_)?OPENAI_(?:API_KEY|KEY|API_BASE|API_HOST|API_TYPE|BASE_URL|ENDPOINT|ORGANIZATION|ORG_ID|ORG)\b`)
	tracing    = regexp.MustCompile(`\b(?:BackendSpanExporter|set_tracing_export_api_key)\b`)
)

// sweep searches the lines of a file that no finding covers.
func (v *verifier) sweep(f *source.File, covered map[int]bool) []Leftover {
	var out []Leftover
	n := 0
	for line := range bytes.Lines(f.Data) {
		n++
		text := string(bytes.TrimRight(line, "\r\n"))
		if covered[n] || len(text) > maxLine {
			continue
		}
		if l, at := v.inLine(f, text); l.What != "" {
			l.Path, l.Line, l.Column = f.Path, n, utf8.RuneCountInString(text[:at])+1
			out = append(out, l)
		}
	}
	return out
}

// maxLine is the length of a line that people write.
const maxLine = 4000

// inLine returns the first thing on a line that is left over.
func (v *verifier) inLine(f *source.File, text string) (Leftover, int) {
	if m := openaiHost.FindStringIndex(text); m != nil {
		return v.host(f, text, text[m[0]:m[1]]), m[0]
	}
	if m := tracing.FindStringIndex(text); m != nil && f.Lang.Family() == source.FamilyPython {
		l := Leftover{What: text[m[0]:m[1]], Reason: Manual, Reaches: true,
			Message: i18n.T("把跟踪数据（含提示词和回答）发往 OpenAI：关闭跟踪，或换用自己的导出器", "sends traces, prompts and answers included, to OpenAI: turn tracing off, or use an exporter of your own")}
		return placed(l, f, text), m[0]
	}
	if m := openaiEnv.FindStringIndex(text); m != nil && !v.mine(text[m[0]:m[1]], text) {
		return v.variable(f, text, text[m[0]:m[1]]), m[0]
	}
	return Leftover{}, 0
}

// mine reports whether a variable with OpenAI's name belongs to the migration: its key variable, or a knob that now holds
// the provider's address.
func (v *verifier) mine(name, line string) bool {
	return name == v.Target.KeyEnv || name == v.Target.URLEnv() || strings.Contains(line, v.host0())
}

// host0 is the host of the provider's address.
func (v *verifier) host0() string {
	u, err := url.Parse(v.Target.BaseURL)
	if err != nil || u.Host == "" {
		return v.Target.BaseURL
	}
	return u.Host
}

func (v *verifier) host(f *source.File, line, found string) Leftover {
	l := Leftover{What: found, Reason: Manual, Reaches: true,
		Message: i18n.Tf("地址 %s 还写在这里：换成 %s", "the address %s still stands here: use %s", found, v.Target.BaseURL)}
	if isRule(f, line) {
		l.Reason = AllowList
		l.Message = i18n.Tf("规则仍列出 %s：换成 %s，否则迁移后的请求可能被拦下", "a rule still lists %s: put %s in its place, or requests to the provider may be stopped", found, v.host0())
	}
	return placed(l, f, line)
}

// ruleWords are what a line, or the file's name, says where hosts are let through.
var ruleWords = regexp.MustCompile(`(?i)connect-src|content-security-policy|\bcsp\b|allow|whitelist|egress|no_proxy|toFQDNs|matchName|matchPattern|server_name|proxy_pass|host_permissions|permissions|firewall|networkpolicy|squid`)

func isRule(f *source.File, line string) bool {
	return ruleWords.MatchString(line) || f.Lang.Family() == source.FamilyConfig && ruleWords.MatchString(path.Base(f.Path))
}

func (v *verifier) variable(f *source.File, line, found string) Leftover {
	l := Leftover{What: found, Reason: Name, Message: i18n.Tf("仍提到变量 %s", "still names the variable %s", found)}
	if f.Lang.Family() == source.FamilyConfig && f.Lang != source.Markdown && f.Lang != source.Other {
		l.Reason, l.Reaches = Setting, strings.HasSuffix(found, "KEY")
		l.Message = i18n.Tf("仍设置变量 %s；迁移后的代码读取 %s", "still sets the variable %s; migrated code reads %s", found, v.Target.KeyEnv)
	}
	return placed(l, f, line)
}

// placed corrects the reason by where a leftover is: in a test, in prose, in code that nobody edits.
func placed(l Leftover, f *source.File, line string) Leftover {
	switch {
	case source.IsTest(f.Path):
		l.Reason, l.Reaches = Test, false
	case f.Lang == source.Markdown || isComment(f.Lang, line):
		l.Reason, l.Reaches = Doc, false
	case f.Mark != "":
		l.Reason, l.Reaches = Vendor, false
	}
	return l
}

// isComment reports whether a line is a comment as a whole.
func isComment(lang source.Lang, line string) bool {
	line = strings.TrimSpace(line)
	var marks []string
	switch lang {
	case source.Python, source.Notebook, source.Shell, source.Make, source.Docker, source.Dotenv, source.YAML, source.TOML, source.Ruby:
		marks = []string{"#"}
	case source.INI:
		marks = []string{"#", ";", "!"}
	case source.Terraform, source.PHP:
		marks = []string{"#", "//", "*", "/*"}
	case source.SQL:
		marks = []string{"--", "*", "/*"}
	case source.Vue, source.Svelte:
		marks = []string{"//", "*", "/*", "<!--"}
	case source.Other, source.Script:
		marks = []string{"#", "//", "<!--"}
	default:
		marks = []string{"//", "*", "/*"}
	}
	return slices.ContainsFunc(marks, func(m string) bool { return strings.HasPrefix(line, m) })
}
