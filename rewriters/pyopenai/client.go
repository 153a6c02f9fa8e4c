package pyopenai

import (
	"fmt"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/modules"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/surface"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

var ruleClient = &finding.Rule{
	ID: "PY001", Slug: "client-base-url", Severity: finding.Error,
	Title: i18n.T("OpenAI 客户端", "OpenAI client"),
	Doc: i18n.T(
		"查找 OpenAI()、AsyncOpenAI() 及其别名构造的客户端，补上或替换 base_url 与 api_key，并去掉会作为请求头发给新平台的 organization、project。地址由环境变量决定的客户端不改代码，只说明应设置什么；已指向其他平台的客户端不动。",
		"Finds clients made by OpenAI(), AsyncOpenAI() and their aliases, adds or replaces base_url and api_key, and drops organization and project, which would be sent to the new host as headers. Where a variable decides the address the code stays and the finding says what to set; a client that already points elsewhere is left alone."),
}

// state says what becomes of a client.
type state int

const (
	undecided state = iota
	moving          // it will talk to the target
	staying         // it talks to another service already
	knobbed         // a variable outside the code decides
	dormant         // of Azure, on a branch that is not taken as the code stands
	byHand          // a person must decide
)

// client is one object that sends requests.
type client struct {
	id        string
	class     string // canonical constructor; "openai" for the module
	mod       *pysyntax.Module
	call      syntax.Node
	subclass  syntax.Node  // the project's subclass that is called; may be invalid
	init      syntax.Node  // the call that hands on its arguments, where the subclass has an __init__; see given
	scattered bool         // the subclass has an __init__ without one such call
	perCall   *request     // of 0.x: the request that brings address and key along
	mixed     bool         // sometimes Azure's class
	foreign   bool         // constructed in another project
	assigns   []assignment // the module's options, as the program sets them
	inTests   []assignment // and as tests do that the program is not run with
	requests  []*request
	split     *split // the client becomes two

	url     address
	state   state
	why     i18n.Text        // byHand: what keeps it from moving
	sources []finding.Source // of why, where it speaks of the target
	doubt   advice.Doubts    // what makes a move less than certain
}

func newClient(m *pysyntax.Module, n syntax.Node, class string) *client {
	return &client{id: fmt.Sprintf("%s:%d", m.File.Path, n.Start()), class: class, mod: m, call: n}
}

func (c *client) moves() bool { return c.state == moving }

// reaches reports whether the client, as written, sends to OpenAI or Azure.
func (c *client) reaches() bool {
	switch {
	case isAzure(c.class), c.mixed:
		return true
	case c.state == staying:
		return false
	case c.url.kind == knob:
		return c.url.fallsBack()
	}
	return c.url.kind != unclear
}

// line is the client's place for messages.
func (c *client) line() string {
	return fmt.Sprintf("%s:%d", c.mod.File.Path, c.mod.File.Position(c.call.Start()).Line)
}

// key is the key by which other fixes wait for this client, or for what it sends. Names are unique in the tree.
func (c *client) key(kind finding.KeyKind) finding.Key {
	return finding.Key{Kind: kind, Scope: ".", Name: c.id}
}

// clientFindings reports the clients that this project constructs.
func (s *survey) clientFindings() {
	for _, c := range s.clients {
		if c.foreign {
			continue
		}
		s.Guard(c.mod, func(*pysyntax.Module) { s.clientFinding(c) })
	}
}

func (s *survey) clientFinding(c *client) {
	f := finding.Finding{
		Rule: ruleClient, Kind: finding.Client, SDK: sdk, Symbol: c.class, Client: c.id, Reaches: c.reaches(),
		Capability: c.capability(), Confidence: finding.Certain, Message: s.clientMessage(c),
	}
	if isAzure(c.class) {
		if c.mixed && s.target != nil {
			f.Holds = s.holdsOf(c)
		}
		s.azureFinding(c, f)
		return
	}
	switch {
	case s.target == nil:
	case c.moves():
		if f.Fixes, f.Holds = s.clientFixes(c); len(f.Fixes) == 0 {
			f.Confidence = finding.Manual
		}
	case c.state != staying:
		f.Confidence, f.Sources = finding.Manual, c.sources
	}
	if (len(f.Fixes) == 0 || c.split != nil) && s.target != nil {
		f.Holds = s.holdsOf(c)
	}
	s.Report(c.mod, c.call, f)
}

// capability is the one that all the client's requests use, if it is one.
func (c *client) capability() finding.Capability {
	return surface.Common(c.requests, (*request).part)
}

func (s *survey) clientMessage(c *client) i18n.Text {
	switch {
	case c.state == staying:
		return i18n.Tf("%s 客户端已指向 %s，不作改动", "the %s client already points at %s; it is left alone", c.class, c.url.host)
	case s.target == nil:
		return s.inventoryMessage(c)
	case c.state == byHand:
		return c.why
	case c.state == knobbed:
		return i18n.Tf("%[1]s 客户端的地址来自环境变量 %[2]s：代码不改，请把 %[2]s 设为 %[3]s，并换成新平台的密钥",
			"the %[1]s client takes its address from %[2]s: the code stays, set %[2]s to %[3]s and use a key of the new provider",
			c.class, c.url.knobs[0].Name, s.target.BaseURL)
	}
	return c.sending()
}

// sending says that a client sends to OpenAI.
func (c *client) sending() i18n.Text {
	if c.perCall != nil {
		return i18n.Tf("%s 自带地址与密钥，向 OpenAI 发送请求", "%s brings address and key along and sends to OpenAI", c.class)
	}
	return i18n.Tf("%s 客户端向 OpenAI 发送请求", "the %s client sends its requests to OpenAI", c.class)
}

func (s *survey) inventoryMessage(c *client) i18n.Text {
	switch c.url.kind {
	case knob:
		return i18n.Tf("%s 客户端的地址由环境变量 %s 决定", "the address of the %s client is decided by the variable %s", c.class, c.url.knobs[0].Name)
	case unclear:
		return i18n.Tf("%s 客户端的地址来自别处（%s）", "the %s client takes its address from elsewhere (%s)", c.class, modules.Short(c.url.arg))
	}
	return c.sending()
}
