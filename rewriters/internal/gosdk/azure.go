package gosdk

import (
	"go/ast"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

var ruleAzure = &finding.Rule{
	ID: "GO003", Slug: "azure-client", Severity: finding.Error,
	Title: i18n.T("Azure OpenAI 客户端", "Azure OpenAI client"),
	Doc: i18n.T(
		"Azure 客户端用 api-key 请求头和部署名工作，部署名并不是模型名，无法自动推断。整个分支应改为普通客户端加目标平台的地址，并去掉 APIVersion、APIType、AzureModelMapperFunc、ByAzure、azure.WithEndpoint 等只用于 Azure 的设置；只为 Azure 而写的 SDK（azopenai）要换成通用的 SDK。",
		"An Azure client works with the api-key header and deployment names, which are not model names and cannot be guessed. The whole branch should become a plain client with the target's address; APIVersion, APIType, AzureModelMapperFunc, ByAzure, azure.WithEndpoint and the like go. Code for an SDK that serves Azure only (azopenai) moves to a general one."),
}

func (r *run) azureClient(c *client, f finding.Finding) {
	f.Rule = ruleAzure
	f.Message = i18n.T("此客户端连接 Azure OpenAI", "this client talks to Azure OpenAI")
	if when := condition(c.file, c.expr); when != "" {
		f.Message = i18n.T(f.Message.ZH+"（条件："+when+"）", f.Message.EN+" (where "+when+")")
		if r.beside(c) {
			f.Message = i18n.Join(f.Message, i18n.T("旁边的分支会迁移，只要不再走到这里即可；否则需要手工修改", "the branch beside it moves, so it is enough that this one is no longer taken; otherwise change it by hand"))
		}
	} else {
		f.Message = i18n.T(f.Message.ZH+"，需要手工修改", f.Message.EN+" and must be changed by hand")
	}
	what := i18n.T("只用于 Azure 的设置", "what is for Azure only")
	if names := r.azureNames(c); names != "" {
		what = i18n.T(strings.ReplaceAll(names, ", ", "、"), names)
	}
	f.Message = i18n.Tf(
		"%[1]s：%[3]s；去掉%[5]s，把部署名换成模型名", "%[2]s: %[4]s; drop %[6]s, and name models instead of deployments",
		f.Message.ZH, f.Message.EN, c.sdk.Hand.ZH, c.sdk.Hand.EN, spaced(what.ZH), what.EN)
	r.add(c.file, c.expr, r.withTarget(f))
}

// spaced sets Latin words off from the Chinese in front of them.
func spaced(zh string) string {
	if first, _ := utf8.DecodeRuneInString(zh); first < utf8.RuneSelf {
		return " " + zh
	}
	return zh
}

// condition is the condition under which a client is made, as the code has it; empty where there is none.
//
//	Have: if azure { ... } -> azure; switch kind { case "azure": ... } -> kind == "azure"
func condition(f *gosyntax.File, n ast.Node) string {
	for p := f.Parent(n); p != nil; n, p = p, f.Parent(p) {
		switch p := p.(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			return ""
		case *ast.IfStmt:
			switch n {
			case p.Body:
				return short(f.Text(p.Cond))
			case p.Else:
				return short("!(" + f.Text(p.Cond) + ")")
			}
		case *ast.CaseClause:
			if s, ok := f.Parent(f.Parent(p)).(*ast.SwitchStmt); ok && s.Tag != nil && len(p.List) > 0 {
				return short(f.Text(s.Tag) + " == " + f.Text(p.List[0]))
			}
		}
	}
	return ""
}

// beside reports whether the same function makes a client that can move.
func (r *run) beside(c *client) bool {
	fn := gosyntax.Enclosing[*ast.FuncDecl](c.file, c.expr)
	return fn != nil && slices.ContainsFunc(r.clients, func(o *client) bool {
		return o.file == c.file && o.state != azure && o.state != byHand && gosyntax.Enclosing[*ast.FuncDecl](o.file, o.expr) == fn
	})
}

// azureNames are the settings of a client that mean something to Azure only.
func (r *run) azureNames(c *client) string {
	var names []string
	for _, s := range r.sets {
		if (s.role == Azure || s.role == Foreign) && !s.harmless() && r.owns(c, s) {
			name := s.name
			if call, ok := s.at.(*ast.CallExpr); ok {
				name = s.file.Text(call.Fun)
			}
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return strings.Join(slices.Compact(names), ", ")
}

// handClient reports a client that no edit can move, with its recipe.
func (r *run) handClient(c *client, f finding.Finding) {
	if c.maker.Azure {
		f.Rule = ruleAzure
	}
	f.Message = c.maker.Recipe
	r.keyOrigins(c, nil)
	r.add(c.file, c.expr, r.withTarget(f))
}

// withTarget adds the target's address and key to what a person must do.
func (r *run) withTarget(f finding.Finding) finding.Finding {
	if r.target != nil {
		f.Message = i18n.T(
			f.Message.ZH+"；地址为 "+r.target.BaseURL+"，密钥变量为 "+r.target.KeyEnv,
			f.Message.EN+"; the address is "+r.target.BaseURL+", the key variable "+r.target.KeyEnv)
	}
	return f
}
