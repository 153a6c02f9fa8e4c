// Package report writes what a scan found, what the gate made of it, and what a plan would change, in the formats that
// people, scripts and CI systems read.
//
// A [Format] writes a [Report]; there is one file per format and one table of them all. Without a verdict a report is
// that of `migrate scan` and lists everything. With one it is that of `migrate check`: JSON, JSON lines and SARIF still
// list everything and mark what is new, the formats that annotate a change (github, gitlab, rdjson, junit, markdown)
// carry only what fails it.
//
// The same report gives the same bytes. Every text that comes from the user's files is masked, so that no key reaches a
// log, and where a person reads it also made printable. Only the text formats know of colour and width.
//
// Plans have their own functions, because they need the files: [Patch], [PlanText] and [HTML].
package report

import (
	"io"
	"time"

	"github.com/openai-migrate/migrate/pkg/gate"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/scan"
	"github.com/openai-migrate/migrate/pkg/term"
)

// Report is what a format gets to see.
type Report struct {
	Lang     i18n.Lang
	IO       *term.IO // colour and width of the text format; nil for plain text of 80 cells
	Result   *scan.Result
	Verdict  *gate.Verdict // nil for a scan
	Base     string        // what the check compared with, as the user would name it; empty for nothing
	Baseline string        // the baseline file in use, as the user would name it; empty for none
	Root     string        // the scanned directory as the user named it; empty for "."
	Version  string        // of migrate
	Now      time.Time     // the day by which models are retired or not; zero to say nothing of that
}

// Format is one way to write a report.
type Format struct {
	Name  string
	Doc   i18n.Text
	Write func(io.Writer, *Report) error
}

// formats are the formats of scan and check, in the order in which help lists them.
var formats = []Format{
	{"text", i18n.T("供人阅读，按客户端分组", "for people, grouped by client"), writeText},
	{"json", i18n.T("一个 JSON 对象，供脚本使用", "one JSON object, for scripts"), writeJSON},
	{"jsonl", i18n.T("每行一个 JSON 对象", "one JSON object a line"), writeJSONLines},
	{"sarif", i18n.T("SARIF 2.1.0，用于 GitHub 代码扫描等", "SARIF 2.1.0, for GitHub code scanning and others"), writeSARIF},
	{"github", i18n.T("GitHub Actions 注解", "GitHub Actions annotations"), writeGitHub},
	{"gitlab", i18n.T("GitLab 代码质量报告", "GitLab code quality report"), writeGitLab},
	{"rdjson", i18n.T("reviewdog 诊断格式", "reviewdog diagnostics"), writeRDJSON},
	{"junit", i18n.T("JUnit XML，用于 Jenkins 等", "JUnit XML, for Jenkins and others"), writeJUnit},
	{"markdown", i18n.T("Markdown 摘要，用于流水线页面", "Markdown summary, for a pipeline's page"), writeMarkdown},
}

// Formats returns the formats of scan and check.
func Formats() []Format { return append([]Format(nil), formats...) }

// Names returns the names of the formats of scan and check.
func Names() []string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = f.Name
	}
	return names
}

// Lookup returns the format of scan and check with a name.
func Lookup(name string) (Format, bool) {
	for _, f := range formats {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// home is where the project lives; formats that want a link to the tool get it.
const home = "https://github.com/openai-migrate/migrate"

func (r *Report) root() string {
	if r.Root == "" {
		return "."
	}
	return r.Root
}

func (r *Report) say(zh, en string) string { return i18n.T(zh, en).In(r.Lang) }

func (r *Report) sayf(zh, en string, args ...any) string { return i18n.Tf(zh, en, args...).In(r.Lang) }
