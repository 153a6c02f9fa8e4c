package gosdk

import (
	"go/ast"
	"strconv"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/rewriters/internal/gofield"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

// inPlace returns the expression to replace for a judgement that changes only a value or a name, and its source; nil where
// the value is not written here, or another name than OpenAI's is wanted.
//
//	Have: Temperature: openai.Float(0) -> openai.Float(0.01); MaxCompletionTokens: n -> MaxTokens: n
func (j judged) inPlace(f *gosyntax.File) (at ast.Expr, src string) {
	switch {
	case j.Action == provider.Rename:
		if known, ok := provider.FieldNamed(j.Name); ok && known.Twin == j.Sent.Field {
			if _, text := j.Entry.Key.(*ast.BasicLit); text {
				return j.Entry.Key, strconv.Quote(j.Name)
			}
			return j.Entry.Key, camel(j.Name)
		}
	case j.Value == nil || j.Literal == nil:
	case j.Sent.Field == "role_developer":
		return j.Literal, gofield.System(f.Text(j.Literal))
	case j.Action == provider.Clamp, j.Action == provider.Rewrite:
		if text, ok := j.Value.(string); ok {
			return j.Literal, quoteLike(j.Literal, text)
		}
		if n, ok := j.Value.(float64); ok && isNumber(j.Literal) {
			return j.Literal, strconv.FormatFloat(n, 'f', -1, 64)
		}
	}
	return nil, ""
}

// isNumber reports whether a number is written out here: one with a name is changed where it is defined, by a person.
func isNumber(e ast.Expr) bool {
	if u, ok := e.(*ast.UnaryExpr); ok {
		e = u.X
	}
	_, ok := e.(*ast.BasicLit)
	return ok
}

// camel is the name of a field in Go.
//
//	Have: max_tokens -> MaxTokens
func camel(name string) string {
	var out strings.Builder
	for part := range strings.SplitSeq(name, "_") {
		out.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return out.String()
}

// batch says of an embeddings request with several texts how many the target takes at a time.
func (r *run) batch(req request) {
	kv := field(req.lit, "Input")
	if req.capability != finding.Embeddings || kv == nil {
		return
	}
	texts, several := count(kv.Value)
	if !several {
		return
	}
	j := r.target.JudgeBatch(r.choiceOf(req), texts)
	if j.Silent {
		return
	}
	f := finding.Finding{
		Rule: ruleField, Kind: finding.Parameter, SDK: req.sdk.Name, Symbol: "input", Capability: finding.Embeddings,
		Confidence: finding.Manual, Message: j.Reason, Verdict: finding.Verdict(j.Action), Sources: rewrite.Sources(j.Verdict),
	}
	if j.Action == provider.Block {
		f.Rule = ruleRefused
	}
	r.add(req.file, kv.Value, f)
}

// count returns how many texts an expression holds, 0 where that is not written out, and whether there may be several. A
// name in the plural, or one that says batch or chunk, is taken at its word.
func count(e ast.Expr) (n int, several bool) {
	switch x := ast.Unparen(e).(type) {
	case *ast.CompositeLit:
		if len(x.Elts) == 1 {
			if kv, ok := x.Elts[0].(*ast.KeyValueExpr); ok { // a union of openai-go
				return count(kv.Value)
			}
		}
		return len(x.Elts), len(x.Elts) > 1
	case *ast.SliceExpr:
		return 0, true
	case *ast.Ident:
		return 0, provider.Several(x.Name)
	case *ast.SelectorExpr:
		return 0, provider.Several(x.Sel.Name)
	}
	return 0, false
}
