package pyopenai

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// azureEdits replace an Azure client by one of OpenAI's class.
//
//	Have: AzureOpenAI(azure_endpoint=e, api_version=v, api_key=os.environ["AZURE_OPENAI_API_KEY"])
//	   -> OpenAI(base_url="https://…", api_key=os.environ["ZAI_API_KEY"])
func (s *survey) azureEdits(c *client) []finding.Edit {
	out, ok := s.plainName(c)
	if !ok {
		return nil
	}
	env := s.py.Environ(c.mod, c.call)
	add := []string{"base_url=" + s.urlExpression(c.call, env, s.target.ClientURL())}
	if key := pysyntax.Keyword(c.call, "api_key").Value; key.Valid() {
		out = append(out, s.azureKey(key)...)
	} else {
		add = append(add, "api_key="+env.Read(c.mod.QuoteAt(c.call, s.target.KeyEnv)))
	}
	if usesEnviron(add) {
		out = append(out, finding.In(c.mod.File, env.Edits()...)...)
	}
	return append(out, finding.In(c.mod.File, c.mod.Rearrange(c.call, slices.Concat(azureOnly, accountKeywords), add)...)...)
}

// azureKey makes an expression that gives Azure's key give the target's.
func (s *survey) azureKey(key syntax.Node) (out []finding.Edit) {
	for _, v := range s.py.Eval(key) {
		switch v.Kind {
		case pysyntax.Env:
			if e, ok := pysyntax.Replace(nameNode(v.Node), s.target.KeyEnv); ok && v.Name != s.target.KeyEnv {
				e.Node = "variable " + v.Name
				out = append(out, finding.In(s.py.Module(v.Node).File, e)...)
			}
		case pysyntax.String:
			if !v.Fallback {
				out = append(out, s.environAt(v.Node)...)
			}
		case pysyntax.None:
			if v.Node == key {
				out = append(out, s.environAt(key)...)
			}
		}
	}
	return out
}

// plainName are the edits by which an Azure client is made by OpenAI's class, the import included; false where the import
// cannot be found.
func (s *survey) plainName(c *client) ([]finding.Edit, bool) {
	fn, plain := c.call.ChildByField("function"), plainClass(c.class)
	if fn.Is("attribute") {
		return finding.In(c.mod.File, renaming(fn.ChildByField("attribute"), plain)), true
	}
	b := s.azureImport(c)
	if b == nil {
		return nil, false
	}
	uses, all := s.azureUses(b)
	if b.Name != b.Attr {
		return finding.In(c.mod.File, renaming(b.Value.ChildByField("name"), plain)), all
	}
	local, there := s.imported(b, plain)
	out := []edit.Edit{renaming(fn, local)}
	switch {
	case all && there:
		out = append(out, c.mod.DropImport(b.Value)...)
	case all:
		out = append(out, renaming(b.Value, plain))
	case !there:
		out = append(out, edit.Edit{Start: b.Value.End(), End: b.Value.End(), New: ", " + plain, Node: "import " + plain})
	}
	for _, n := range uses {
		if all && n != fn && !isCallee(n) {
			out = append(out, renaming(n, local))
		}
	}
	return finding.In(c.mod.File, out...), true
}

func renaming(n syntax.Node, name string) edit.Edit {
	return edit.Edit{Start: n.Start(), End: n.End(), New: name, Node: "class " + n.Text()}
}

func isCallee(n syntax.Node) bool { return n.Parent().Is("call") && n.Field() == "function" }

// azureImport is the import by which an Azure client's class has its name; nil where there are several or none.
func (s *survey) azureImport(c *client) *pysyntax.Binding {
	fn := c.call.ChildByField("function")
	list := c.mod.ScopeOf(fn).Lookup(fn.Text())
	if !fn.Is("identifier") || len(list) != 1 || list[0].Kind != pysyntax.FromImport || classOf(list[0].From+"."+list[0].Attr) != c.class {
		return nil
	}
	return list[0]
}

// azureUses are the uses of an imported class; all is false where one of them goes on to need it.
func (s *survey) azureUses(b *pysyntax.Binding) (uses []syntax.Node, all bool) {
	uses, all = s.py.Uses(b), true
	for _, n := range uses {
		c := s.byCall[n.Parent()]
		gone := isCallee(n) && c != nil && (c.state == moving || c.state == undecided)
		if s.py.Module(n) != b.Scope.Module || !gone && !n.Enclosing("type", "block").Is("type") {
			all = false
		}
	}
	return uses, all
}

// imported is the local name of a class of the SDK beside the import of another, and whether it has one already.
func (s *survey) imported(b *pysyntax.Binding, class string) (local string, there bool) {
	for _, o := range b.Scope.Lookup(class) {
		if o.Kind == pysyntax.FromImport && o.Scope == b.Scope && classOf(o.From+"."+o.Attr) == class && sameBlock(o, b) {
			return class, true
		}
	}
	return class, false
}

// sameBlock reports whether two imports stand in one block, so that one is made where the other is.
func sameBlock(a, b *pysyntax.Binding) bool {
	block := func(x *pysyntax.Binding) syntax.Node { return x.Node.Enclosing("block", "module") }
	return block(a) == block(b)
}
