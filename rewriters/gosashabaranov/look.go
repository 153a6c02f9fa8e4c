package gosashabaranov

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

// run is one look at one project.
type run struct {
	pass    *rewrite.Pass
	program *gosyntax.Program
	target  *provider.Target // nil for the inventory

	clients  []*client
	sets     []fieldSet
	requests []request
	sent     []sent
	changes  []*change
	handled  map[any]bool     // expressions that a change or finding already speaks for
	taken    map[any][]string // names given to new variables, by function
}

// fieldSet is an assignment to a field of a ClientConfig. Value is nil in a literal without the field.
type fieldSet struct {
	file  *gosyntax.File
	at    ast.Node // the assignment, or the key and value in a literal
	field string
	owner ast.Expr // the config
	value ast.Expr
}

// request is a place that puts a model into a request.
type request struct {
	file       *gosyntax.File
	typ        string
	capability finding.Capability
	value      ast.Expr
	lit        *ast.CompositeLit // nil for an assignment
	kv         *ast.KeyValueExpr
}

// look walks the files once and notes what the rules need.
func (r *run) look() {
	for _, f := range r.program.Files {
		ast.Inspect(f.AST, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				r.lookCall(f, n)
			case *ast.CompositeLit:
				r.lookLiteral(f, n)
			case *ast.AssignStmt:
				r.lookAssign(f, n)
			}
			return true
		})
	}
	for _, c := range r.clients {
		r.decide(c)
	}
	r.lookSent()
}

func (r *run) lookCall(f *gosyntax.File, call *ast.CallExpr) {
	pkg, name := r.program.Callee(call)
	if pkg != sdkPath {
		return
	}
	c := &client{file: f, expr: call, made: name}
	switch {
	case name == "DefaultAzureConfig":
		c.state = azure
	case (name == "NewClient" || name == "DefaultConfig") && len(call.Args) == 1:
		c.key = call.Args[0]
	case name == "NewOrgClient" && len(call.Args) == 2:
		c.key = call.Args[0]
	default:
		return
	}
	r.addClient(c)
}

func (r *run) addClient(c *client) {
	n := 1
	for _, o := range r.clients {
		if o.file == c.file {
			n++
		}
	}
	c.id = fmt.Sprintf("%s#%d", c.file.Src.Path, n)
	r.clients = append(r.clients, c)
}

func (r *run) lookLiteral(f *gosyntax.File, lit *ast.CompositeLit) {
	pkg, name := r.program.TypeName(lit)
	if pkg != sdkPath {
		return
	}
	if name == "ClientConfig" {
		r.addClient(&client{file: f, expr: lit, made: name})
	}
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		key, ok := kv.Key.(*ast.Ident)
		switch {
		case !ok:
		case name == "ClientConfig":
			r.sets = append(r.sets, fieldSet{file: f, at: kv, field: key.Name, owner: lit, value: kv.Value})
		case key.Name == "Model" && requestTypes[name] != "":
			r.requests = append(r.requests, request{f, name, requestTypes[name], kv.Value, lit, kv})
		}
	}
}

func (r *run) lookAssign(f *gosyntax.File, a *ast.AssignStmt) {
	if len(a.Lhs) != 1 || len(a.Rhs) != 1 {
		return
	}
	sel, ok := a.Lhs[0].(*ast.SelectorExpr)
	if !ok {
		return
	}
	pkg, name := r.program.TypeName(sel.X)
	switch {
	case pkg != sdkPath:
	case name == "ClientConfig":
		r.sets = append(r.sets, fieldSet{file: f, at: a, field: sel.Sel.Name, owner: sel.X, value: a.Rhs[0]})
	case sel.Sel.Name == "Model" && requestTypes[name] != "":
		r.requests = append(r.requests, request{file: f, typ: name, capability: requestTypes[name], value: a.Rhs[0]})
	}
}

// requestTypes are the SDK's request types that name a model.
var requestTypes = map[string]finding.Capability{
	"ChatCompletionRequest": finding.Chat, "CompletionRequest": finding.Completions, "EditsRequest": finding.Completions,
	"EmbeddingRequest": finding.Embeddings, "EmbeddingRequestStrings": finding.Embeddings, "EmbeddingRequestTokens": finding.Embeddings,
	"ImageRequest": finding.Images, "ImageEditRequest": finding.Images, "ImageVariRequest": finding.Images,
	"AudioRequest": finding.Audio, "CreateSpeechRequest": finding.Audio, "ModerationRequest": finding.Moderation,
	"AssistantRequest": finding.Assistants, "RunRequest": finding.Assistants, "FineTuneRequest": finding.FineTuning,
	"FineTuningJobRequest": finding.FineTuning, "CreateResponseRequest": finding.Responses,
}

// makers returns the clients whose settings an expression may hold: a ClientConfig, or a *Client.
func (r *run) makers(f *gosyntax.File, e ast.Expr) []*client {
	var out []*client
	for _, o := range r.program.Origins(f, e) {
		if o.Kind != gosyntax.Made {
			continue
		}
		if call, ok := o.Expr.(*ast.CallExpr); ok {
			if pkg, name := r.program.Callee(call); pkg == sdkPath && name == "NewClientWithConfig" && len(call.Args) == 1 {
				out = append(out, r.makers(o.File, call.Args[0])...)
				continue
			}
		}
		for _, c := range r.clients {
			if c.expr == o.Expr && !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	return out
}

// frozen reports whether a file is only looked at.
func frozen(f *gosyntax.File) bool { return f.Test || f.Src.Mark != "" }

// add fills in what findings share and reports it.
func (r *run) add(f *gosyntax.File, n ast.Node, out finding.Finding) {
	out.File, out.Span = f.Src, f.Span(n)
	if out.Confidence == "" {
		switch {
		case len(out.Fixes) > 0:
			out.Confidence = out.Fixes[0].Confidence
		case r.target == nil:
			out.Confidence = finding.Certain
		default:
			out.Confidence = finding.Manual
		}
	}
	r.pass.Report(out)
}

// key names a fact of this project.
func (r *run) key(kind finding.KeyKind, name string) finding.Key {
	return finding.Key{Kind: kind, Scope: r.pass.Project.Root, Name: name}
}

// short returns code for a message: masked, and cut where it gets long.
func short(code string) string {
	const limit = 60
	r := []rune(finding.Mask(code))
	if len(r) > limit {
		return string(r[:limit]) + "…"
	}
	return string(r)
}

// place names a node for people: the function around it, and what it is.
func place(f *gosyntax.File, n ast.Node, what string) string {
	if fn := gosyntax.Enclosing[*ast.FuncDecl](f, n); fn != nil {
		return "func " + fn.Name.Name + " > " + what
	}
	return what
}

// say formats a text of which the target's name, in each language its own, is the first argument. In the Chinese one a
// Latin name is set off by spaces, except beside punctuation.
func (r *run) say(zh, en string, args ...any) i18n.Text {
	name := r.target.Brief().ZH
	if first, _ := utf8.DecodeRuneInString(name); first < utf8.RuneSelf {
		name = " " + name
	}
	if last, _ := utf8.DecodeLastRuneInString(name); last < utf8.RuneSelf {
		name += " "
	}
	zh = fmt.Sprintf(zh, append([]any{name}, args...)...)
	return i18n.T(
		strings.TrimSpace(strings.NewReplacer("， ", "，", "： ", "：", "； ", "；").Replace(zh)),
		fmt.Sprintf(en, append([]any{r.target.Brief().EN}, args...)...))
}

// and joins two sentences.
func and(a, b i18n.Text) i18n.Text {
	if a.ZH == "" {
		return b
	}
	return i18n.T(a.ZH+"。"+b.ZH, a.EN+". "+b.EN)
}

// but joins a sentence and a remark on it.
func but(a, b i18n.Text) i18n.Text { return i18n.T(a.ZH+"；"+b.ZH, a.EN+"; "+b.EN) }

// sources turns a verdict's evidence into that of a fix.
func sources(v provider.Verdict) []finding.Source {
	var out []finding.Source
	for _, s := range v.Sources {
		out = append(out, finding.Source{URL: s.URL, Verified: s.Verified, Unconfirmed: s.Unconfirmed || v.Unconfirmed})
	}
	return out
}
