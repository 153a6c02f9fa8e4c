package gosashabaranov

import (
	"go/ast"
	"go/types"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

var ruleOption = &finding.Rule{
	ID: "GO008", Slug: "client-option", Severity: finding.Warning,
	Title: i18n.T("会影响新地址的客户端选项", "client option that follows to the new host"),
	Doc: i18n.T(
		"OrgID 会作为 OpenAI-Organization 请求头发给当前地址，不论它是谁的；APIVersion 非空时会在地址后附加 ?api-version=。二者都只对 OpenAI 或 Azure 有意义。",
		"OrgID is sent as the OpenAI-Organization header to whatever the address is; APIVersion, when set, adds ?api-version= to it. Both mean something to OpenAI or Azure only."),
}

// options reports what else the client's settings hold. A literal organisation of a client that moves is dropped with it.
func (r *run) options(c *client) {
	if c.state == azure || c.state == elsewhere {
		return
	}
	r.orgArgument(c)
	for _, s := range r.sets {
		if s.field != "OrgID" && s.field != "APIVersion" || r.handled[s.at] || !r.owns(c, s) {
			continue
		}
		r.handled[s.at] = true
		if r.dropOption(c, s) {
			continue
		}
		msg := i18n.Tf("OrgID（%s）会作为请求头发给新平台：迁移后请留空", "OrgID (%s) is sent as a header to the new host: leave it empty after the move", short(s.file.Text(s.value)))
		if s.field == "APIVersion" {
			msg = i18n.Tf("APIVersion（%s）非空时会附加 ?api-version=：迁移后请留空", "APIVersion (%s), when set, adds ?api-version=: leave it empty after the move", short(s.file.Text(s.value)))
		}
		r.add(s.file, s.at, finding.Finding{Rule: ruleOption, Kind: finding.Parameter, SDK: sdk, Symbol: s.field, Client: c.id, Message: msg})
	}
}

// dropOption takes away an assignment of a literal: nothing else can depend on it.
func (r *run) dropOption(c *client, s fieldSet) bool {
	stmt, ok := s.at.(*ast.AssignStmt)
	if !ok || !c.fixable || frozen(s.file) || !listed(s.file, stmt) {
		return false
	}
	if _, _, ok := gosyntax.Literal(s.value); !ok {
		if _, ok := r.program.Object(s.value).(*types.Const); !ok {
			return false
		}
	}
	for _, ch := range r.changes {
		if ch.at == c.expr {
			ch.edit(s.file, place(s.file, stmt, "field "+s.field), func(t *gosyntax.Tree) { t.Delete(stmt) })
			return true
		}
	}
	return false
}

// orgArgument reports the organisation given to NewOrgClient, which the fix leaves out.
func (r *run) orgArgument(c *client) {
	if c.made != "NewOrgClient" || c.fixable {
		return
	}
	org := c.expr.(*ast.CallExpr).Args[1]
	r.add(c.file, org, finding.Finding{
		Rule: ruleOption, Kind: finding.Parameter, SDK: sdk, Symbol: "OrgID", Client: c.id,
		Message: i18n.T("组织 ID 会作为请求头发给新平台：迁移后请去掉", "the organisation is sent as a header to the new host: drop it with the move"),
	})
}

// orgStays reports whether a client's organisation cannot simply be left out.
func (r *run) orgStays(c *client) bool {
	return c.made == "NewOrgClient" && r.dropsLocal(c.expr.(*ast.CallExpr).Args[1])
}

// dropsLocal reports whether leaving an argument out would leave a variable or an import unused, which does not compile.
func (r *run) dropsLocal(e ast.Expr) bool {
	unsafe := false
	ast.Inspect(e, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		switch obj := r.program.Info.Uses[id].(type) {
		case *types.PkgName:
			unsafe = unsafe || len(r.program.Uses(obj)) < 2
		case *types.Var:
			unsafe = unsafe || obj.Kind() == types.LocalVar && len(r.program.Uses(obj)) < 2
		}
		return true
	})
	return unsafe
}
