package gosdk

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

// modelDoubts says what else hangs on a model's name; each makes its change one to look at.
func (r *run) modelDoubts(u *modelUse, clients []*client, choice provider.Choice, ch *change) {
	doubt := func(zh, en string) {
		ch.fix.Confidence = finding.Likely
		ch.fix.Why = and(ch.fix.Why, i18n.T(zh, en))
	}
	for _, c := range clients {
		if c.state == bySetting {
			where, url := c.settings(), r.target.BaseURL
			doubt("客户端的地址取自 "+where+"：请先将其设为 "+url+"，否则请求会失败", "The client's address comes from "+where+": set that to "+url+" first, or requests fail")
		}
	}
	if where := r.stored(u); where != "" {
		doubt(where+" 中已有的值优先于此默认值，需一并修改", "A value in "+where+" takes precedence over this default: change it there too")
	}
	if slices.ContainsFunc(clients, func(c *client) bool { return c.state == azure }) {
		doubt("它也可能发往 Azure 客户端，那里需要的是部署名", "It may also go to an Azure client, which wants a deployment's name")
	}
	if u.companion || r.decidesBy(u.origin) {
		doubt("代码会拿这个值与其他模型名比较，修改后走到的分支可能不同", "The code compares this value with other names; after the change another branch may be taken")
	}
	if spec, ok := u.origin.File.Parent(u.origin.Expr).(*ast.ValueSpec); ok && namesake(spec, u.origin) {
		doubt("这个常量以模型命名，修改后名不副实：也可以只改使用它的地方", "The constant is named after the model, which would no longer fit: changing only its uses is an alternative")
	}
	if u.requests[0].capability == finding.Embeddings {
		size := "?"
		if choice.Dimensions > 0 {
			size = strconv.Itoa(choice.Dimensions)
		} else if choice.Embedding != nil {
			size = strconv.Itoa(choice.Embedding.Dimensions)
		}
		doubt("向量维度变为 "+size+"，与已有向量不兼容：需要重建索引并重新嵌入", "Vectors get "+size+" dimensions and do not mix with stored ones: rebuild the index and embed again")
	}
	if u.requests[0].capability == finding.Moderation {
		doubt("SDK 会拒绝 OpenAI 之外的审核模型", "The SDK refuses moderation models other than OpenAI's")
	}
}

// stored names the configuration keys that the requests of a default take their model from.
func (r *run) stored(u *modelUse) string {
	var from []gosyntax.Origin
	for _, req := range u.requests {
		for _, o := range r.program.Origins(req.file, req.value) {
			if viperKey.MatchString(o.Text) {
				from = append(from, o)
			}
		}
	}
	return outside(from)
}

// namesake reports whether a declaration gives a name of the SDK to the SDK's constant of that name.
// Have: GPT4o Model = openai.GPT4o
func namesake(spec *ast.ValueSpec, o gosyntax.Origin) bool {
	sel, ok := o.Expr.(*ast.SelectorExpr)
	return ok && slices.ContainsFunc(spec.Names, func(id *ast.Ident) bool { return id.Name == sel.Sel.Name })
}

// decidesBy reports whether a variable that carries the name is compared, switched on or used to look something up.
func (r *run) decidesBy(o gosyntax.Origin) bool {
	for _, obj := range o.Via {
		for _, s := range r.program.Uses(obj) {
			var n ast.Node = s.Expr
			p := s.File.Parent(n)
			if sel, ok := p.(*ast.SelectorExpr); ok && sel.Sel == n {
				n, p = sel, s.File.Parent(sel)
			}
			switch p := p.(type) {
			case *ast.BinaryExpr:
				if (p.Op == token.EQL || p.Op == token.NEQ) && !r.empty(p.X) && !r.empty(p.Y) {
					return true
				}
			case *ast.SwitchStmt:
				return true
			case *ast.IndexExpr:
				if p.Index == n {
					return true
				}
			}
		}
	}
	return false
}

func (r *run) empty(e ast.Expr) bool {
	s, ok := r.program.String(e)
	return ok && s == ""
}
