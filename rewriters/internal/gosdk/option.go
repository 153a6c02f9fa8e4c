package gosdk

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

var ruleOption = &finding.Rule{
	ID: "GO008", Slug: "client-option", Severity: finding.Warning,
	Title: i18n.T("会影响新地址的客户端选项", "client option that follows to the new host"),
	Doc: i18n.T(
		"组织和项目（OrgID、WithOrganization、WithProject）会作为请求头发给当前地址，不论它是谁的；APIVersion 非空时会在地址后附加 ?api-version=；ByAzure 决定请求的形式。它们都只对 OpenAI 或 Azure 有意义：写成字面量的随客户端一起去掉，其余的报告。",
		"Organisation and project (OrgID, WithOrganization, WithProject) are sent as headers to whatever the address is; APIVersion, when set, adds ?api-version= to it; ByAzure decides how requests look. They mean something to OpenAI or Azure only: literal ones go with the client's move, others are reported."),
}

// foreign reports what else the client's settings hold.
func (r *run) foreign(c *client) {
	if c.state == azure || c.state == elsewhere || c.state == byHand {
		return
	}
	r.argument(c)
	for _, s := range r.sets {
		if s.role != Foreign && s.role != Azure && s.role != Clash || r.handled[s.at] || !r.owns(c, s) || s.harmless() {
			continue
		}
		r.handled[s.at] = true
		if c.maker.Shape == ByValue && r.dropStatement(c, s) {
			continue
		}
		r.add(s.file, s.at, finding.Finding{Rule: ruleOption, Kind: finding.Parameter, SDK: s.sdk.Name, Symbol: s.name, Client: c.id, Message: r.foreignText(s)})
	}
}

// harmless reports whether a setting is off, or speaks of a kind of API and not of Azure's.
// Have: ByAzure: false, APIType: openai.APITypeOpenAI
func (s *setting) harmless() bool {
	if s.role != Azure || s.value == nil {
		return false
	}
	switch v := ast.Unparen(s.value).(type) {
	case *ast.Ident:
		return v.Name == "false"
	case *ast.SelectorExpr:
		return v.Sel.Name == "APITypeOpenAI"
	}
	return false
}

func (r *run) foreignText(s *setting) i18n.Text {
	value, env := "", ""
	if s.value != nil {
		value, env = short(s.file.Text(s.value)), r.envWithin(s.file, s.value)
	}
	switch {
	case s.role == Azure && env != "":
		return i18n.Tf("%[1]s 由环境变量 %[2]s 决定是否按 Azure 的方式发请求：迁移后请不要设置它", "%[1]s makes requests Azure's way if the variable %[2]s says so: leave that unset after the move", s.name, env)
	case s.role == Azure:
		return i18n.Tf("%[1]s（%[2]s）决定是否按 Azure 的方式发请求：迁移后必须为否", "%[1]s (%[2]s) decides whether requests are made Azure's way: it must be off after the move", s.name, value)
	case s.role == Clash:
		return i18n.Tf("%s 不能与新地址一起使用：请去掉", "%s cannot stand beside a new address: drop it", s.name)
	case s.name == "APIVersion":
		return i18n.Tf("APIVersion（%s）非空时会附加 ?api-version=：迁移后请留空", "APIVersion (%s), when set, adds ?api-version=: leave it empty after the move", value)
	case s.name == "AzureModelMapperFunc":
		return i18n.T("AzureModelMapperFunc 会改写模型名：迁移后请去掉", "AzureModelMapperFunc rewrites model names: drop it after the move")
	}
	return i18n.Tf("%[1]s（%[2]s）会作为请求头发给新平台：迁移后请留空", "%[1]s (%[2]s) is sent as a header to the new host: leave it empty after the move", s.name, value)
}

// envWithin names the variable of the environment that an expression reads; empty where there is none, or several.
func (r *run) envWithin(f *gosyntax.File, e ast.Expr) string {
	name := ""
	for _, o := range append(r.within(f, e), r.program.Origins(f, e)...) {
		if o.Kind != gosyntax.Env {
			continue
		}
		if name != "" && name != o.Text {
			return ""
		}
		name = o.Text
	}
	return name
}

// within returns the reads of variables of the environment inside an expression.
func (r *run) within(f *gosyntax.File, e ast.Expr) []gosyntax.Origin {
	anyName := func(string) bool { return true }
	return slices.DeleteFunc(r.program.EnvReads(f, anyName), func(o gosyntax.Origin) bool {
		return o.File != f || o.Expr.Pos() < e.Pos() || e.End() < o.Expr.End()
	})
}

// dropStatement takes away an assignment of a literal: nothing else can depend on it.
func (r *run) dropStatement(c *client, s *setting) bool {
	stmt, ok := s.at.(*ast.AssignStmt)
	if !ok || !c.fixable || frozen(s.file) || !listed(s.file, stmt) || !r.fixed(s.value) {
		return false
	}
	for _, ch := range r.changes {
		if ch.at == c.expr {
			ch.edit(s.file, place(s.file, stmt, "field "+s.name), func(t *gosyntax.Tree) { t.Delete(stmt) })
			return true
		}
	}
	return false
}

// fixed reports whether a value is a literal or a constant.
func (r *run) fixed(e ast.Expr) bool {
	if _, _, ok := gosyntax.Literal(e); ok {
		return true
	}
	_, ok := r.program.Object(e).(*types.Const)
	return ok
}

// dropForeign takes away, with the move of a client, the options and fields in its own call or literal that mean something to
// OpenAI only. One whose value is put together stays and is reported: something else may depend on it.
func (r *run) dropForeign(c *client, ch *change) {
	for _, s := range r.sets {
		if s.role != Foreign && s.role != Reset || r.handled[s.at] || !r.owns(c, s) || frozen(s.file) || !r.program.Asked(s.file) {
			continue
		}
		list, item := s.place()
		if list == nil || s.value != nil && !r.droppable(s.value) {
			continue
		}
		r.handled[s.at] = true
		r.consume(ch, item)
		if s.value != nil {
			r.speakFor(ch, s.file, s.value)
		}
		ch.within(s.file, list, place(s.file, item, s.name), func(t *gosyntax.Tree) { t.Remove(list, item) })
	}
}

// speakFor lets a change speak for the variables of the environment that an expression reads.
func (r *run) speakFor(ch *change, f *gosyntax.File, e ast.Expr) {
	for _, o := range r.within(f, e) {
		r.handled[o.Expr] = true
		ch.spoken = append(ch.spoken, o.Expr)
	}
}

// place returns the list that a setting stands in, and its item there; nil where it stands in none.
func (s *setting) place() (list, item ast.Expr) {
	switch at := s.at.(type) {
	case *ast.KeyValueExpr:
		return s.owner, at
	case *ast.CallExpr:
		if list, ok := s.in.(ast.Expr); ok && !onlyArgument(list) {
			return list, at
		}
	}
	return nil, nil
}

// onlyArgument reports whether nothing but one item is appended: taking it away leaves append(x).
func onlyArgument(list ast.Expr) bool {
	call, ok := list.(*ast.CallExpr)
	if !ok {
		return false
	}
	id, ok := call.Fun.(*ast.Ident)
	return ok && id.Name == "append" && len(call.Args) < 3
}

// droppable reports whether a value can be left out: a literal, a constant, or a variable of the environment, that leaves no
// variable or import unused.
func (r *run) droppable(e ast.Expr) bool {
	if _, ok := ast.Unparen(e).(*ast.FuncLit); ok {
		return false
	}
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok {
		if pkg, name := r.program.Callee(call); pkg != "os" || name != "Getenv" {
			return false
		}
	} else if !r.fixed(e) {
		return false
	}
	return !r.dropsLocal(e)
}

// argument reports an argument that the fix would leave out, of a client that is not moved.
// Have: openai.NewOrgClient(key, org)
func (r *run) argument(c *client) {
	if c.maker.Drop == 0 || c.fixable {
		return
	}
	r.add(c.file, c.expr.(*ast.CallExpr).Args[c.maker.Drop-1], finding.Finding{
		Rule: ruleOption, Kind: finding.Parameter, SDK: c.sdk.Name, Symbol: "OrgID", Client: c.id,
		Message: i18n.T("组织 ID 会作为请求头发给新平台：迁移后请去掉", "the organisation is sent as a header to the new host: drop it with the move"),
	})
}

// argumentStays reports whether such an argument cannot simply be left out.
func (r *run) argumentStays(c *client) bool {
	return c.maker.Drop > 0 && r.dropsLocal(c.expr.(*ast.CallExpr).Args[c.maker.Drop-1])
}

// dropsLocal reports whether leaving an expression out would leave a variable or an import unused, which does not compile.
func (r *run) dropsLocal(e ast.Expr) bool {
	unsafe := false
	ast.Inspect(e, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		switch obj := r.program.Use(id).(type) {
		case *types.PkgName:
			unsafe = unsafe || r.of(obj.Imported().Path()) == nil && len(r.program.Uses(obj)) < 2
		case *types.Var:
			unsafe = unsafe || obj.Kind() == types.LocalVar && len(r.program.Uses(obj)) < 2
		}
		return true
	})
	return unsafe
}
