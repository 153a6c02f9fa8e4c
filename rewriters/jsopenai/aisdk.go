package jsopenai

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// moduleReceiver is a call on the AI SDK's ready-made provider, which is a client of the file that imports it.
func (s *survey) moduleReceiver(r *request, v jssyntax.Value) {
	if v.Name != "openai" && !(len(v.Name) > 7 && v.Name[:7] == "openai.") {
		return
	}
	a, symbol, ok := modelMaker(v.Name[min(7, len(v.Name)):])
	if !ok {
		return
	}
	r.api, r.symbol, r.spec = a, symbol, aiModule
	node, m := r.call, r.mod
	for _, ref := range v.Trace {
		if b := ref.Binding; b.Kind == jssyntax.Import && s.js.Package(b.Scope.Module.File.Path, b.From) == "@ai-sdk/openai" && b.Attr == "openai" {
			node, m = b.Node.Parent(), b.Scope.Module
			break
		}
	}
	c := s.byNode[node]
	if c == nil {
		c = &client{id: fmt.Sprintf("%s:%d", m.File.Path, node.Start()), spec: aiModule, mod: m, call: node, foreign: !slices.Contains(s.Modules, m)}
		s.clients = append(s.clients, c)
		s.byNode[node] = c
	}
	if !slices.Contains(r.clients, c) {
		r.clients = append(r.clients, c)
	}
}

// modelUse finds the calls that an AI SDK model is handed to: their entries are what is sent.
//
//	Have: generateText({ model: openai('gpt-4o'), temperature: 0 })
func (s *survey) modelUse(r *request) {
	var uses []syntax.Node
	at := r.call
	for at.Parent().Is("parenthesized_expression", "as_expression") {
		at = at.Parent()
	}
	switch up := at.Parent(); {
	case up.Is("pair"):
		uses = append(uses, up)
	case up.Is("variable_declarator") && up.ChildByField("name").Is("identifier"):
		name := up.ChildByField("name")
		for _, b := range r.mod.ScopeOf(name).Lookup(name.Text()) {
			for _, n := range s.js.Uses(b) {
				if n.Is("shorthand_property_identifier") {
					uses = append(uses, n)
				} else if n.Parent().Is("pair") {
					uses = append(uses, n.Parent())
				}
			}
		}
	}
	for _, n := range uses {
		if object := n.Parent(); object.Is("object") && object.Parent().Is("arguments") && (n.ChildByField("key").Text() == "model" || n.Text() == "model") {
			r.objects = append(r.objects, object)
		}
	}
}

// structured reports whether an AI SDK model is handed to a function that asks for an answer in a JSON schema.
func structured(object syntax.Node) bool {
	switch jssyntax.Last(jssyntax.Callee(object.Parent().Parent())) {
	case "generateObject", "streamObject":
		return true
	}
	return false
}

// chatEdits make models that would use the Responses API use chat completions, where the target has no Responses API.
//
//	Have: openai('gpt-4o') -> openai.chat('gpt-4o'); openai.responses('gpt-4o') -> openai.chat('gpt-4o')
func (s *survey) chatEdits(c *client) []finding.Edit {
	if c.spec.how != byModel || s.compatible(c) {
		return nil
	}
	var out []finding.Edit
	for _, r := range c.requests {
		if r.api.Capability != finding.Responses || s.serves(r.api) {
			continue
		}
		fn := jssyntax.Callee(r.call)
		e := edit.Edit{Start: fn.End(), End: fn.End(), New: ".chat", Node: "call " + r.symbol}
		if last := fn.ChildByField("property"); last.Is("property_identifier") && (last.Text() == "responses" || last.Text() == "languageModel") {
			e.Start, e.End, e.New = last.Start(), last.End(), "chat"
		} else if rest := r.mod.File.Data[fn.End():]; bytes.HasPrefix(rest, []byte("?.")) {
			e.End, e.New = fn.End()+len("?."), "?.chat" // openai?.('m'): the provider may be missing, its members are not
		}
		out = append(out, finding.In(r.mod.File, e)...)
	}
	return out
}

// ownProvider replaces the ready-made provider, whose address cannot be set in code, by one of the file's own.
//
//	Have: import { openai } from '@ai-sdk/openai'
//	   -> import { createOpenAI } from '@ai-sdk/openai' and below the imports: const openai = createOpenAI({ … })
func (s *survey) ownProvider(c *client, add []string) []finding.Edit {
	m, spec := c.mod, c.call
	name := spec.ChildByField("name").Text()
	if alias := spec.ChildByField("alias"); alias.Valid() {
		name = alias.Text()
	}
	replace := edit.Edit{Start: spec.Start(), End: spec.End(), New: "createOpenAI", Node: "import"}
	for other := range spec.Parent().NamedChildren() {
		if other != spec && other.ChildByField("name").Text() == "createOpenAI" {
			replace.New = "" // it is there already; the comma goes as well
			if next := spec.Next(); next.Is(",") {
				replace.End = next.Next().Start()
			} else if prev := spec.Prev(); prev.Is(",") {
				replace.Start = prev.Start()
			}
		}
	}
	last := s.beginning(m)
	nl := m.File.Newline()
	head := "const " + name + " = createOpenAI("
	changes := []edit.Edit{replace}
	if s.compatible(c) {
		head, changes = "const "+name+" = createOpenAICompatible(", s.compatibleImport(c)
	}
	text := nl + nl + head + m.Broken(last.Start(), add) + ")" + m.Semicolon()
	return finding.In(m.File, append(changes, edit.Edit{Start: last.End(), End: last.End(), New: text, Node: "const " + name})...)
}
