package gosashabaranov

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
	for _, o := range r.program.EnvReads(f) {
		if openaiName.MatchString(o.Text) && o.File == f {
			r.env(f, o.Expr, o.Text, r.handled[o.Expr])
		}
	}
	ast.Inspect(f.AST, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Field:
			if n.Tag != nil {
				r.tag(f, n.Tag)
			}
		case *ast.CallExpr:
			r.setenv(f, n)
		}
		return true
	})
}

// Have: os.Setenv("OPENAI_API_KEY", key), t.Setenv("OPENAI_API_KEY", "test")
func (r *run) setenv(f *gosyntax.File, call *ast.CallExpr) {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Setenv" || len(call.Args) != 2 {
		return
	}
	if name, ok := r.program.String(call.Args[0]); ok && openaiName.MatchString(name) {
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
	case r.target == nil:
	case modelVariable.MatchString(name):
		return but(m, r.say("请设为%s的模型", "set it to a model of %s"))
	case addressVariable.MatchString(name):
		return but(m, r.say("请设为%s的地址 %s", "set it to the address of %s, %s", r.target.BaseURL))
	}
	return m
}

var (
	modelVariable   = regexp.MustCompile(`MODEL|ENGINE|DEPLOYMENT`)
	addressVariable = regexp.MustCompile(`URL|BASE|HOST|ENDPOINT`)
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
		if name = strings.TrimPrefix(name, "env:"); openaiName.MatchString(name) && variable.MatchString(name) {
			r.env(f, tag, name, false)
		}
	}
}

var variable = regexp.MustCompile(`^[A-Z][A-Z0-9_]*$`)

var ruleEndpoint = &finding.Rule{
	ID: "GO010", Slug: "openai-url", Severity: finding.Error,
	Title: i18n.T("写在代码里的 OpenAI 地址", "address of OpenAI in code"),
	Doc: i18n.T(
		"字符串中写有 OpenAI 或 Azure OpenAI 的接口地址，通常用于直接发 HTTP 请求。请连同认证头和模型名一起修改；注意完整路径、带 /v1 和不带 /v1 三种写法要分别处理。",
		"A string holds an address of OpenAI or Azure OpenAI, usually for requests made without an SDK. Change it together with the Authorization header and the model; mind that a full path, a base with /v1 and a bare host need different values."),
}

// address finds the addresses within a string.
var address = regexp.MustCompile(`(?i)(?:https?|wss?)://[a-z0-9.%{}$_-]*(?:api\.openai\.com|openai\.azure\.(?:com|us|cn))[^\s"'<>]*`)

// strings reports what string literals say: addresses, and model names outside requests.
func (r *run) strings(f *gosyntax.File) {
	ast.Inspect(f.AST, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.BasicLit:
			if _, value, ok := gosyntax.Literal(n); ok {
				r.literal(f, n, value)
			}
		}
		return true
	})
}

func (r *run) literal(f *gosyntax.File, lit *ast.BasicLit, value string) {
	url := address.FindString(value)
	switch handled := r.handled[ast.Expr(lit)]; {
	case url != "":
		r.endpoint(f, lit, finding.Mask(strings.TrimRight(url, ".,;)")), handled)
	case handled:
	case modelWord(value):
		r.mention(f, lit, value, "")
	case finding.IsSecret(value):
		r.secret(f, lit)
	}
}

func (r *run) endpoint(f *gosyntax.File, lit *ast.BasicLit, url string, moved bool) {
	out := finding.Finding{
		Rule: ruleEndpoint, Kind: finding.Endpoint, Symbol: url, Reaches: !f.Test,
		Message: i18n.Tf("代码中写有地址 %s", "the address %s stands in the code", url),
	}
	switch {
	case moved:
		out.Confidence = finding.Certain
		out.Message = i18n.Tf("代码中写有地址 %s，随客户端一起修改", "the address %s stands in the code; it changes with its client", url)
	case r.target != nil && !f.Test:
		out.Message = i18n.T(out.Message.ZH+"：请换成 "+r.target.BaseURL+" 下的对应地址", out.Message.EN+": use its counterpart below "+r.target.BaseURL)
	}
	r.add(f, lit, out)
}

var ruleTokenizer = &finding.Rule{
	ID: "GO013", Slug: "tokenizer", Severity: finding.Warning,
	Title: i18n.T("按 OpenAI 模型计算 token", "token counting by OpenAI model"),
	Doc: i18n.T(
		"tiktoken 只认识 OpenAI 的模型名，遇到其他模型会返回错误，计数也不适用于其他平台；pkoukk/tiktoken-go 还会在运行时从 OpenAI 的存储下载词表。",
		"tiktoken knows only OpenAI's models: another name is an error and its counts do not fit other providers. pkoukk/tiktoken-go also downloads its vocabulary from OpenAI's storage at run time."),
}

// tokenizers are the import paths that count tokens as OpenAI does.
var tokenizers = []string{"github.com/pkoukk/tiktoken-go", "github.com/tiktoken-go/tokenizer"}

func (r *run) tokenizers(f *gosyntax.File) {
	ast.Inspect(f.AST, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		pkg, name := r.program.Callee(call)
		for _, t := range tokenizers {
			if pkg == t && (strings.HasPrefix(name, "EncodingForModel") || name == "ForModel" || name == "GetEncoding" || name == "Get") {
				r.add(f, call.Fun, finding.Finding{
					Rule: ruleTokenizer, Kind: finding.Tokenizer, Symbol: name,
					Message: i18n.Tf("%s 不认识其他平台的模型：请处理其错误，或改为估算", "%s does not know other providers' models: handle its error, or estimate", name),
				})
			}
		}
		return true
	})
}
