// Package gofield reads, field by field, what the literal of a chat request sends, so that a provider can judge it.
//
// It is the counterpart of pyfield for Go. The SDKs differ in how they spell one thing: go-openai has plain fields, of which
// a zero value is not sent at all; openai-go wraps what is optional (openai.Float(0), param.NewOpt, openai.F) and has unions
// in the place of strings. Both are read here by shape and name; which literal is a request, and whether it goes anywhere,
// is the rewriter's to say.
package gofield

import (
	"go/ast"
	"go/constant"
	"go/token"
	"strings"

	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

// Field is one thing that a request sends.
type Field struct {
	Sent    provider.Sent
	Entry   *ast.KeyValueExpr // what sets it; of what messages hold, the field with the messages
	At      ast.Expr          // where it is written: the value, or the part of the messages
	Literal ast.Expr          // the literal or constant that holds the value; nil when the code does not say it here
}

// Of returns what a request sends, in the order in which it stands there.
func Of(p *gosyntax.Program, lit *ast.CompositeLit) []Field {
	var out []Field
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		switch name := named(kv.Key); name {
		case "":
		case "Messages", "messages":
			out = append(out, messages(p, kv)...)
		default:
			if f, ok := of(p, name, kv); ok {
				out = append(out, f)
			}
		}
	}
	return out
}

// named is the name of an entry: a field's, or the key of a map that is encoded as it is.
func named(key ast.Expr) string {
	if _, s, ok := gosyntax.Literal(key); ok {
		return s
	}
	return gosyntax.Last(key)
}

func of(p *gosyntax.Program, name string, kv *ast.KeyValueExpr) (Field, bool) {
	known, ok := provider.FieldNamed(name)
	if !ok {
		return Field{}, false
	}
	f := Field{Sent: provider.Sent{Field: known.Name}, Entry: kv, At: kv.Value}
	value, wrapped := unwrap(kv.Value)
	_, _, ofMap := gosyntax.Literal(kv.Key)
	switch known.Name {
	case "stop", "tools", "functions":
		f.Sent.Items = items(value)
		return f, true
	case "response_format":
		if w, _, ok := word(value, "JSONSchema", "JSONObject"); ok {
			f.Sent.Value = map[string]string{"JSONSchema": "json_schema", "JSONObject": "json_object"}[w]
		}
		return f, true
	}
	f.Sent.Value, f.Literal = scalar(p, value)
	if !wrapped && !ofMap && isZero(f.Sent.Value) {
		return Field{}, false // left out of the request by omitempty
	}
	if known.Name == "tool_choice" && f.Literal == nil && isLiteral(value) {
		f.Sent.Value, f.Literal = choice(p, value)
	}
	return f, true
}

// unwrap looks through what makes an optional value of a plain one: openai.Float(0.7), openai.F(x), param.NewOpt(x), &x.
func unwrap(e ast.Expr) (inner ast.Expr, wrapped bool) {
	e = ast.Unparen(e)
	switch x := e.(type) {
	case *ast.UnaryExpr:
		if x.Op == token.AND {
			return ast.Unparen(x.X), true
		}
	case *ast.CallExpr:
		if len(x.Args) == 1 && wrappers[gosyntax.Last(x.Fun)] {
			return ast.Unparen(x.Args[0]), true
		}
	}
	return e, false
}

var wrappers = map[string]bool{
	"F": true, "Float": true, "Int": true, "String": true, "Bool": true, "NewOpt": true, "Opt": true, "Ptr": true, "Raw": true,
	"Pointer": true, "To": true, "ToPtr": true,
}

// scalar is the number, truth value or string that an expression stands for; nil where that cannot be told.
func scalar(p *gosyntax.Program, e ast.Expr) (any, ast.Expr) {
	if value := p.Value(e); value != nil {
		switch v := constant.ToFloat(value); {
		case v.Kind() == constant.Float || v.Kind() == constant.Int:
			n, _ := constant.Float64Val(v)
			return n, e
		case value.Kind() == constant.Bool:
			return constant.BoolVal(value), e
		case value.Kind() == constant.String:
			return constant.StringVal(value), e
		}
	}
	if lit, ok := e.(*ast.BasicLit); ok && lit.Kind != token.STRING {
		v := constant.ToFloat(constant.MakeFromLiteral(lit.Value, lit.Kind, 0))
		if n, _ := constant.Float64Val(v); v.Kind() == constant.Float {
			return n, e
		}
	}
	if s, ok := p.String(e); ok {
		return s, e
	}
	if effort, ok := strings.CutPrefix(gosyntax.Last(e), "ReasoningEffort"); ok && effort != "" {
		return strings.ToLower(effort), e
	}
	return nil, nil
}

func isZero(v any) bool { return v == 0.0 || v == false || v == "" }

func isLiteral(e ast.Expr) bool {
	_, ok := e.(*ast.CompositeLit)
	return ok
}

// items counts the elements of a list that is written out, also inside a union; 0 when it is not.
func items(e ast.Expr) int {
	lit, ok := e.(*ast.CompositeLit)
	if !ok {
		return 0
	}
	if len(lit.Elts) == 1 {
		if kv, ok := lit.Elts[0].(*ast.KeyValueExpr); ok {
			return items(kv.Value)
		}
	}
	return len(lit.Elts)
}

// word finds a name in an expression that ends in one of the words, and returns that word.
func word(e ast.Expr, words ...string) (found string, at ast.Expr, ok bool) {
	ast.Inspect(e, func(n ast.Node) bool {
		if id, isName := n.(*ast.Ident); isName && !ok {
			for _, w := range words {
				if strings.HasSuffix(id.Name, w) {
					found, at, ok = w, id, true
				}
			}
		}
		return !ok
	})
	return found, at, ok
}

// choice reads the union that openai-go has for tool_choice: a string inside is the mode, anything else names a function.
func choice(p *gosyntax.Program, union ast.Expr) (any, ast.Expr) {
	lit := union.(*ast.CompositeLit)
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		if key := gosyntax.Last(kv.Key); key != "OfAuto" {
			return "function", nil
		}
		inner, _ := unwrap(kv.Value)
		return scalar(p, inner)
	}
	return nil, nil
}
