package gosdk

import (
	"fmt"
	"go/ast"
	"go/constant"
	"slices"
	"strconv"

	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

// dimensions asks for vectors of the length that the target should give, in the SDK's own terms: where the code says none,
// or one that the target's model cannot give.
func (r *run) dimensions(ch *change, req request, choice provider.Choice) {
	at, n := r.length(req)
	switch {
	case at != nil && (choice.Embedding == nil || len(choice.Embedding.Allowed) == 0 || slices.Contains(choice.Embedding.Allowed, n)):
	case at != nil:
		src := strconv.Itoa(choice.Embedding.Dimensions)
		if choice.Dimensions > 0 {
			src = strconv.Itoa(choice.Dimensions)
		}
		node := place(req.file, at, "dimensions")
		if req.lit != nil {
			ch.within(req.file, req.lit, node, func(t *gosyntax.Tree) { t.Replace(at, src) })
			return
		}
		ch.edit(req.file, node, func(t *gosyntax.Tree) { t.Replace(at, src) })
	case choice.Dimensions > 0:
		r.addDimensions(ch, req, choice.Dimensions)
	}
}

// length returns where the length of a request's vectors is written, and its number; nil where it is not written there.
func (r *run) length(req request) (at ast.Expr, n int) {
	if req.lit != nil {
		if kv := field(req.lit, "Dimensions"); kv != nil {
			return r.number(kv.Value)
		}
	}
	if req.set == nil {
		return nil, 0
	}
	for _, s := range r.sets {
		if s.role == Length && s.value != nil && s.file == req.file && slices.ContainsFunc(s.of, func(c *client) bool { return slices.Contains(req.set.of, c) }) {
			return r.number(s.value)
		}
	}
	return nil, 0
}

// number is a whole number that is written out, also inside a call.
// Have: 1536, openai.Int(1536)
func (r *run) number(e ast.Expr) (ast.Expr, int) {
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok && len(call.Args) == 1 {
		e = call.Args[0]
	}
	lit, ok := ast.Unparen(e).(*ast.BasicLit)
	if !ok {
		return nil, 0
	}
	n, exact := constant.Int64Val(constant.ToInt(constant.MakeFromLiteral(lit.Value, lit.Kind, 0)))
	if !exact {
		return nil, 0
	}
	return lit, int(n)
}

// addDimensions says the length where the code does not.
func (r *run) addDimensions(ch *change, req request, n int) {
	switch {
	case req.from != nil:
		r.bodyField(ch, req, "dimensions", n)
	case req.sdk.Door.Call != "":
		r.throughCall(ch, req, "dimensions", n)
	case req.set != nil && req.sdk.Length != "" && r.knows(req.sdk, "Length"):
		r.lengthOption(ch, req, n)
	case req.set == nil && r.knows(req.sdk, "Dimensions"):
		r.setField(ch, req, "Dimensions", strconv.Itoa(n))
	}
}

// lengthOption gives a client the option for it beside the one that names the model.
// Have: openai.New(openai.WithEmbeddingModel("...")) -> openai.New(openai.WithEmbeddingModel("..."), openai.WithEmbeddingDimensions(512))
func (r *run) lengthOption(ch *change, req request, n int) {
	list, ok := req.set.in.(ast.Expr)
	option, known := r.qualified(ch, req.file, req.sdk.Length)
	if ok && known {
		ch.within(req.file, list, place(req.file, list, "dimensions"), func(t *gosyntax.Tree) { t.Append(list, fmt.Sprintf("%s(%d)", option, n)) })
	}
}
