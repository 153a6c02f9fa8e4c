package inventory

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/lexical"
)

// fillers stand between the word that imports and what is imported.
var fillers = []string{"static", "crate", "function", "const", "typealias", "struct", "class", "func"}

// readImports finds the import statements: a word of the language at the beginning of a statement, and a path or a string.
//
//	Have: import dev.langchain4j.model.openai.OpenAiChatModel;
//	Have: using OpenAI.Chat;  global using static OpenAI.X;
//	Have: use async_openai::{Client, config::OpenAIConfig};
//	Have: require "openai"
//	Have: import 'package:dart_openai/dart_openai.dart';
func (f *file) readImports() {
	for i, t := range f.tokens {
		if t.Kind != lexical.Name || !slices.Contains(f.lang.Import, f.name(i)) || strings.Contains(".:", f.punct(i-1)) {
			continue
		}
		at := i + 1
		for slices.Contains(fillers, f.name(at)) {
			at++
		}
		if f.punct(at) == "(" {
			at++
		}
		if f.name(at) != "" && f.punct(at+1) == "=" { // using X = OpenAI.Chat
			at += 2
		}
		path, end := f.imported(at)
		if path != "" {
			f.imports = append(f.imports, imported{path: path, sdk: f.sdkOf(path), span: source.Span{Start: t.Start, End: f.tokens[min(end, len(f.tokens))-1].End}})
		}
	}
}

func (f *file) imported(i int) (string, int) {
	if i < len(f.tokens) && f.tokens[i].Kind == lexical.Text {
		text := strings.TrimPrefix(f.inside(f.tokens[i]), "package:")
		return strings.ReplaceAll(text, "/", "."), i + 1
	}
	return f.path(i)
}

// sdkOf returns the SDK that a path leads into.
func (f *file) sdkOf(path string) *SDK {
	for i := range f.lang.SDKs {
		s := &f.lang.SDKs[i]
		if slices.ContainsFunc(s.Modules, func(m string) bool { return within(path, m) }) {
			return s
		}
	}
	return nil
}

// within reports whether a path is a module or leads into it. A module that ends in "*" names any that begins so.
func within(path, module string) bool {
	if begin, open := strings.CutSuffix(module, "*"); open {
		return strings.HasPrefix(path, begin)
	}
	return path == module || strings.HasPrefix(path, module+".")
}

// shadows reports whether a file gives the names of an SDK that needs no import another meaning: it declares such a type,
// or imports another one of the name.
func (f *file) shadows(s *SDK) bool {
	for i := range f.tokens {
		switch f.name(i) {
		case "class", "module", "interface", "trait", "enum":
			if s.has(f.name(i + 1)) {
				return true
			}
		}
	}
	return slices.ContainsFunc(f.imports, func(m imported) bool {
		return m.sdk == nil && s.has(m.path[strings.LastIndexByte(m.path, '.')+1:])
	})
}

// has reports whether a client's type begins with a name.
func (s *SDK) has(name string) bool {
	return slices.ContainsFunc(s.Clients, func(c Client) bool { head, _, _ := strings.Cut(c.Type, "."); return head == name })
}

// local reports whether a name that needs no import is the namespace's own: PHP looks up a bare name there, one with a
// backslash before it is global.
func (f *file) local(c *made) bool {
	return c.sdk.Global && f.namespaced() && f.punct(c.from-1) != `\` &&
		!slices.ContainsFunc(f.imports, func(m imported) bool { return m.sdk == c.sdk })
}

// namespaced reports whether a file declares a namespace as PHP does: namespace App;
func (f *file) namespaced() bool {
	at := slices.IndexFunc(f.tokens, func(t lexical.Token) bool { return t.Kind == lexical.Name && f.Text(t.Span) == "namespace" })
	return at >= 0 && f.tokens[at].Line && f.punct(at-1) != "."
}

func (l *look) imports() {
	for _, m := range l.file.imports {
		if m.sdk == nil {
			continue
		}
		l.report(m.span, finding.Finding{
			Rule: l.rules.imp, Kind: finding.Import, SDK: m.sdk.Name, Symbol: m.path, Confidence: finding.Certain,
			Message: i18n.Tf("导入 %s", "imports %s", m.path),
		})
	}
}
