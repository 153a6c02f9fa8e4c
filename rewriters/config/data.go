package config

import (
	"regexp"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/keyvalue"
)

var ruleData = &finding.Rule{
	ID: "CF015", Slug: "data-models", Severity: finding.Note,
	Title: i18n.T("数据中的 OpenAI 模型名或地址", "OpenAI models or addresses in data"),
	Doc: i18n.T(
		"JSON 数据、价格表、流程文件和 SQL 中的模型名或地址：它们也许是结果、价目或示例，而不是请求的模型，因此只报告。已执行过的迁移脚本绝不改写：请另写一个新的。",
		"Names of models or addresses in JSON data, tables of prices, flows and SQL: they may be results, prices or examples rather than the model of a request, so they are reported only. A schema migration that has been applied is never edited: write a new one."),
}

// large reports whether a file of data is too long to have been written by hand.
func large(f *source.File) bool { return f.Lang == source.JSON && len(f.Data) > 256<<10 }

// reportData reports a file of data in one finding: where the first name or address stands, and how many there are.
func (s *survey) reportData(f *source.File, read *keyvalue.File) {
	n, first := 0, source.Span{}
	count := func(word string, at source.Span) {
		if o, ok := provider.OpenAIModel(word); ok && !o.Weak || strings.Contains(word, "://api.openai.com") {
			if n++; n == 1 {
				first = at
			}
		}
	}
	for i := range read.Entries {
		if e := &read.Entries[i]; len(e.Value) < 200 && !e.Environ {
			count(e.Value, e.Text)
			count(e.Name, e.Key)
		}
	}
	for _, m := range read.Mentions {
		count(m.Word, m.At)
	}
	if n == 0 {
		return
	}
	d := &document{survey: s, file: f}
	d.add(finding.Finding{
		Rule: ruleData, Kind: finding.Model, Span: first, Symbol: "data",
		Message: i18n.Tf("数据文件中有 %d 处 OpenAI 的模型名或地址，第一处在这里：若程序把它们用作请求的模型或地址，请人工更换", "this file of data has %d names of OpenAI models or addresses, the first one here: where the program sends them, change them by hand", n),
	})
}

// seeded reports a model that SQL writes into a database, once for each name in a file.
func (s *setting) seeded(name string) bool {
	if s.told(name) {
		return true
	}
	message := i18n.Tf("SQL 写入模型名 %s", "SQL writes the model name %s", name)
	switch {
	case s.target == nil:
	case migrations.MatchString(s.file.Path):
		message = i18n.Join(message, i18n.T("已执行过的迁移不改写：请另写一个迁移更新数据", "a migration that has been applied is not edited: write a new one that updates the data"))
	default:
		message = i18n.Join(message, i18n.T("请确认程序是否用它请求，再人工更换；已写入的数据另行更新", "see whether the program sends it, then change it by hand; rows that were written already need an update"))
	}
	s.report(finding.Finding{Rule: ruleData, Kind: finding.Model, Model: name, Symbol: name, Message: message})
	return true
}

// migrations are the places of scripts that a database has run already.
var migrations = regexp.MustCompile(`(?i)(^|/)(migrations?|migrate|versions|flyway|liquibase|changelogs?)/|(^|/)V\d+__`)

var ruleRecorded = &finding.Rule{
	ID: "CF014", Slug: "recorded-traffic", Severity: finding.Note,
	Title: i18n.T("测试录制的 OpenAI 请求", "requests to OpenAI recorded for tests"),
	Doc: i18n.T(
		"录制的请求与响应（VCR cassette）、夹具和模拟数据。绝不改写：迁移后请对新平台重新录制，相关测试在那之前会失败。",
		"Recorded requests and answers (VCR cassettes), fixtures and mocks. Never edited: record them anew against the new provider; the tests that use them fail until then."),
}

var (
	recordings = regexp.MustCompile(`(?i)(^|/)(cassettes?|fixtures?|__fixtures__|__snapshots__|snapshots|recordings?|vcr|__mocks__|mocks|testdata)/`)
	cassette   = regexp.MustCompile(`(?m)^"?(interactions|http_interactions)"?:`)
	spoken     = regexp.MustCompile(`api\.openai\.com|openai\.azure\.com|["' ](gpt-[345]|text-embedding-)`)
)

// spokenWords are what spoken matches one of.
var spokenWords = source.NewWords("openai.", "gpt-", "text-embedding-")

// speaks returns where a text first names OpenAI's API or one of its models, nil where it does not.
func speaks(text []byte) []int {
	for start, end := range spokenWords.Spans(text) {
		if m := spoken.FindIndex(text[start:end]); m != nil {
			return []int{start + m[0], start + m[1]}
		}
	}
	return nil
}

// recorded reports whether a file was written by a test's recorder, or stands in for an answer.
func recorded(f *source.File) bool {
	switch f.Lang {
	case source.YAML, source.JSON:
		return recordings.MatchString(f.Path) || cassette.Match(f.Data[:min(len(f.Data), 4<<10)]) && speaks(f.Data) != nil
	}
	return false
}

func (s *survey) reportRecording(f *source.File) {
	m := speaks(f.Data)
	if m == nil {
		return
	}
	d := &document{survey: s, file: f}
	d.add(finding.Finding{
		Rule: ruleRecorded, Kind: finding.Endpoint, Span: source.Span{Start: m[0], End: m[1]}, Symbol: "recording",
		Message: i18n.T("测试用的录制或夹具：不改写，迁移后请重新录制", "a recording or fixture of tests: it is not changed; record it anew after the move"),
	})
}

var ruleMention = &finding.Rule{
	ID: "CF016", Slug: "config-mention", Severity: finding.Warning,
	Title: i18n.T("无法解析处提到 OpenAI", "OpenAI in text that could not be read as settings"),
	Doc: i18n.T(
		"PowerShell、批处理等脚本和 nginx 等服务器的配置，未能解析的模板（Helm 的 {{ }}）以及配置里的大段文本：其中的变量、地址和模型名只报告，不改写。",
		"Scripts of PowerShell and Windows' command line, the configuration of servers such as nginx, templates that do not parse (Helm's {{ }}), and longer texts inside a configuration: variables, addresses and model names in them are reported and not changed."),
}

// mentions reports what stands in text that is not read as settings.
func (d *document) mentions() {
	for _, m := range d.read.Mentions {
		f := finding.Finding{Rule: ruleMention, Kind: finding.Env, Span: m.At, Symbol: m.Word, Message: i18n.Tf("提到 %s", "mentions %s", m.Word)}
		switch {
		case strings.Contains(m.Word, "openai.com"), strings.Contains(m.Word, "openai.azure.com"):
			f.Kind, f.Reaches = finding.Endpoint, true
		case !family.MatchString(m.Word):
			o, ok := provider.OpenAIModel(m.Word)
			if !ok || o.Weak {
				continue
			}
			f.Kind, f.Model, f.Reaches = finding.Model, m.Word, true
		case advice.IsKey(m.Word):
			f.Holds = []finding.Key{{Kind: finding.KeyReads, Scope: d.pass.Project.Root, Name: m.Word}}
		}
		if d.read.Trouble != "" {
			f.Message = i18n.Join(f.Message, i18n.T("文件未能解析，请人工修改", "the file does not parse: change it by hand"))
		} else if d.target != nil {
			f.Message = i18n.Join(f.Message, i18n.T("这里不会改写，请人工修改", "it is not changed here: do it by hand"))
		}
		d.add(f)
	}
}
