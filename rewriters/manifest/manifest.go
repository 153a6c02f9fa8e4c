// Package manifest says which SDKs a project depends on, in which versions, and what the target needs of them.
//
// Mostly that is nothing: the SDK of OpenAI keeps working with a compatible service. But a package of Azure's has no place
// for another address, some libraries are dead and know none, and tokenizers count for OpenAI's models only. Nothing is
// edited: which version comes next is the team's and its lockfile's business.
//
// A package is a row in a table (packages.go). A manifest is a format (forms.go): TOML, JSON and YAML through package
// keyvalue, the others by the line in which a dependency stands. The version that counts is the locked one, where a
// lockfile lies beside the manifest or above it (package lockfile).
package manifest

import (
	"path"
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/lockfile"
)

var rule = &finding.Rule{
	ID: "DEP001", Slug: "dependency", Severity: finding.Note,
	Title: i18n.T("依赖 OpenAI 的 SDK", "dependency on an SDK of OpenAI's"),
	Doc: i18n.T(
		"列出各种依赖清单（pip、poetry、uv、conda、npm、Go、Maven、Gradle、NuGet、Cargo、Composer、Bundler、SwiftPM、pub）声明的 OpenAI 相关包、允许的版本和锁定的版本，并说明目标平台需要什么：多数不需要改动，Azure 专用包和已停止维护的包需要换掉，分词器的计数不再准确。只报告，不改写。",
		"Lists the packages for OpenAI that manifests (pip, poetry, uv, conda, npm, Go, Maven, Gradle, NuGet, Cargo, Composer, Bundler, SwiftPM, pub) ask for, in which versions and which is locked, and what the target needs: mostly nothing; packages made for Azure alone and dead ones must be replaced, and tokenizers no longer count right. Reported only."),
}

// Rewriter is the rewriter for manifests.
var Rewriter = &rewrite.Rewriter{
	Name: "manifest",
	Doc: i18n.T("列出依赖清单中 OpenAI 的 SDK、版本，以及目标平台需要什么。",
		"Lists the SDKs for OpenAI in manifests, their versions, and what the target needs of them."),
	Rules: []*finding.Rule{rule},
	Langs: []source.Lang{source.Other, source.TOML, source.JSON, source.YAML},
	Match: func(f *source.File) bool { return formOf(f) != nil },
	Run:   run,
}

// dependency is one entry of a manifest.
type dependency struct {
	pkg  *pkg
	at   source.Span
	spec string // the versions that are asked for, as written; may be empty
}

func run(p *rewrite.Pass) error {
	for _, f := range p.Files {
		form := formOf(f)
		list := form.read(f, form.eco)
		slices.SortStableFunc(list, func(a, b dependency) int { return a.at.Start - b.at.Start })
		for _, d := range list {
			report(p, f, form, d)
		}
	}
	return p.Context.Err()
}

func report(p *rewrite.Pass, f *source.File, form *form, d dependency) {
	message := i18n.Tf("依赖 %s", "depends on %s", d.pkg.name)
	if d.spec != "" {
		message = i18n.T(message.ZH+" "+d.spec, message.EN+" "+d.spec)
	}
	if version, lock := lockfile.Nearest(p.Project.Tree, path.Dir(f.Path), form.locks, d.pkg.name); version != "" {
		from := path.Base(lock)
		message = i18n.T(message.ZH+"（"+from+" 锁定为 "+version+"）", message.EN+" ("+from+" has "+version+")")
	}
	out := finding.Finding{Rule: rule, Kind: finding.Dependency, File: f, Span: d.at, SDK: d.pkg.sdk, Symbol: d.pkg.name,
		Confidence: finding.Certain, Message: message}
	if p.Target != nil {
		todo, manual := d.pkg.todo(p.Target)
		out.Message = i18n.Join(out.Message, todo)
		if manual {
			out.Confidence = finding.Manual
		}
	}
	p.Report(out)
}
