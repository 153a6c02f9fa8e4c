package gosdk

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/wording"
)

var ruleSecret = &finding.Rule{
	ID: "GO011", Slug: "hard-coded-key", Severity: finding.Error,
	Title: i18n.T("写死在代码中的密钥", "hard-coded API key"),
	Doc: i18n.T(
		"密钥直接写在代码里。修改后改为读取环境变量；已经提交过的密钥应视为泄露并作废。密钥内容从不显示或记录。",
		"A key stands in the code. The fix reads it from the environment; a key that was ever committed is leaked and should be revoked. The key itself is never shown or logged."),
}

// openaiName reports whether a variable is named after OpenAI. Others ("LLM_API_KEY") are the application's own: their value
// changes, not their name.
func openaiName(name string) bool { return openaiWords.In([]byte(name)) }

var openaiWords = source.NewWords("openai", "open_ai", "chatgpt")

// keyOrigins reports where a client's key comes from. With a change at hand it also moves the key to the target's
// variable; the edits within the client's own expression are returned for the caller to make.
func (r *run) keyOrigins(c *client, ch *change) map[ast.Expr]string {
	inner := map[ast.Expr]string{}
	var outside []string
	for _, o := range r.keysOf(c) {
		switch o.Kind {
		case gosyntax.Env:
			if !r.envKey(c, ch, o, inner) {
				outside = append(outside, o.Text)
			}
		case gosyntax.Constant:
			r.literalKey(c, ch, o, inner)
		default:
			outside = append(outside, short(o.Text))
		}
	}
	if ch != nil && len(outside) > 0 {
		r.outsideKey(ch, outside)
	}
	return inner
}

// keysOf returns where a client's key comes from, each place once.
func (r *run) keysOf(c *client) []gosyntax.Origin {
	var out []gosyntax.Origin
	for i, k := range c.keys {
		f := c.file
		if at := i - (len(c.keys) - len(c.keyed)); at >= 0 {
			f = c.keyed[at].file
		}
		for _, o := range r.program.Origins(f, k) {
			if !slices.ContainsFunc(out, func(have gosyntax.Origin) bool { return have.Expr == o.Expr }) {
				out = append(out, o)
			}
		}
	}
	return out
}

// key is the first expression that gives the key; nil where there is none.
func (c *client) key() ast.Expr {
	if len(c.keys) == 0 {
		return nil
	}
	return c.keys[0]
}

// outsideKey says that the key is somebody else's to change.
func (r *run) outsideKey(ch *change, outside []string) {
	slices.Sort(outside)
	ch.fix.Confidence = finding.Likely
	ch.fix.Why = and(ch.fix.Why, r.say(
		"密钥来自 %[2]s，不由这次修改处理：请在那里换成%[1]s的密钥", "The key comes from %[2]s, which this does not change: put a key of %[1]s there",
		strings.Join(slices.Compact(outside), ", ")))
}

// envKey changes the name of the variable that holds the key; false where it keeps its name.
func (r *run) envKey(c *client, ch *change, o gosyntax.Origin, inner map[ast.Expr]string) bool {
	if ch == nil {
		return true
	}
	if o.Text == r.target.KeyEnv {
		return true
	}
	_, tag := o.File.Parent(o.Expr).(*ast.Field)
	if tag || !openaiName(o.Text) || frozen(o.File) || !r.program.Asked(o.File) {
		return false
	}
	r.handled[o.Expr] = true
	ch.spoken = append(ch.spoken, o.Expr)
	ch.fix.Provides = append(ch.fix.Provides, r.key(finding.KeyReads, o.Text))
	ch.fix.Requires = append(ch.fix.Requires, r.key(finding.KeySets, o.Text))
	r.replace(c, ch, o, quoteLike(o.Expr, r.target.KeyEnv), "variable "+o.Text, inner)
	r.messages(ch, o)
	if use := r.alsoSent(c, o); use != "" && ch.fix.Confidence == finding.Certain {
		ch.fix.Confidence = finding.Likely
		ch.fix.Why = and(ch.fix.Why, i18n.Tf("同一个密钥还用在别处：%s，请确认那里也应换成新平台的密钥", "The same key is also used elsewhere (%s): make sure that the new provider's key belongs there too", use))
	}
	return true
}

// messages changes what the same file tells its user of the variable, and the same function of OpenAI's key.
// Have: log.Fatal("OPENAI_API_KEY is not set"); errors.New("no OpenAI API key")
func (r *run) messages(ch *change, o gosyntax.Origin) {
	words := wording.Of(r.target, o.Text)
	around := gosyntax.Enclosing[*ast.FuncDecl](o.File, o.Expr)
	ast.Inspect(o.File.AST, func(n ast.Node) bool {
		lit, ok := n.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING || strings.Trim(lit.Value, "\"`") == o.Text {
			return true
		}
		edits := words.Naming(lit.Value)
		if fn := gosyntax.Enclosing[*ast.FuncDecl](o.File, lit); around != nil && fn == around && said(o.File, lit) {
			edits = words.Text(lit.Value, false)
		}
		text, err := edit.Apply([]byte(lit.Value), edits)
		if _, tag := o.File.Parent(lit).(*ast.Field); !tag && err == nil && len(edits) > 0 {
			ch.edit(o.File, place(o.File, lit, "message"), func(t *gosyntax.Tree) { t.Replace(lit, string(text)) })
		}
		return true
	})
}

// said reports whether a text is handed to a call.
func said(f *gosyntax.File, lit *ast.BasicLit) bool {
	_, call := f.Parent(lit).(*ast.CallExpr)
	return call
}

// alsoSent returns a place that uses a key for something other than making a client; empty when there is none.
// Have: req.Header.Set("Authorization", "Bearer "+key)
func (r *run) alsoSent(c *client, o gosyntax.Origin) string {
	for _, obj := range o.Via {
		for _, s := range r.program.Uses(obj) {
			n := s.Expr
			if sel, ok := s.File.Parent(n).(*ast.SelectorExpr); ok && sel.Sel == n {
				n = sel
			}
			if slices.Contains(c.keys, n) {
				continue
			}
			switch p := s.File.Parent(n).(type) {
			case *ast.BinaryExpr:
				if p.Op == token.ADD {
					return short(s.File.Text(p))
				}
			case *ast.CallExpr:
				if sel, ok := p.Fun.(*ast.SelectorExpr); ok && sel != n && (sel.Sel.Name == "Set" || sel.Sel.Name == "Add") {
					return short(s.File.Text(p))
				}
			}
		}
	}
	return ""
}

// literalKey moves a key that stands in the code to the environment. A constant stays, unused by the client: only where
// it is used can a call stand.
func (r *run) literalKey(c *client, ch *change, o gosyntax.Origin, inner map[ast.Expr]string) {
	if o.Text == "" {
		return
	}
	if finding.IsSecret(o.Text) && !r.handled[o.Expr] {
		r.secret(o.File, o.Expr)
	}
	r.handled[o.Expr] = true
	if ch == nil || frozen(o.File) || !r.program.Asked(o.File) {
		return
	}
	at := o
	if r.constant(o) {
		if at.File, at.Expr = c.file, ast.Unparen(c.key()); len(c.keyed) > 0 {
			at.File = c.keyed[0].file
		}
		if len(o.Via) != 1 || len(c.keys) != 1 {
			ch.fix.Confidence = finding.Likely
			return
		}
	}
	os, ok := r.needOS(ch, at.File)
	if !ok {
		ch.fix.Confidence = finding.Likely
		return
	}
	src := fmt.Sprintf("%s.Getenv(%q)", os, r.target.KeyEnv)
	if strings.HasPrefix(o.Text, "Bearer ") {
		src = `"Bearer " + ` + src
	}
	r.replace(c, ch, at, src, "key", inner)
}

func (r *run) secret(f *gosyntax.File, e ast.Expr) {
	message := i18n.T("密钥写死在代码中：请作废并改用环境变量", "an API key stands in the code: revoke it and use the environment")
	if f.Test {
		message = i18n.T("测试中有形似密钥的字符串：若是真实密钥，请作废", "what looks like an API key stands in a test: if it is real, revoke it")
	}
	r.add(f, e, finding.Finding{Rule: ruleSecret, Kind: finding.Secret, Symbol: "api-key", Message: message})
}

// constant reports whether a literal is the value of a const.
func (r *run) constant(o gosyntax.Origin) bool {
	spec, ok := o.File.Parent(o.Expr).(*ast.ValueSpec)
	if !ok {
		return false
	}
	decl, ok := o.File.Parent(spec).(*ast.GenDecl)
	return ok && decl.Tok.String() == "const"
}

// replace notes an edit: for the caller where it lies within the client's own expression, for the change otherwise.
func (r *run) replace(c *client, ch *change, o gosyntax.Origin, src, what string, inner map[ast.Expr]string) {
	if o.File == c.file && c.expr.Pos() <= o.Expr.Pos() && o.Expr.End() <= c.expr.End() {
		inner[o.Expr] = src
		return
	}
	ch.edit(o.File, place(o.File, o.Expr, what), func(t *gosyntax.Tree) { t.Replace(o.Expr, src) })
}
