package pyopenai

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// judgeRaw decides about an address by the code it stands in. One that only other code reads is left to judgeSetting.
func (s *survey) judgeRaw(x *rawSite) {
	x.scope, x.paths = s.scopeOf(x.node)
	switch {
	case x.form == rawEndpoint:
		x.scope, x.paths = around(x.node), []string{x.path}
	case x.setting.call.Valid() && !s.isSession(x.setting.call):
		x.scope, x.paths = s.scopeOf(s.definition(x.setting.call).NamedChild(0))
	}
	why := s.rawReason(x)
	if why == (i18n.Text{}) && !x.scope.Valid() {
		return
	}
	x.judged, x.why = true, why
}

// around is the function or module that a node stands in.
func around(n syntax.Node) syntax.Node { return n.Enclosing("function_definition", "module") }

// rawReason says what keeps an address in place as far as the code around it tells.
func (s *survey) rawReason(x *rawSite) i18n.Text {
	switch {
	case s.Frozen(x.mod.File):
		return i18n.T("文件是生成的、第三方的或有语法错误，只报告不改写", "the file is generated, vendored or does not parse: it is reported, not rewritten")
	case s.inTable(x):
		return i18n.T("这里并列多家平台的地址，该项描述的就是 OpenAI 本身，保持不变", "addresses of several services stand side by side here and this one describes OpenAI itself; it stays")
	}
	if n := s.rival(x); n.Valid() {
		return i18n.Tf("同一处还有其他平台的地址（%s），这里的地址可能专指 OpenAI：请人工决定", "another service's address stands beside it (%s), so this one may mean OpenAI in particular: decide by hand", s.Place(n))
	}
	if n := s.lent(x); n.Valid() {
		return i18n.Tf("它还交给项目外的代码（%s）：请一并人工修改", "it is also handed to code outside the project (%s): change both by hand", s.Place(n))
	}
	if len(x.paths) == 0 {
		return i18n.Text{}
	}
	return s.pathReason(x)
}

// isSession reports whether a call makes a session of an HTTP library, to which requests give the path only.
func (s *survey) isSession(call syntax.Node) bool {
	return slices.ContainsFunc(s.py.Eval(call.ChildByField("function")), func(v pysyntax.Value) bool {
		return v.Kind == pysyntax.Symbol && ofHTTP(v.Path)
	})
}

// ofHTTP reports whether a symbol belongs to a library that sends requests or takes addresses apart.
func ofHTTP(symbol string) bool {
	top, _, _ := strings.Cut(symbol, ".")
	return slices.Contains([]string{"requests", "httpx", "aiohttp", "urllib", "urllib3", "yarl", "http", "curl_cffi", "tornado", "niquests", "builtins", "os", "logging"}, top)
}

// lent returns a use of the name that holds an address by which it reaches a library that is not about HTTP, as the base
// URL of that library's own client; invalid when there is none.
func (s *survey) lent(x *rawSite) syntax.Node {
	if !x.setting.holder.Valid() {
		return syntax.Node{}
	}
	for _, b := range x.mod.ScopeOf(x.setting.holder).Lookup(x.setting.name) {
		for _, use := range s.py.Uses(b) {
			list := use.Parent()
			if list.Is("keyword_argument") {
				list = list.Parent()
			}
			if !list.Is("argument_list") {
				continue
			}
			for _, v := range s.py.Eval(list.Parent().ChildByField("function")) {
				if v.Kind == pysyntax.Symbol && !ofHTTP(v.Path) {
					return use
				}
			}
		}
	}
	return syntax.Node{}
}

// inTable reports whether an address is one entry of a table of vendors.
func (s *survey) inTable(x *rawSite) bool {
	table, depth := collections(x.node)
	switch {
	case depth > 1:
		return s.foreign(table).Valid()
	case depth == 1:
		return !rawName.MatchString(x.setting.name) && s.foreign(table).Valid()
	}
	return false
}

// rival returns the address of another service where it is used for the same end; invalid when there is none.
func (s *survey) rival(x *rawSite) syntax.Node {
	if fn := x.node.Enclosing("function_definition"); fn.Valid() {
		if n := s.foreign(fn); n.Valid() {
			return n
		}
	}
	if x.setting.entry.Valid() || !x.scope.Valid() {
		return syntax.Node{}
	}
	return s.foreign(x.mod.Tree.Root())
}

// pathReason says what keeps an address in place whose use is known.
func (s *survey) pathReason(x *rawSite) i18n.Text {
	if !slices.ContainsFunc(x.paths, s.movable) {
		return s.immovable(x.paths)
	}
	if x.form == rawHost && s.target != nil {
		switch {
		case !strings.HasSuffix(s.target.BaseURL, "/v1"):
			return i18n.Tf("代码会在其后追加 /v1，而目标地址 %s 的版本段不是 /v1：需同时修改拼接处", "the code appends /v1 to it, and the version in %s is not /v1: change the place that joins them too", s.target.BaseURL)
		case x.scope.Valid() && !strings.Contains(x.scope.Text(), "v1/"):
			return i18n.T("看不出代码在其后追加了什么：请人工确认", "what the code appends to it cannot be seen: look at it by hand")
		}
	}
	if stay := slices.DeleteFunc(slices.Clone(x.paths), s.movable); len(stay) > 0 {
		x.doubt = append(x.doubt, i18n.Tf("同一处还拼接 %s，不能随之迁移", "the same code also appends %s, which cannot move along", strings.Join(stay, ", ")))
	}
	return i18n.Text{}
}

// immovable says why an address stays that only serves paths which cannot simply be sent elsewhere.
func (s *survey) immovable(paths []string) i18n.Text {
	list := strings.Join(paths, ", ")
	if s.target == nil {
		return i18n.Tf("仅用于 %s", "it only serves %s", list)
	}
	if slices.ContainsFunc(paths, func(p string) bool { return s.has(rawPaths[p]) }) {
		return i18n.Tf("仅用于 %[1]s：%[3]s的模型、字段或向量维度与 OpenAI 不同，地址、模型与参数需一并人工修改",
			"it only serves %[1]s, where models, fields or sizes at %[2]s differ from OpenAI's: change address, model and parameters together by hand", list, s.target.Brief().EN, s.target.Brief().ZH)
	}
	return i18n.Tf("仅用于 %[1]s，%[3]s没有对应接口：请保留或另选服务", "it only serves %[1]s, for which %[2]s has no counterpart: keep it or choose another service", list, s.target.Brief().EN, s.target.Brief().ZH)
}

func (s *survey) has(endpoint string) bool {
	e := s.target.Endpoints[endpoint]
	return e.Support == provider.Supported || e.Support == provider.Restricted
}

// judgeSetting decides about an address that other code reads: a constant of a settings module, an entry of a settings
// dict, the default of an option.
func (s *survey) judgeSetting(x *rawSite) {
	if x.judged {
		return
	}
	x.judged = true
	stays, first := []string{}, syntax.Node{}
	for _, use := range s.readers(x) {
		scope, paths := s.scopeOf(use)
		switch {
		case (!scope.Valid() || scope.Is("module")) && s.usesClient(s.py.Module(use)):
			x.add([]string{"chat/completions"})
		case scope.Valid() && !slices.ContainsFunc(paths, s.movable):
			stays = append(stays, paths...)
			if !first.Valid() {
				first = use
			}
		case scope.Valid() && !s.foreign(scope).Valid():
			x.add(paths)
		}
	}
	slices.Sort(stays)
	stays = slices.Compact(stays)
	if first.Valid() {
		x.doubt = append(x.doubt, i18n.Tf("同一设置还用于 %[1]s（如 %[2]s），需单独处理", "the same setting also serves %[1]s (as at %[2]s): see to that apart", strings.Join(stays, ", "), s.Place(first)))
	}
	switch {
	case len(x.paths) > 0:
		x.why = s.pathReason(x)
	case len(stays) > 0:
		x.why = s.immovable(stays)
	default:
		x.why = i18n.T("看不出它交给谁使用：请人工确认后连同密钥与模型一起修改", "what it is used for cannot be seen: look at it by hand and change it together with key and model")
	}
}

func (x *rawSite) add(paths []string) {
	for _, p := range paths {
		if !slices.Contains(x.paths, p) {
			x.paths = append(x.paths, p)
		}
	}
}

// readers are the places of the project at which a setting is read.
func (s *survey) readers(x *rawSite) []syntax.Node {
	k := &x.setting
	switch {
	case k.entry.Valid():
		return s.lookups(x, []string{k.name})
	case k.option:
		return s.lookups(x, k.keys)
	case k.holder.Valid():
		var out []syntax.Node
		for _, b := range x.mod.ScopeOf(k.holder).Lookup(k.name) {
			for _, use := range s.py.Uses(b) {
				out = append(out, s.handedTo(use))
			}
		}
		return out
	}
	return nil
}

// handedTo is the definition that a use hands its value to, else the use itself.
func (s *survey) handedTo(use syntax.Node) syntax.Node {
	for up := range use.Ancestors() {
		switch {
		case up.Is("argument_list"):
			if d := s.definition(up.Parent()); d.Valid() {
				return d.NamedChild(0)
			}
			return use
		case !up.Is("keyword_argument", "attribute", "boolean_operator", "parenthesized_expression"):
			return use
		}
	}
	return use
}

// lookups are the places that look an entry up by one of its names: as a key in a call or subscript, as an attribute.
func (s *survey) lookups(x *rawSite, names []string) []syntax.Node {
	var out []syntax.Node
	for _, m := range s.Modules {
		for n := range m.Tree.Root().Descendants("string", "identifier") {
			if s.isLookup(n, names) && !x.node.Parent().Contains(n) {
				out = append(out, s.handedTo(lookupOf(n)))
			}
		}
	}
	return out
}

// lookupOf is the whole expression that looks a name up.
func lookupOf(n syntax.Node) syntax.Node {
	if up := n.Parent(); up.Is("argument_list") {
		return up.Parent()
	}
	return n.Parent()
}

func (s *survey) isLookup(n syntax.Node, names []string) bool {
	up := n.Parent()
	if n.Is("identifier") {
		return up.Is("attribute") && n.Field() == "attribute" && slices.Contains(names, n.Text())
	}
	text, ok := pysyntax.Text(n)
	if !ok || !slices.Contains(names, text) {
		return false
	}
	return up.Is("subscript") || up.Is("argument_list") && looksUp.MatchString(pysyntax.Last(up.Parent().ChildByField("function")))
}

// rawMoves reports whether some address moves.
func (s *survey) rawMoves() bool { return slices.ContainsFunc(s.raw.sites, (*rawSite).moves) }

// clientModule reports whether a module holds an address that moves and puts the paths behind it itself.
func (s *survey) clientModule(m *pysyntax.Module) bool {
	return slices.ContainsFunc(s.raw.sites, func(x *rawSite) bool { return x.mod == m && x.moves() && x.scope.Valid() })
}

// usesClient reports whether a module is such a module, or imports a class or function of one and knows no other service.
func (s *survey) usesClient(m *pysyntax.Module) bool {
	if s.clientModule(m) {
		return true
	}
	if !s.rawMoves() || s.foreign(m.Tree.Root()).Valid() {
		return false
	}
	for from := range m.Tree.Root().Descendants("import_from_statement") {
		for c := range from.ChildrenByField("name") {
			name := c.NamedChild(0)
			if c.Is("aliased_import") {
				name = c.ChildByField("alias")
			}
			for _, v := range s.py.Eval(name) {
				if (v.Kind == pysyntax.ClassRef || v.Kind == pysyntax.Function) && s.clientModule(s.py.Module(v.Node)) {
					return true
				}
			}
		}
	}
	return false
}

// linked reports whether a module's requests go to an address that moves: it holds one, uses the client that does, or
// reads a setting named after OpenAI whose default moves.
func (s *survey) linked(m *pysyntax.Module) bool {
	if s.usesClient(m) {
		return true
	}
	if !s.rawMoves() || s.foreign(m.Tree.Root()).Valid() {
		return false
	}
	var names []string
	for _, x := range s.raw.sites {
		for _, k := range append(slices.Clone(x.setting.keys), x.setting.name) {
			if x.moves() && ownName.MatchString(k) {
				names = append(names, k)
			}
		}
	}
	if len(names) == 0 {
		return false
	}
	for n := range m.Tree.Root().Descendants("string", "identifier") {
		if s.isLookup(n, names) || n.Is("identifier") && slices.Contains(names, n.Text()) && n.Parent().Is("dotted_name") {
			return true
		}
	}
	return false
}
