package gosdk

import (
	"go/ast"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

var ruleEnv = &finding.Rule{
	ID: "GO009", Slug: "env-variable", Severity: finding.Warning,
	Title: i18n.T("读取 OpenAI 的环境变量", "variable of the environment named after OpenAI"),
	Doc: i18n.T(
		"代码读取以 OpenAI 命名的环境变量，或在结构体标签中声明它。流入可迁移客户端的密钥变量会随客户端改名；其余的保留，并阻止环境文件中的同名变量被改名。",
		"The code reads a variable named after OpenAI, or declares one in a struct tag. Key variables that flow into a client that moves are renamed with it; others stay, and keep the variable from being renamed in env files."),
}

// envs reports the reads of variables named after OpenAI. Those that no change speaks for hold the name.
func (r *run) envs(f *gosyntax.File) {
	for _, o := range r.program.EnvReads(f, openaiName) {
		if o.File == f {
			r.env(f, o.Expr, o.Text, r.handled[o.Expr])
		}
	}
	for n := range f.Listed {
		switch n := n.(type) {
		case *ast.Field:
			if n.Tag != nil {
				r.tag(f, n.Tag)
			}
		case *ast.CallExpr:
			r.setenv(f, n)
		}
	}
}

// Have: os.Setenv("OPENAI_API_KEY", key), t.Setenv("OPENAI_API_KEY", "test")
func (r *run) setenv(f *gosyntax.File, call *ast.CallExpr) {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Setenv" || len(call.Args) != 2 {
		return
	}
	if name, ok := r.program.String(call.Args[0]); ok && openaiName(name) {
		r.add(f, call.Args[0], finding.Finding{
			Rule: ruleEnv, Kind: finding.Env, Symbol: name,
			Message: i18n.Tf("设置环境变量 %s：读取它的代码改名后，这里也要改", "sets the variable %s: once the code that reads it uses another name, this must too", name),
		})
	}
}

func (r *run) env(f *gosyntax.File, e ast.Expr, name string, moved bool) {
	out := finding.Finding{
		Rule: ruleEnv, Kind: finding.Env, Symbol: name,
		Message: i18n.Tf("读取环境变量 %s", "reads the variable %s", name),
	}
	if moved {
		out.Confidence = finding.Certain
		out.Message = i18n.Tf("读取环境变量 %s，随客户端一起修改", "reads the variable %s; it changes with its client", name)
	} else {
		out.Holds = []finding.Key{r.key(finding.KeyReads, name)}
		out.Message = r.advise(out.Message, name)
	}
	r.add(f, e, out)
}

// advise says what a variable should hold that no code change takes care of.
func (r *run) advise(m i18n.Text, name string) i18n.Text {
	switch {
	case r.target == nil, azureVariable.MatchString(name): // Azure's own values are of no use elsewhere
	case modelVariable.MatchString(name):
		return i18n.Join(m, r.say("请设为%s的模型", "set it to a model of %s"))
	case addressVariable.MatchString(name):
		return i18n.Join(m, r.say("请设为%s的地址 %s", "set it to the address of %s, %s", r.target.BaseURL))
	case keyVariable.MatchString(name):
		return i18n.Join(m, r.say("若它用于要迁移的客户端，请换成%s的密钥", "where a client that moves uses it, put a key of %s there"))
	}
	return m
}

var (
	modelVariable   = regexp.MustCompile(`MODEL|ENGINE|DEPLOYMENT`)
	addressVariable = regexp.MustCompile(`URL|BASE|HOST|ENDPOINT`)
	keyVariable     = regexp.MustCompile(`KEY|TOKEN`)
	azureVariable   = regexp.MustCompile(`AZURE`)
)

// tagKeys are the struct tags with which configuration libraries name variables.
var tagKeys = []string{"env", "envconfig", "split_words", "mapstructure_env", "conf"}

// Have: Key string `env:"OPENAI_API_KEY,required"`
func (r *run) tag(f *gosyntax.File, tag *ast.BasicLit) {
	text, err := strconv.Unquote(tag.Value)
	if err != nil {
		return
	}
	for _, key := range tagKeys {
		name, _, _ := strings.Cut(reflect.StructTag(text).Get(key), ",")
		if name = strings.TrimPrefix(name, "env:"); openaiName(name) && variable.MatchString(name) {
			r.env(f, tag, name, false)
		}
	}
}

var variable = regexp.MustCompile(`^[A-Z][A-Z0-9_]*$`)
