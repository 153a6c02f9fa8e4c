package gosdk

import (
	"encoding/json"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

// scopes are where the headers of a request may be set, nearest first: its function, those that this calls, its file, its
// directory.
func (r *run) scopes(w *wire) [][]gosyntax.Site {
	var fn, called, dir []gosyntax.Site
	if d := gosyntax.Enclosing[*ast.FuncDecl](w.file, w.call); d != nil && d.Body != nil {
		fn = r.headers(w.file, d.Body)
		ast.Inspect(d.Body, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if f, decl := r.program.Called(call); decl != nil && decl.Body != nil && f.Test == w.file.Test {
					called = append(called, r.headers(f, decl.Body)...)
				}
			}
			return true
		})
	}
	for _, f := range r.program.Files {
		if f.Dir() == w.file.Dir() && f.Test == w.file.Test {
			dir = append(dir, r.headers(f, f.AST)...)
		}
	}
	return [][]gosyntax.Site{fn, called, r.headers(w.file, w.file.AST), dir}
}

// headers finds the expressions that set a header which concerns OpenAI.
func (r *run) headers(f *gosyntax.File, in ast.Node) []gosyntax.Site {
	var out []gosyntax.Site
	ast.Inspect(in, func(n ast.Node) bool {
		if e, ok := n.(ast.Expr); ok {
			if name, value := r.header(e); value != nil && (strings.EqualFold(name, "Authorization") || strings.HasPrefix(strings.ToLower(name), "openai-")) {
				out = append(out, gosyntax.Site{File: f, Expr: e})
			}
		}
		return true
	})
	return out
}

// header returns name and value of a header that an expression sets.
//
//	Have: req.Header.Set("Authorization", "Bearer "+key), map[string]string{"Authorization": "Bearer " + key}, r.SetAuthToken(key)
func (r *run) header(e ast.Expr) (name string, value ast.Expr) {
	switch e := e.(type) {
	case *ast.KeyValueExpr:
		if name, ok := r.program.String(e.Key); ok {
			return name, e.Value
		}
	case *ast.CallExpr:
		sel, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr)
		switch {
		case !ok:
		case sel.Sel.Name == "SetAuthToken" && len(e.Args) == 1:
			return "Authorization", e.Args[0]
		case len(e.Args) == 2 && slices.Contains([]string{"Set", "Add", "SetHeader"}, sel.Sel.Name):
			if name, ok := r.program.String(e.Args[0]); ok {
				return name, e.Args[1]
			}
		}
	}
	return "", nil
}

// wireKeys finds what gives the key of a request, in the nearest scope that sets the header.
func (r *run) wireKeys(w *wire) []*setting {
	for _, scope := range r.scopes(w) {
		var out []*setting
		for _, s := range scope {
			if name, value := r.header(s.Expr); strings.EqualFold(name, "Authorization") {
				out = append(out, &setting{file: s.File, at: s.Expr, sdk: noSDK, role: Key, name: name, value: r.token(value)})
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// token is the key in the value of a header.
// Have: "Bearer " + key, fmt.Sprintf("Bearer %s", key) -> key
func (r *run) token(e ast.Expr) ast.Expr {
	switch x := ast.Unparen(e).(type) {
	case *ast.BinaryExpr:
		if s, ok := r.program.String(x.X); ok && x.Op == token.ADD && strings.TrimSpace(s) == "Bearer" {
			return x.Y
		}
	case *ast.CallExpr:
		if pkg, name := r.program.Callee(x); pkg == "fmt" && name == "Sprintf" && len(x.Args) == 2 {
			return x.Args[1]
		}
	}
	return e
}

// wireHeaders takes away, with the move, the headers that mean something to OpenAI only; one whose value is put together is
// reported.
func (r *run) wireHeaders(c *client, ch *change, w *wire) {
	for _, s := range r.scopes(w)[0] {
		name, value := r.header(s.Expr)
		if strings.EqualFold(name, "Authorization") || r.handled[s.Expr] {
			continue
		}
		r.handled[s.Expr] = true
		if stmt, ok := s.File.Parent(s.Expr).(*ast.ExprStmt); ok && listed(s.File, stmt) && r.droppable(value) && !frozen(s.File) {
			r.consume(ch, s.Expr)
			r.speakFor(ch, s.File, value)
			ch.edit(s.File, place(s.File, stmt, "header "+name), func(t *gosyntax.Tree) { t.Delete(stmt) })
			continue
		}
		r.add(s.File, s.Expr, finding.Finding{
			Rule: ruleOption, Kind: finding.Parameter, Symbol: name, Client: c.id,
			Message: i18n.Tf("请求头 %s 只对 OpenAI 有意义：迁移后请去掉", "the header %s means something to OpenAI only: drop it with the move", name),
		})
	}
}

// sendsModel notes the models that a request sends in its body.
func (r *run) sendsModel(c *client, w *wire, uses finding.Capability) {
	if w.body == nil || uses == "" {
		return
	}
	b := &bodies{run: r, seen: map[ast.Expr]bool{}, told: map[ast.Expr]bool{}}
	b.found = func(f *gosyntax.File, e ast.Expr) {
		if f.Test && !w.file.Test {
			return
		}
		switch x := e.(type) {
		case *ast.CompositeLit:
			r.bodyModel(c, f, x, uses)
		case *ast.BasicLit:
			if m := jsonModel.FindStringSubmatch(x.Value); m != nil {
				r.requests = append(r.requests, request{file: f, sdk: noSDK, typ: "model", capability: uses, value: x, from: c, inside: m[1]})
			}
		}
	}
	b.follow(w.file, w.body)
}

// jsonModel finds the model in a body that is written out, escaped quotes included.
var jsonModel = regexp.MustCompile(`\\?"model\\?"\s*:\s*\\?"([^"\\%]+)\\?"`)

// bodies follows a request's body back to what is encoded into it: literals of structs, maps and strings.
//
//	Have: bytes.NewReader(b) with b, _ := json.Marshal(x); &buf, or buf.String(), with json.NewEncoder(&buf).Encode(x)
type bodies struct {
	*run
	seen  map[ast.Expr]bool // followed
	told  map[ast.Expr]bool // found
	found func(*gosyntax.File, ast.Expr)
}

func (b *bodies) follow(f *gosyntax.File, e ast.Expr) {
	if b.seen[e] {
		return
	}
	b.seen[e] = true
	b.buffer(f, e)
	for _, o := range b.program.Origins(f, e) {
		switch x := o.Expr.(type) {
		case *ast.CompositeLit, *ast.BasicLit:
			if !b.told[x] {
				b.told[x] = true
				b.found(o.File, x)
			}
		case *ast.CallExpr:
			pkg, name := b.program.Callee(x)
			sel, _ := ast.Unparen(x.Fun).(*ast.SelectorExpr)
			switch {
			case len(x.Args) > 0 && slices.Contains(carriers, pkg+"."+name):
				b.follow(o.File, x.Args[0])
			case len(x.Args) == 0 && sel != nil && (sel.Sel.Name == "String" || sel.Sel.Name == "Bytes"):
				b.buffer(o.File, sel.X)
			}
		}
	}
}

// buffer follows what the function around an expression encodes into the buffer that the expression names.
func (b *bodies) buffer(f *gosyntax.File, e ast.Expr) {
	buf, fn := b.program.Object(pointee(e)), gosyntax.Enclosing[*ast.FuncDecl](f, e)
	if buf == nil || fn == nil {
		return
	}
	ast.Inspect(fn, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && b.encodes(call, buf) {
			b.follow(f, call.Args[0])
		}
		return true
	})
}

// carriers are functions out of which their first argument comes in another form.
var carriers = []string{
	"bytes.NewReader", "bytes.NewBuffer", "bytes.NewBufferString", "strings.NewReader", "encoding/json.Marshal",
	"encoding/json.MarshalIndent", "io.NopCloser", "fmt.Sprintf",
}

// encodes reports whether a call encodes something into a buffer.
func (r *run) encodes(call *ast.CallExpr, buf types.Object) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Encode" || len(call.Args) != 1 {
		return false
	}
	made, ok := ast.Unparen(sel.X).(*ast.CallExpr)
	if !ok || len(made.Args) != 1 {
		return false
	}
	pkg, name := r.program.Callee(made)
	return pkg == "encoding/json" && name == "NewEncoder" && r.program.Object(pointee(made.Args[0])) == buf
}

// pointee is what a pointer is taken of.
func pointee(e ast.Expr) ast.Expr {
	if u, ok := ast.Unparen(e).(*ast.UnaryExpr); ok && u.Op == token.AND {
		return u.X
	}
	return e
}

// bodyModel notes what puts the model into a body: an entry of its literal, or an assignment to its field.
func (r *run) bodyModel(c *client, f *gosyntax.File, lit *ast.CompositeLit, uses finding.Capability) {
	req := request{file: f, sdk: noSDK, typ: "model", capability: uses, lit: lit, from: c}
	name := "model"
	var obj types.Object
	if s := r.structOf(lit); s != nil {
		_, typ := r.program.TypeName(lit)
		v, _ := jsonField(s, "model")
		if v == nil {
			return
		}
		obj = v
		if name = v.Name(); typ != "" {
			req.typ = typ + "." + name
		}
	}
	if kv := field(lit, name); kv != nil {
		req.kv, req.value = kv, kv.Value
		r.requests = append(r.requests, req)
		return
	}
	if obj == nil {
		return
	}
	for _, s := range r.program.Assigned(obj) {
		if _, ok := s.File.Parent(s.Expr).(*ast.AssignStmt); ok && s.File.Test == f.Test {
			r.requests = append(r.requests, request{file: s.File, sdk: noSDK, typ: req.typ, capability: uses, value: s.Expr, from: c})
		}
	}
}

// structOf is the type of a struct literal; nil for a map.
func (r *run) structOf(lit *ast.CompositeLit) *types.Struct {
	t := r.program.Type(lit)
	if t == nil {
		return nil
	}
	s, _ := t.Underlying().(*types.Struct)
	return s
}

// jsonField returns the field of a struct that is encoded under a name, and whether a zero value is left out.
func jsonField(s *types.Struct, name string) (f *types.Var, omits bool) {
	for i := range s.NumFields() {
		tag, opts, _ := strings.Cut(reflect.StructTag(s.Tag(i)).Get("json"), ",")
		if tag == name || tag == "" && strings.EqualFold(s.Field(i).Name(), name) {
			return s.Field(i), strings.Contains(opts, "omitempty") || strings.Contains(opts, "omitzero")
		}
	}
	return nil, false
}

// omits reports whether an entry of a request that is taken out is not sent: SDKs leave out what is zero, and so does a
// struct of the program's own if its field says so.
func (r *run) omits(req request, kv *ast.KeyValueExpr) bool {
	s, key := r.structOf(req.lit), r.program.Use(ident(kv.Key))
	if req.from == nil || s == nil || key == nil {
		return req.from == nil || s == nil
	}
	for i := range s.NumFields() {
		if s.Field(i) == key {
			return strings.Contains(s.Tag(i), ",omit")
		}
	}
	return false
}

// renames reports whether a request's literal can hold a field of another name.
func (r *run) renames(req request, name string) bool {
	s := r.structOf(req.lit)
	if req.from == nil || s == nil {
		return true
	}
	for i := range s.NumFields() {
		if s.Field(i).Name() == name {
			return true
		}
	}
	return false
}

func ident(e ast.Expr) *ast.Ident {
	id, _ := e.(*ast.Ident)
	return id
}

// bodyField gives a body a further field where it can hold one; false where it cannot.
func (r *run) bodyField(ch *change, req request, name string, value any) bool {
	if req.inside != "" {
		return name != "dimensions" // see inJSON
	}
	if req.lit == nil || req.kv == nil {
		return false
	}
	key := strconv.Quote(name)
	if s := r.structOf(req.lit); s != nil {
		f, _ := jsonField(s, name)
		if f == nil || !holds(f.Type(), value) {
			return false
		}
		key = f.Name()
	} else if m, ok := r.program.Type(req.lit).Underlying().(*types.Map); !ok || !holds(m.Elem(), value) {
		return false
	}
	r.setField(ch, req, key, written(value))
	return true
}

// inJSON is the literal of a body that is written out, with another model in it, and behind that what the target wants beside.
// Have: `{"model": "gpt-4o"}` -> `{"model": "glm-5", "thinking": {"type": "disabled"}}`
func inJSON(o gosyntax.Origin, choice provider.Choice) string {
	lit, _, _ := gosyntax.Literal(o.Expr)
	quote := `"`
	if strings.HasPrefix(lit.Value, `"`) {
		quote = `\"`
	}
	text := choice.ID + quote
	for _, name := range slices.Sorted(maps.Keys(choice.Set)) {
		if value, err := json.Marshal(choice.Set[name]); err == nil {
			text += strings.ReplaceAll(", "+strconv.Quote(name)+": "+string(value), `"`, quote)
		}
	}
	return strings.Replace(lit.Value, o.Text+quote, text, 1)
}

// holds reports whether a variable of a type can be given a value as it is written.
func holds(t types.Type, value any) bool {
	if types.IsInterface(t) {
		return true
	}
	b, ok := t.Underlying().(*types.Basic)
	switch value.(type) {
	case string:
		return ok && b.Info()&types.IsString != 0
	case bool:
		return ok && b.Info()&types.IsBoolean != 0
	case int, int64, float64:
		return ok && b.Info()&types.IsNumeric != 0
	}
	return false
}
