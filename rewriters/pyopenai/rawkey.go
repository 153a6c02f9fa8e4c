package pyopenai

import (
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/pykey"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

var ruleRawKey = &finding.Rule{
	ID: "PY017", Slug: "http-key", Severity: finding.Warning,
	Title: i18n.T("直接 HTTP 调用的密钥", "key of HTTP requests"),
	Doc: i18n.T(
		"在默认地址会随之迁移的 HTTP 应用中，追踪 Authorization: Bearer 头里的密钥来自哪个环境变量，并随地址改为目标平台的变量；来自配置文件的密钥只说明应在哪一项填入新平台的密钥。与不迁移的请求共用密钥时，地址与密钥都不改。",
		"In applications whose default address moves, follows the key in the Authorization: Bearer header to the variable it is read from, which becomes the target's together with the address. For a key from a configuration file it says under which name to put the new one. Where requests that stay use the same key, neither address nor key is changed."),
}

// rawKey is a read of a variable or of an entry in a configuration that gives requests their key.
type rawKey struct {
	mod   *pysyntax.Module
	node  syntax.Node // the read
	name  string
	value pysyntax.Value // Env; of any other kind for an entry in a configuration
	moves bool           // requests that move use it
	stays syntax.Node    // a header that stays and uses it; may be invalid

	headers []syntax.Node // those of requests that move
}

// findRawKeys looks at the Authorization headers of a module.
func (s *survey) findRawKeys(m *pysyntax.Module) {
	if len(s.raw.sites) == 0 || source.IsTest(m.File.Path) || !sends(m) {
		return
	}
	for n := range m.Tree.Root().Descendants("pair", "assignment") {
		if v := authorization(n); v.Valid() {
			for _, part := range bearer(v) {
				s.addRawKeys(v, part)
			}
		}
	}
}

// holdWrittenKeys keeps the addresses of a module in place where a header holds a key that is written into the code: it
// would be sent to the new host.
func (s *survey) holdWrittenKeys(m *pysyntax.Module) {
	var header syntax.Node
	for n := range m.Tree.Root().Descendants("pair", "assignment") {
		if v := authorization(n); v.Valid() && s.written(v) {
			header = v
		}
	}
	for _, x := range s.raw.sites {
		if header.Valid() && x.moves() && x.mod == m {
			x.why = i18n.Tf("密钥写在代码里（%s），换地址会把它发往新平台：请先移到环境变量", "a key is written into the code (%s) and would be sent to the new host: move it to the environment first", s.Place(header))
		}
	}
}

// written reports whether the value of a header comes down to a key in the code.
func (s *survey) written(header syntax.Node) bool {
	for _, v := range append(bearer(header), header) {
		for _, n := range s.fallbacks(v, 4) {
			if text, _ := pysyntax.Text(n); finding.IsSecret(strings.TrimPrefix(text, "Bearer ")) {
				return true
			}
		}
	}
	return false
}

// authorization is the value that a header is given.
func authorization(n syntax.Node) syntax.Node {
	key, value := n.ChildByField("key"), n.ChildByField("value")
	if n.Is("assignment") {
		key, value = n.ChildByField("left").ChildByField("subscript"), n.ChildByField("right")
	}
	if t, _ := pysyntax.Text(key); !strings.EqualFold(t, "authorization") {
		return syntax.Node{}
	}
	return value
}

// bearer returns the expressions that are put behind "Bearer ".
func bearer(v syntax.Node) []syntax.Node {
	var out []syntax.Node
	switch v.Kind() {
	case "string":
		for n := range v.Descendants("interpolation") {
			out = append(out, n.ChildByField("expression"))
		}
	case "binary_operator":
		return append(bearer(v.ChildByField("left")), v.ChildByField("right"))
	case "call":
		if pysyntax.Last(v.ChildByField("function")) == "format" {
			for _, a := range pysyntax.Arguments(v) {
				out = append(out, a.Value)
			}
		}
	}
	return out
}

// addRawKeys notes what an expression in a header reads, and whether that header's requests move.
func (s *survey) addRawKeys(header, expr syntax.Node) {
	moves, stays := s.headerMoves(header)
	if !moves && !stays {
		return
	}
	for _, read := range s.reads(expr, 6) {
		k := s.raw.keys[read.node]
		if k == nil {
			k = &read
			s.raw.keys[read.node] = k
		}
		if moves {
			k.moves, k.headers = true, append(k.headers, header)
		}
		if stays {
			k.stays = header
		}
	}
}

// headerMoves tells by the code around a header where its requests go: to an address that moves, or surely to one of
// OpenAI's that stays.
func (s *survey) headerMoves(header syntax.Node) (moves, stays bool) {
	scope, paths := s.scopeOf(header)
	if fn := around(header); scope != fn || len(paths) == 0 {
		for _, x := range s.raw.sites { // a whole address says itself what it is for
			if x.form == rawEndpoint && x.mod == s.py.Module(header) && (fn.Contains(x.node) || names(fn, x.setting.holder)) {
				moves, stays = moves || x.moves(), stays || !x.moves()
			}
		}
		if moves || stays {
			return moves, stays
		}
	}
	if !s.linked(s.py.Module(header)) || s.foreign(around(header)).Valid() {
		return false, false
	}
	if len(paths) > 0 && !slices.ContainsFunc(paths, s.movable) {
		return false, true
	}
	return true, false
}

// names reports whether a function names what an identifier is bound to.
func names(fn, holder syntax.Node) bool {
	for n := range fn.Descendants("identifier") {
		if holder.Valid() && n != holder && n.Text() == holder.Text() {
			return true
		}
	}
	return false
}

// reads follows an expression to the variables and entries that it reads.
func (s *survey) reads(n syntax.Node, depth int) []rawKey {
	if depth == 0 || !n.Valid() {
		return nil
	}
	var out []rawKey
	switch {
	case n.Is("boolean_operator"):
		return append(s.reads(n.ChildByField("left"), depth), s.reads(n.ChildByField("right"), depth)...)
	case n.Is("parenthesized_expression"):
		return s.reads(n.NamedChild(0), depth)
	case n.Is("conditional_expression"):
		return append(s.reads(n.NamedChild(0), depth), s.reads(n.NamedChild(2), depth)...)
	}
	values := s.py.Eval(n)
	for _, v := range values {
		if v.Kind == pysyntax.Env {
			out = append(out, rawKey{mod: s.py.Module(v.Node), node: v.Node, name: v.Name, value: v})
		}
		for _, ref := range v.Trace {
			if v.Kind == pysyntax.Unknown && !ref.Binding.Value.Contains(n) {
				out = append(out, s.reads(ref.Binding.Value, depth-1)...)
			}
		}
	}
	if len(out) == 0 && n.Is("call", "subscript") {
		return s.entry(n)
	}
	return out
}

var keySetting = regexp.MustCompile(`(?i)^open_?ai_(api_?)?(key|token)$`)

// entry is a read of an entry in a configuration that is named like an OpenAI key.
func (s *survey) entry(n syntax.Node) []rawKey {
	name := n.ChildByField("subscript")
	if n.Is("call") {
		name = n.ChildByField("arguments").NamedChild(0)
	}
	if t, ok := pysyntax.Text(name); ok && keySetting.MatchString(t) {
		return []rawKey{{mod: s.py.Module(n), node: n, name: t}}
	}
	return nil
}

// holdSharedKeys keeps the addresses in place whose requests share the read of a key with some that stay: one of the two
// would send the wrong key. It reports whether it found any.
func (s *survey) holdSharedKeys() bool {
	held := false
	for _, k := range s.sortedKeys() {
		if !k.stays.Valid() || k.value.Kind != pysyntax.Env {
			continue
		}
		for _, x := range s.raw.sites {
			if x.moves() && s.sendsKey(x, k) {
				held = true
				x.why = i18n.Tf("与不迁移的请求（%s）共用同一处密钥：请先分开两者", "it shares its key with a request that stays (%s): separate the two first", s.Place(k.stays))
			}
		}
	}
	return held
}

// sendsKey reports whether an address is used in the module of one of the headers that send a key.
func (s *survey) sendsKey(x *rawSite, k *rawKey) bool {
	return slices.ContainsFunc(k.headers, func(h syntax.Node) bool { return s.py.Module(h) == x.mod }) || x.mod == k.mod || x.setting.entry.Valid()
}

// clientReads are the reads that the moving clients of the SDK rename.
func (s *survey) clientReads() map[syntax.Node]bool {
	out := map[syntax.Node]bool{}
	for _, c := range s.all() {
		for _, arg := range s.keyArguments(c) {
			for _, v := range s.py.Eval(arg) {
				if v.Kind == pysyntax.Env && c.moves() {
					out[v.Node] = true
				}
			}
		}
	}
	return out
}

// noteRawReads records the reads that the findings of this rule rename, for those that look at variables.
func (s *survey) noteRawReads() {
	for _, k := range s.sortedKeys() {
		if k.value.Kind == pysyntax.Env {
			s.renames[nameNode(k.node)] = true
			s.renamed[k.name] = true
		}
	}
}

// sortedKeys are the reads that move and are not some client's, by place.
func (s *survey) sortedKeys() []*rawKey {
	if s.target == nil {
		return nil
	}
	taken := s.clientReads()
	var out []*rawKey
	for n, k := range s.raw.keys {
		if k.moves && s.reportable(k.mod) && !taken[n] && (k.value.Kind != pysyntax.Env || s.renamesKey(k.name) && !s.Frozen(k.mod.File)) {
			out = append(out, k)
		}
	}
	slices.SortFunc(out, func(a, b *rawKey) int {
		if c := strings.Compare(a.mod.File.Path, b.mod.File.Path); c != 0 {
			return c
		}
		return a.node.Start() - b.node.Start()
	})
	return out
}

// rawKeyFindings reports the reads of keys that move, and each entry of a configuration once.
func (s *survey) rawKeyFindings() {
	if s.target == nil || !s.rawMoves() {
		return
	}
	said := map[string]bool{}
	for _, x := range s.raw.sites {
		if x.moves() && x.setting.entry.Valid() {
			s.Guard(x.mod, func(m *pysyntax.Module) { s.settingKeys(m, x, said) })
		}
	}
	for _, k := range s.sortedKeys() {
		s.Guard(k.mod, func(m *pysyntax.Module) {
			if k.value.Kind == pysyntax.Env {
				s.rawKeyFinding(m, k)
			} else if !said[plain(k.name)] {
				said[plain(k.name)] = true
				s.entryFinding(m, k.node, k.name)
			}
		})
	}
}

// plain is a name as people remember it: open_ai_api_key and openai_api_key are one.
func plain(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", "")) }

// settingKeys reports the keys in a dict of settings whose address moves.
func (s *survey) settingKeys(m *pysyntax.Module, x *rawSite, said map[string]bool) {
	for pair := range x.setting.entry.Parent().NamedChildren() {
		if name, _ := pysyntax.Text(pair.ChildByField("key")); keySetting.MatchString(name) && !said[plain(name)] {
			said[plain(name)] = true
			s.entryFinding(m, pair.ChildByField("key"), name)
		}
	}
}

func (s *survey) entryFinding(m *pysyntax.Module, n syntax.Node, name string) {
	s.Report(m, n, finding.Finding{
		Rule: ruleRawKey, Kind: finding.Env, Symbol: name, Client: s.rawID(), Confidence: finding.Manual,
		Message: i18n.Tf("密钥来自配置项 %[1]s：代码不改，请在该项填入%[3]s的密钥", "the key comes from the setting %[1]s: the code stays, put a key of %[2]s there", name, s.target.Brief().EN, s.target.Brief().ZH),
	})
}

func (s *survey) rawKeyFinding(m *pysyntax.Module, k *rawKey) {
	f := finding.Finding{
		Rule: ruleRawKey, Kind: finding.Env, Symbol: k.name, Client: s.rawID(), Confidence: finding.Manual,
		Message: i18n.Tf("请求的密钥来自环境变量 %s", "the key of the requests comes from the variable %s", k.name),
	}
	if edits, ok := s.renameRead(k.value); ok {
		f.Fixes = []finding.Fix{{
			Title:      i18n.Tf("改从变量 %s 读取密钥", "read the key from %s", s.target.KeyEnv),
			Why:        i18n.Tf("密钥随默认地址一起更换（%s 处的请求头）", "the key changes together with the default address (the header at %s)", s.Place(k.headers[0])),
			Confidence: finding.Likely,
			Edits:      edits,
			Provides:   append(pykey.Reads(s.pass.Project, k.name), s.rawKeyOf(finding.KeyClient)),
			Requires:   []finding.Key{s.variable(finding.KeySets, k.name), s.rawKeyOf(finding.KeyClient), s.rawKeyOf(finding.KeyModel)},
		}}
	}
	s.Report(m, k.node, f)
}
