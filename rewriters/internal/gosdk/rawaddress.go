package gosdk

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

// head is what an address begins with, and what is joined to it.
type head struct {
	gosyntax.Origin
	parts []joined // what is joined, as the code has it
	tails []tail   // the literals in it, once they are asked for
	open  bool     // something is joined to it that the code does not write out
}

// joined is an expression that is joined to an address.
type joined struct {
	file *gosyntax.File
	expr ast.Expr
	join *ast.CallExpr // the call of url.JoinPath of which it is an argument
}

// tail is a literal that is joined to an address.
type tail struct {
	file *gosyntax.File
	lit  *ast.BasicLit
	text string
	via  bool          // it has a name, which others may use
	join *ast.CallExpr // the call of url.JoinPath of which it is an argument itself
}

// headsFor finds what a request's address begins with. What tests pass does not count for the program.
func (r *run) headsFor(w *wire) []head {
	return slices.DeleteFunc(r.heads(w.file, w.url, 0), func(h head) bool { return h.File.Test && !w.file.Test })
}

func (r *run) heads(f *gosyntax.File, e ast.Expr, depth int) []head {
	var out []head
	for _, o := range r.program.Origins(f, e) {
		first, rest, join := r.split(o.Expr)
		if o.Kind == gosyntax.Constant || first == nil || depth > 8 {
			out = append(out, head{Origin: o})
			continue
		}
		for _, h := range r.heads(o.File, first, depth+1) {
			for _, e := range rest {
				h.parts = append(h.parts, joined{o.File, e, join})
			}
			out = append(out, h)
		}
	}
	return out
}

// split takes an address apart that is put together: what it begins with, and the rest.
//
//	Have: base + "/v1/chat/completions", fmt.Sprintf("%s/v1/embeddings", base), url.JoinPath(base, "v1", "models")
func (r *run) split(e ast.Expr) (first ast.Expr, rest []ast.Expr, join *ast.CallExpr) {
	switch x := ast.Unparen(e).(type) {
	case *ast.BinaryExpr:
		if x.Op != token.ADD {
			return nil, nil, nil
		}
		if inner, more, _ := r.split(x.X); inner != nil {
			return inner, append(more, x.Y), nil
		}
		return x.X, []ast.Expr{x.Y}, nil
	case *ast.CallExpr:
		pkg, name := r.program.Callee(x)
		if len(x.Args) == 0 {
			return nil, nil, nil
		}
		if pkg == "net/url" && name == "JoinPath" {
			return x.Args[0], x.Args[1:], x
		}
		format, ok := r.program.String(x.Args[0])
		switch {
		case pkg != "fmt" || name != "Sprintf" || !ok:
		case strings.HasPrefix(format, "%s") && len(x.Args) > 1:
			return x.Args[1], x.Args[:1], nil
		case strings.Contains(format, "://"):
			return x.Args[0], x.Args[1:], nil
		}
	}
	return nil, nil, nil
}

// tails follows what is joined to addresses to the literals that it is.
func (r *run) tails(heads []head) {
	for i := range heads {
		h := &heads[i]
		for _, p := range h.parts {
			found := r.tailsOf(p)
			h.open = h.open || len(found) != 1
			h.tails = append(h.tails, found...)
		}
	}
}

func (r *run) tailsOf(p joined) []tail {
	var found []tail
	for _, o := range r.program.Origins(p.file, p.expr) {
		if lit, _, ok := gosyntax.Literal(o.Expr); ok && o.Kind == gosyntax.Constant {
			t := tail{file: o.File, lit: lit, text: o.Text, via: len(o.Via) > 0}
			if ast.Expr(lit) == ast.Unparen(p.expr) {
				t.join = p.join
			}
			found = append(found, t)
		}
	}
	return found
}

var (
	// based matches an address with its version, and hosted one without; what follows is kept.
	based  = regexp.MustCompile(`^https?://api\.openai\.com/v1($|[/%?])`)
	hosted = regexp.MustCompile(`^https?://api\.openai\.com(/?$|%)`)
	// versioned matches a base whose last part is a version.
	versioned = regexp.MustCompile(`^(.+)(/v\d+)$`)
	// leads matches the version at the beginning of what is joined to a host.
	leads = regexp.MustCompile(`^(%s)?/?(v1)($|/)`)
)

// moveRaw points requests at the target: literals with the version in place, bare hosts together with what is joined to them.
func (r *run) moveRaw(c *client, ch *change, inner map[ast.Expr]string) bool {
	r.inline(c, ch, inner)
	done := map[ast.Expr]bool{}
	for _, w := range c.wires {
		for _, h := range w.heads {
			if !slices.ContainsFunc(c.literals, func(o gosyntax.Origin) bool { return o.Expr == h.Expr }) {
				continue
			}
			if !r.moveHead(ch, h, done) {
				return false
			}
		}
		r.wireHeaders(c, ch, w)
	}
	doubt := func(t i18n.Text) { ch.fix.Confidence, ch.fix.Why = finding.Likely, and(ch.fix.Why, t) }
	if len(c.keys) == 0 {
		doubt(r.say("没有找到设置密钥的地方：请在那里换成%s的密钥", "The place that sets the key was not found: put a key of %s there"))
	}
	if len(c.blind) > 0 {
		doubt(r.say("请求体 %[2]s 里的模型在代码中看不到：请换成%[1]s的模型", "The code does not show the model in the body %[2]s: make it one of %[1]s", short(strings.Join(c.blind, ", "))))
	}
	return true
}

func (r *run) moveHead(ch *change, h head, done map[ast.Expr]bool) bool {
	lit, value, ok := gosyntax.Literal(h.Expr)
	if !ok || frozen(h.File) || !r.program.Asked(h.File) {
		return false
	}
	base, old := r.target.BaseURL, "https://api.openai.com"
	if strings.HasPrefix(value, "http:") {
		old = "http://api.openai.com"
	}
	switch {
	case based.MatchString(value):
		old += "/v1"
	case hosted.MatchString(value) && len(h.tails) > 0 && leads.MatchString(h.tails[0].text):
		version := ""
		if m := versioned.FindStringSubmatch(base); m != nil {
			base, version = m[1], m[2]
		}
		if !r.moveTail(ch, h.tails[0], version, done) {
			return false
		}
		if version == "" {
			base = r.target.BaseURL
		}
	default:
		return false
	}
	if !done[h.Expr] {
		done[h.Expr] = true
		r.handled[h.Expr] = true
		ch.spoken = append(ch.spoken, h.Expr)
		src := strings.Replace(lit.Value, old, base, 1)
		ch.edit(h.File, place(h.File, h.Expr, "address"), func(t *gosyntax.Tree) { t.Replace(h.Expr, src) })
	}
	return true
}

// moveTail gives the path that is joined to a host the target's version.
func (r *run) moveTail(ch *change, t tail, version string, done map[ast.Expr]bool) bool {
	if version == "/v1" || done[t.lit] {
		return true
	}
	if frozen(t.file) || !r.program.Asked(t.file) {
		return false
	}
	done[t.lit] = true
	r.handled[ast.Expr(t.lit)] = true
	ch.spoken = append(ch.spoken, t.lit)
	if t.via {
		ch.fix.Confidence = finding.Likely
		ch.fix.Why = and(ch.fix.Why, i18n.Tf("路径 %s 有名字，请确认别处没有把它用作程序自己的路由", "The path %s has a name: make sure that nothing else uses it as a route of the program's own", t.text))
	}
	node := place(t.file, t.lit, "path")
	switch m := leads.FindStringSubmatchIndex(t.text); {
	case version == "" && m[1] == len(t.text) && t.join != nil:
		ch.within(t.file, t.join, node, func(tree *gosyntax.Tree) { tree.Remove(t.join, t.lit) })
	case version == "" && m[1] == len(t.text):
		return false // an empty string would be left
	case version == "":
		cut := "/v1"
		if t.text[m[4]-min(1, m[4])] != '/' {
			cut = "v1/"
		}
		src := strings.Replace(t.lit.Value, cut, "", 1)
		ch.edit(t.file, node, func(tree *gosyntax.Tree) { tree.Replace(t.lit, src) })
	default:
		src := strings.Replace(t.lit.Value, "v1", version[1:], 1)
		ch.edit(t.file, node, func(tree *gosyntax.Tree) { tree.Replace(t.lit, src) })
	}
	return true
}
