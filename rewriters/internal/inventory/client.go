package inventory

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/lexical"
)

// made is a client where it is made.
type made struct {
	sdk      *SDK
	kind     *Client
	name     string // in the SDK's terms: "OpenAIOkHttpClient.builder"
	shown    string // as the file writes it
	from, to int    // its tokens: from the type's name to the end of the statement
	word     int    // the last token of its name
	open     int    // the bracket of its arguments, -1 for none
}

// clients reports the clients that a file makes.
func (l *look) clients() {
	for i := range l.file.tokens {
		if c, ok := l.file.clientAt(i); ok {
			l.client(c)
		}
	}
}

// clientAt recognises a client at a name.
//
//	Have: OpenAIOkHttpClient.builder()  new ChatClient("gpt-4o", key)  Client::with_config(config)  .AddOpenAIChatCompletion(…)
func (f *file) clientAt(i int) (made, bool) {
	if f.name(i) == "" {
		return made{}, false
	}
	for _, s := range f.sdks {
		for k := range s.Clients {
			c := made{sdk: s, kind: &s.Clients[k], from: i}
			if f.makes(&c) {
				c.shown = f.Text(source.Span{Start: f.tokens[i].Start, End: f.tokens[c.word].End})
				return c, true
			}
		}
	}
	return made{}, false
}

// makes fills in how a client is made at c.from, if it is.
func (f *file) makes(c *made) bool {
	if c.kind.Type == "" {
		c.name, c.word, c.open = f.name(c.from), c.from, f.argumentsAt(c.from+1)
		c.to = f.statement(c.from)
		return f.punct(c.from-1) == "." && slices.Contains(c.kind.Calls, c.name) && c.open >= 0
	}
	if f.joined(c.from) || f.declares(c.from) {
		return false
	}
	path, at := f.path(c.from)
	c.word = at - 1
	for _, call := range c.kind.Calls {
		c.name = strings.TrimSuffix(c.kind.Type+"."+call, ".")
		if path == c.name && f.local(c) {
			return false
		}
		if path == c.name || strings.HasSuffix(path, "."+c.name) && f.sdkOf(path) == c.sdk {
			c.open = f.argumentsAt(f.untyped(at))
			c.to = f.end(c, at)
			return c.open >= 0 || f.lang.Bare
		}
	}
	return false
}

// untyped passes over the name of what is declared where its type alone says what is made.
//
//	Have: ChatClient chat = new(model: "gpt-4o", apiKey: key);
func (f *file) untyped(at int) int {
	if f.name(at) != "" && f.punct(at+1) == "=" && f.name(at+2) == "new" && f.punct(at+3) == "(" {
		return at + 3
	}
	return at
}

// joined reports whether a name is a later part of a path or a member of something.
func (f *file) joined(i int) bool {
	switch f.punct(i - 1) {
	case ".":
		return true
	case `\`:
		return f.name(i-2) != "" && f.tokens[i-2].End == f.tokens[i-1].Start
	case ":":
		return f.punct(i-2) == ":" && f.name(i-3) != ""
	}
	return false
}

// end returns the index behind what makes a client: its statement, in Ruby with the block that belongs to it.
func (f *file) end(c *made, at int) int {
	if f.name(at) == "do" {
		for i := at; i < len(f.tokens); i++ {
			if f.name(i) == "end" && f.tokens[i].Line {
				return i
			}
		}
	}
	return f.statement(max(c.open, at-1))
}

// argumentsAt returns the bracket of arguments at a token, behind what makes a call generic; -1 where there is none. A
// block or an initialiser may take their place.
func (f *file) argumentsAt(i int) int {
	if f.punct(i) == "<" {
		for i < len(f.tokens) && f.punct(i) != ">" {
			i++
		}
		i++
	}
	if c := f.punct(i); c == "(" || c == "{" {
		return i
	}
	return -1
}

// declares reports whether the name at i is being declared: a class, a function, or the type of something.
func (f *file) declares(i int) bool {
	switch f.name(i - 1) {
	case "class", "struct", "interface", "fun", "fn", "def", "func", "record", "extends", "implements", "impl", "enum", "trait", "module":
		return true
	}
	return false
}

// client reports one client.
func (l *look) client(c made) {
	a := l.file.address(&c)
	model := l.file.modelOf(&c)
	if c.kind.Must && a.kind == silent && model == "" {
		return
	}
	f := finding.Finding{
		Rule: l.rules.client, Kind: finding.Client, SDK: c.sdk.Name, Symbol: c.name, Model: model, Confidence: finding.Certain,
		Reaches: a.leads || c.kind.Azure,
		Message: l.clientMessage(&c, a),
	}
	l.reaches = l.reaches || f.Reaches
	if f.Reaches && l.pass.Target != nil {
		f.Confidence = finding.Manual
		f.Message = i18n.Join(f.Message, l.recipe(&c))
		if c.kind.Env {
			for _, name := range c.sdk.Reads {
				f.Holds = append(f.Holds, l.reads(name))
			}
		}
	}
	l.report(source.Span{Start: l.file.tokens[c.from].Start, End: l.file.tokens[l.file.last(&c)].End}, f)
}

// last is the token that ends a client's call.
func (f *file) last(c *made) int {
	if c.open >= 0 {
		return min(f.closing(c.open), len(f.tokens)-1)
	}
	return c.word
}

func (l *look) clientMessage(c *made, a address) i18n.Text {
	switch {
	case c.kind.Azure:
		return i18n.Tf("%s 创建 Azure OpenAI 客户端", "%s makes a client of Azure OpenAI", c.shown)
	case a.kind == elsewhere:
		return i18n.Tf("%s 创建的客户端指向 %s", "the client that %s makes points at %s", c.shown, a.host)
	case a.kind == variable && a.host != "":
		return i18n.Tf("%[1]s 创建的客户端，地址由 %[2]s 决定", "the address of the client that %[1]s makes is decided by %[2]s", c.shown, a.host)
	case a.kind == variable:
		return i18n.Tf("%s 创建的客户端，地址来自别处", "the client that %s makes takes its address from elsewhere", c.shown)
	}
	return i18n.Tf("%s 创建 OpenAI 客户端", "%s makes a client of OpenAI", c.shown)
}

// recipe says how to move a client.
func (l *look) recipe(c *made) i18n.Text {
	t := l.pass.Target
	name := t.Brief()
	if c.sdk.Recipe == "" {
		return i18n.Tf("请把它指向 %[1]s，并从 %[2]s 读取密钥", "point it at %[1]s and read the key from %[2]s", t.ClientURL(), t.KeyEnv)
	}
	_, bare, _ := strings.Cut(t.BaseURL, "://")
	host, path, _ := strings.Cut(bare, "/")
	code := strings.NewReplacer("{url}", t.ClientURL(), "{bare}", bare, "{host}", host, "{path}", path,
		"{key}", t.KeyEnv, "{model}", l.counterpart(l.file.modelOf(c))).Replace(c.sdk.Recipe)
	return i18n.T("改为使用"+name.ZH+"："+code, "to use "+name.EN+": "+code)
}

// counterpart is the target's model for one of OpenAI's, or for any chat model.
func (l *look) counterpart(model string) string {
	if model == "" {
		model = "gpt-4o"
	}
	if c, ok := l.pass.Target.Model(model, provider.Need{}); ok {
		return c.ID
	}
	return "MODEL"
}

// modelOf returns the model that a client is made with, empty where none is seen.
func (f *file) modelOf(c *made) string {
	for i := c.from; i < min(c.to, len(f.tokens)); i++ {
		if t := f.tokens[i]; t.Kind == lexical.Text {
			if _, ok := provider.OpenAIModel(f.inside(t)); ok {
				return f.inside(t)
			}
		}
	}
	return ""
}
