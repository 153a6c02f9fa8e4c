//go:build cgo

package syntax

// #cgo CFLAGS: -std=c11 -D_POSIX_C_SOURCE=200809L -D_DARWIN_C_SOURCE
// #include <stdlib.h>
// #include "flat.h"
import "C"

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"
	"unsafe"

	_ "github.com/tree-sitter/go-tree-sitter" // compiles the library that flat.c calls

	"github.com/openai-migrate/migrate/pkg/source"
)

// allocateInC is done once, before the first parse.
var allocateInC = sync.OnceFunc(func() { C.flat_allocate_in_c() })

// Parse reads src, UTF-8 text in one of the languages Python, JavaScript, TypeScript and TSX. A text with syntax errors
// gives a tree with error nodes, not an error. The errors are ctx's and a [Refusal]; src must not change afterwards.
func Parse(ctx context.Context, lang source.Lang, src []byte) (*Tree, error) {
	return parse(ctx, lang, src, Budget+time.Duration(len(src))*BudgetPerByte)
}

func parse(ctx context.Context, lang source.Lang, src []byte, budget time.Duration) (*Tree, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	g := grammarOf(lang)
	switch {
	case g == nil:
		return nil, fmt.Errorf("parse %s: %w", lang, Unsupported)
	case len(src) > MaxSize:
		return nil, TooLarge
	case bytes.IndexByte(src, 0) >= 0:
		return nil, Binary
	}
	allocateInC()
	out := C.flat_parse(g.language, (*C.char)(unsafe.Pointer(unsafe.SliceData(src))), C.uint32_t(len(src)), C.int64_t(budget))
	if err := status(out.status); err != nil {
		return nil, err
	}
	defer C.free(unsafe.Pointer(out.nodes))
	nodes := slices.Clone(unsafe.Slice((*record)(unsafe.Pointer(out.nodes)), int(out.count)))
	return &Tree{lang: lang, src: src, names: g.names, nodes: nodes}, nil
}

func status(code C.int) error {
	switch code {
	case C.FLAT_OK:
		return nil
	case C.FLAT_TIMEOUT:
		return Timeout
	case C.FLAT_LANGUAGE:
		return Unsupported
	}
	return OutOfMemory
}

// The two sides of cgo agree on the layout of a node, or this does not compile.
var _ = [1]struct{}{}[unsafe.Sizeof(record{})-unsafe.Sizeof(C.flat_node{})]

// sexp is the tree in the library's own words, for the tests.
func sexp(lang source.Lang, src []byte) string {
	allocateInC()
	s := C.flat_sexp(grammarOf(lang).language, (*C.char)(unsafe.Pointer(unsafe.SliceData(src))), C.uint32_t(len(src)))
	defer C.free(unsafe.Pointer(s))
	return C.GoString(s)
}
