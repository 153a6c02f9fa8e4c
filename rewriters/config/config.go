// Package config finds and changes OpenAI settings in configuration files of every kind: .env, compose, Kubernetes, Helm,
// CI, Terraform and Bicep, TOML, INI and properties, JSON, Dockerfiles, Makefiles and shell scripts.
//
// A configuration file is a knob: where the application reads its key, address or model from it, the value changes here and
// the code need not. Files are read as settings by the package keyvalue; what a setting is, and what becomes of it, is
// decided here from its name and value, whatever the format. Edits overwrite a value or a name and nothing else.
//
// The key variable moves as one: it is renamed only when some migrated client reads the new name ([finding.KeyReads]), and
// then in all files in reach of that client at once; while code that stays still reads the old one, the new one is added
// below. In a repository of several services a setting belongs to the service that it is for, as far as the file says
// which. A value that looks like a real key is never printed and never handed to the new provider: it stays under its old
// name, and the new variable is added empty.
package config

import (
	"path"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
)

// Rewriter is the rewriter for configuration files.
var Rewriter = &rewrite.Rewriter{
	Name: "config",
	Doc: i18n.T(
		"在配置和基础设施文件（.env、compose、Kubernetes、Helm、CI、Terraform、TOML、INI、JSON、Dockerfile、Makefile、shell 等）中查找 OpenAI 的密钥变量、接口地址和模型名，原位修改，注释、顺序、引号、锚点保持不变。",
		"Finds OpenAI key variables, addresses and model names in configuration and infrastructure files (.env, compose, Kubernetes, Helm, CI, Terraform, TOML, INI, JSON, Dockerfile, Makefile, shell and others) and edits them in place; comments, order, quotes and anchors stay."),
	Rules: rules,
	Langs: []source.Lang{
		source.Dotenv, source.YAML, source.JSON, source.TOML, source.INI, source.Terraform, source.Docker, source.Make, source.Shell,
		source.SQL, source.Script,
	},
	Match: match,
	Run:   run,
}

var rules = []*finding.Rule{
	ruleKey, ruleURL, ruleModel, ruleSecret, ruleHeader, ruleStore, ruleReference, ruleAzure, ruleChoice, ruleUnread, ruleAllowed,
	ruleRequest, ruleRecorded, ruleData, ruleMention, ruleOther,
}

// words are what a file spells that has something to say about OpenAI.
var words = source.NewWords("openai", "open_ai", "open-ai", "aoai", "gpt-", "text-embedding-", "text-davinci", "dall-e", "whisper-1", "tts-1",
	"o1-mini", "o1-preview", "o3-mini", "o4-mini", "omni-moderation", "codex-mini")

func match(f *source.File) bool {
	switch f.Lang {
	case source.Dotenv, source.YAML, source.JSON, source.TOML, source.INI, source.Terraform, source.Docker, source.Make, source.Shell,
		source.SQL, source.Script:
		return !listsPackages(f.Path) && words.In(f.Data)
	}
	return false
}

// listsPackages reports whether a file is one that a package manager writes.
func listsPackages(name string) bool {
	base := strings.ToLower(path.Base(name))
	return strings.Contains(base, "lock.") || strings.HasSuffix(base, ".lock") || base == "npm-shrinkwrap.json"
}

func run(p *rewrite.Pass) error {
	s := &survey{pass: p, target: p.Target}
	for _, f := range p.Files {
		if err := p.Context.Err(); err != nil {
			return err
		}
		s.file(f)
	}
	return nil
}
