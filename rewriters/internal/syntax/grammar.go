//go:build cgo

package syntax

// #include "flat.h"
import "C"

import (
	"sync"
	"unsafe"

	javascript "github.com/tree-sitter/tree-sitter-javascript/bindings/go"
	python "github.com/tree-sitter/tree-sitter-python/bindings/go"
	typescript "github.com/tree-sitter/tree-sitter-typescript/bindings/go"

	"github.com/openai-migrate/migrate/pkg/source"
)

// grammar is one language of the library with its tables of names.
type grammar struct {
	language unsafe.Pointer
	names    *names
}

// grammars are made when first asked for: a run over Go files loads none.
var grammars = map[source.Lang]func() *grammar{
	source.Python:     sync.OnceValue(func() *grammar { return load(python.Language()) }),
	source.JavaScript: sync.OnceValue(func() *grammar { return load(javascript.Language()) }),
	source.TypeScript: sync.OnceValue(func() *grammar { return load(typescript.LanguageTypescript()) }),
	source.TSX:        sync.OnceValue(func() *grammar { return load(typescript.LanguageTSX()) }),
}

// grammarOf returns nil for a language that is not parsed here.
func grammarOf(lang source.Lang) *grammar {
	if g := grammars[lang]; g != nil {
		return g()
	}
	return nil
}

func load(language unsafe.Pointer) *grammar {
	n := &names{symbols: map[string][]uint16{}, fields: map[string]uint16{}}
	for i := range uint16(C.flat_symbol_count(language)) {
		n.addKind(i, C.GoString(C.flat_symbol_name(language, C.uint16_t(i))))
	}
	for i := range uint16(C.flat_field_count(language)) {
		n.addField(i+1, C.GoString(C.flat_field_name(language, C.uint16_t(i+1))))
	}
	return &grammar{language: language, names: n}
}
