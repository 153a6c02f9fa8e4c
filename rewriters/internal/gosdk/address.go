package gosdk

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

// reaches reports whether the client, as written, sends to OpenAI or Azure OpenAI. An address that nothing but a setting
// gives may be anybody's.
func (c *client) reaches() bool {
	if c.state != bySetting {
		return c.state != elsewhere
	}
	for _, b := range c.bases {
		if !b.conditional {
			return len(c.literals) > 0 || c.sdk.Empty
		}
	}
	return true
}

// decide finds out where a client's requests go.
func (r *run) decide(c *client) {
	switch {
	case c.maker.Shape == ByHand:
		c.state = byHand
		return
	case c.maker.Azure:
		c.state = azure
		return
	}
	for _, s := range r.sets {
		switch {
		case s.role == Azure && r.owns(c, s) && saysAzure(s) && !s.file.Conditional(s.at):
			c.state = azure
			return
		case s.role == Address && s.value != nil && r.owns(c, s) && s.file.Test == c.file.Test:
			from := r.addresses(c, s)
			c.bases = append(c.bases, base{set: s, conditional: r.conditional(c, s) && !r.given(s, from), origins: from})
		}
	}
	c.exhaust()
	other, settings, fixed := false, false, false
	for _, b := range c.bases {
		fixed = fixed || !b.conditional
		for _, o := range b.origins {
			switch {
			case o.Kind != gosyntax.Constant:
				settings = true
			case provider.ByURL(o.Text) == "azure" && !b.conditional:
				c.state = azure
				return
			case provider.ByURL(o.Text) == "openai":
				c.literals = append(c.literals, o)
			case o.Text != "":
				other, c.host = other || !b.conditional, o.Text
			}
		}
	}
	switch {
	case len(c.bases) == 0, fixed && len(c.literals) > 0:
		c.state = toOpenAI
	case other:
		c.state = elsewhere
	case settings || !fixed:
		c.state = bySetting
	default:
		c.state = elsewhere
	}
}

// addresses returns what an assignment may set the address to. An address that is put together counts as the constant it
// begins with; what tests pass does not count for the program.
// Have: fmt.Sprintf("https://bedrock.%s.api.aws/v1", region), "https://" + host
func (r *run) addresses(c *client, s *setting) []gosyntax.Origin {
	var out []gosyntax.Origin
	for _, o := range r.program.Origins(s.file, s.value) {
		if o.File.Test && !c.file.Test {
			continue
		}
		first := o.Expr
		if call, ok := first.(*ast.CallExpr); ok {
			if pkg, name := r.program.Callee(call); pkg == "fmt" && name == "Sprintf" && len(call.Args) > 0 {
				first = call.Args[0]
			}
		}
		for {
			sum, ok := ast.Unparen(first).(*ast.BinaryExpr)
			if !ok {
				break
			}
			first = sum.X
		}
		if text, ok := r.program.String(first); ok && o.Kind != gosyntax.Constant && o.Kind != gosyntax.Env && strings.Contains(strings.TrimPrefix(text, "https://"), ".") && provider.ByURL(text) != "openai" {
			o.Kind, o.Text = gosyntax.Constant, text
		}
		out = append(out, o)
	}
	return out
}

// given reports whether the only condition of an assignment is that there is a value, and the code has one by default.
// Have: url := conf.URL, by default "https://api.openai.com/v1"; if url != "" { cfg.BaseURL = url }
func (r *run) given(s *setting, from []gosyntax.Origin) bool {
	block, _ := s.file.Parent(s.at).(*ast.BlockStmt)
	if block == nil {
		return false
	}
	branch, _ := s.file.Parent(block).(*ast.IfStmt)
	if branch == nil || branch.Body != block {
		return false
	}
	cond, _ := ast.Unparen(branch.Cond).(*ast.BinaryExpr)
	return cond != nil && cond.Op == token.NEQ && r.empty(cond.Y) && s.file.Text(cond.X) == s.file.Text(s.value) &&
		slices.ContainsFunc(from, func(o gosyntax.Origin) bool { return o.Kind == gosyntax.Constant && o.Text != "" })
}

// exhaust finds conditions both of whose branches set the address: one of them does.
// Have: if url != "" { cfg.BaseURL = url } else { cfg.BaseURL = fallback }
func (c *client) exhaust() {
	branch := func(b base) (*ast.IfStmt, ast.Node) {
		block, _ := b.set.file.Parent(b.set.at).(*ast.BlockStmt)
		if block == nil {
			return nil, nil
		}
		s, _ := b.set.file.Parent(block).(*ast.IfStmt)
		return s, block
	}
	for i := range c.bases {
		for j := range c.bases {
			x, in := branch(c.bases[i])
			y, other := branch(c.bases[j])
			if x != nil && x == y && in == ast.Node(x.Body) && other == ast.Node(x.Else) && x.Pos() > c.expr.End() {
				c.bases[i].conditional, c.bases[j].conditional = false, false
			}
		}
	}
}

// owns reports whether an assignment sets a field of the client's own settings.
func (r *run) owns(c *client, s *setting) bool {
	if s.owner == nil {
		return slices.Contains(s.of, c)
	}
	if s.owner == c.expr {
		return true
	}
	if _, ok := s.owner.(*ast.CompositeLit); ok {
		return false
	}
	makers := r.makers(s.file, s.owner)
	if last := latest(makers, s); last != nil {
		return last == c
	}
	return slices.Contains(makers, c)
}

// latest returns the client whose settings an assignment speaks of beyond doubt: the last that is made in front of it, in a
// list of statements around it, with no other made on the way. Nil where there is none.
//
//	Have: if azure { cfg = openai.DefaultAzureConfig(key, url); cfg.APIVersion = "..." } else { cfg = openai.DefaultConfig(key) }
func latest(makers []*client, s *setting) *client {
	var last *client
	for _, m := range makers {
		stmt, _ := assigned(m)
		if stmt == nil || m.file != s.file || s.at.Pos() < stmt.Pos() || !around(m.file.Parent(stmt), s.at) {
			continue
		}
		if last == nil || last.expr.Pos() < m.expr.Pos() {
			last = m
		}
	}
	between := func(m *client) bool {
		return m.file == s.file && last.expr.Pos() < m.expr.Pos() && m.expr.Pos() < s.at.Pos()
	}
	if last == nil || slices.ContainsFunc(makers, between) {
		return nil
	}
	return last
}

// around reports whether a node lies within another.
func around(outer, n ast.Node) bool {
	return outer != nil && outer.Pos() <= n.Pos() && n.End() <= outer.End()
}

// conditional reports whether an assignment may be left out although the client is made. What another function does to
// the settings counts as conditional unless it is done at once.
func (r *run) conditional(c *client, s *setting) bool {
	if s.owner == nil {
		return s.file.Conditional(s.at) && !c.around(s.file, s.at)
	}
	if s.file != c.file {
		return true
	}
	if c.expr.Pos() <= s.at.Pos() && s.at.End() <= c.expr.End() {
		return false
	}
	for p := s.file.Parent(s.at); p != nil; p = s.file.Parent(p) {
		if p.Pos() <= c.expr.Pos() && c.expr.End() <= p.End() {
			return false
		}
		switch p.(type) {
		case *ast.IfStmt, *ast.CaseClause, *ast.CommClause, *ast.ForStmt, *ast.RangeStmt, *ast.FuncLit, *ast.FuncDecl:
			return true
		}
	}
	return false
}

// around reports whether an option stands in the call that makes the client: both happen or neither does.
func (c *client) around(f *gosyntax.File, at ast.Node) bool {
	return f == c.file && c.expr.Pos() <= at.Pos() && at.End() <= c.expr.End()
}

// saysAzure reports whether a setting makes its client one of Azure: an option that does nothing else, or a value that says
// so. A value from a setting may or may not.
func saysAzure(s *setting) bool {
	if s.owner == nil && !strings.Contains(s.name, "Type") {
		return true
	}
	if s.value == nil {
		return false // an option that lacks its argument
	}
	text := s.file.Text(s.value)
	return text == "true" || strings.Contains(text, "APITypeAzure")
}
