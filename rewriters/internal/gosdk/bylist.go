package gosdk

import (
	"fmt"
	"go/ast"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

// byList moves a client whose settings are options or fields of a literal: what it lacks is added there, what means
// something to OpenAI only is taken away.
//
//	Have: openai.NewClient(option.WithAPIKey(os.Getenv("OPENAI_API_KEY")))
//	->    openai.NewClient(option.WithAPIKey(os.Getenv("ZAI_API_KEY")), option.WithBaseURL("https://..."))
func (r *run) byList(c *client, ch *change, inner map[ast.Expr]string) bool {
	if r.clashes(c) {
		return false
	}
	var add []addition
	for _, want := range []struct {
		role  Role
		wants bool
		src   func(*gosyntax.File) (string, bool)
	}{
		{Key, r.lacksKey(c), func(f *gosyntax.File) (string, bool) { return r.keySource(c, ch, f) }},
		{Address, len(c.literals) == 0, func(f *gosyntax.File) (string, bool) { return r.addressSource(c, ch, f) }},
		{ModelName, r.lacksModel(c), func(*gosyntax.File) (string, bool) { return r.modelSource(c, ch) }},
	} {
		if want.wants {
			add = append(add, addition{want.role, want.src})
		}
	}
	if c.maker.Shape == ByLiteral {
		return r.addFields(c, ch, add, inner)
	}
	return r.addOptions(c, ch, add, inner)
}

// addition is a setting that a client lacks, and how to write its value in a file.
type addition struct {
	role Role
	src  func(*gosyntax.File) (string, bool)
}

// clashes reports whether a client has options that a new address cannot stand beside.
func (r *run) clashes(c *client) bool {
	return slices.ContainsFunc(r.sets, func(s *setting) bool { return s.role == Clash && r.owns(c, s) })
}

// lacksKey reports whether the SDK reads the key from a variable of OpenAI's by itself, always or when no other is given.
func (r *run) lacksKey(c *client) bool {
	given := len(c.keys) > len(c.keyed) || slices.ContainsFunc(c.keyed, func(s *setting) bool { return !r.conditional(c, s) })
	return !given && c.sdk.Env.Key != "" && c.sdk.Env.Key != r.target.KeyEnv
}

// lacksModel reports whether the SDK would send a model of OpenAI's that nobody names.
func (r *run) lacksModel(c *client) bool {
	return c.sdk.Env.Default != "" && !slices.ContainsFunc(r.requests, func(q request) bool {
		return q.sdk == c.sdk && (q.set == nil || q.capability == finding.Chat && r.owns(c, q.set))
	})
}

func (r *run) keySource(c *client, ch *change, f *gosyntax.File) (string, bool) {
	os, ok := r.needOS(ch, f)
	ch.fix.Provides = append(ch.fix.Provides, r.key(finding.KeyReads, c.sdk.Env.Key))
	ch.fix.Requires = append(ch.fix.Requires, r.key(finding.KeySets, c.sdk.Env.Key))
	return fmt.Sprintf("%s.Getenv(%q)", os, r.target.KeyEnv), ok
}

// addressSource is the address: in the env style a variable's value, or the address where it is empty.
func (r *run) addressSource(c *client, ch *change, f *gosyntax.File) (string, bool) {
	url := strconv.Quote(r.addressFor(c.sdk))
	if r.target.Style != "env" {
		return url, true
	}
	os, ok := r.needOS(ch, f)
	cmp, ok2 := r.need(ch, f, "cmp")
	return fmt.Sprintf("%s.Or(%s.Getenv(%q), %s)", cmp, os, r.target.URLEnv(), url), ok && ok2 && r.program.Go >= "1.22"
}

func (r *run) modelSource(c *client, ch *change) (string, bool) {
	choice, ok := r.target.Model(c.sdk.Env.Default, provider.Need{})
	if !ok {
		return "", false
	}
	ch.fix.Confidence = finding.Likely
	ch.fix.Why = and(ch.fix.Why, i18n.Tf(
		"未指定模型时 %[1]s 使用 %[2]s，因此写明 %[3]s", "Where no model is named %[1]s sends %[2]s, so %[3]s is named", c.sdk.Name, c.sdk.Env.Default, choice.ID))
	return strconv.Quote(choice.ID), true
}

// addFields adds fields to the literal that is the client's settings.
func (r *run) addFields(c *client, ch *change, add []addition, inner map[ast.Expr]string) bool {
	lit := c.expr.(*ast.CompositeLit)
	for e, src := range inner {
		ch.within(c.file, lit, place(c.file, e, "key"), func(t *gosyntax.Tree) { t.Replace(e, src) })
	}
	r.dropForeign(c, ch)
	var after *ast.KeyValueExpr
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if key, ok := kv.Key.(*ast.Ident); ok && (after == nil || c.sdk.Fields[r.typeOf(lit)+"."+key.Name].Role == Key) {
				after = kv
			}
		}
	}
	for _, a := range add {
		src, ok := a.src(c.file)
		name := r.roleName(c, a.role)
		if !ok || after == nil || name == "" {
			return false
		}
		ch.within(c.file, lit, place(c.file, lit, "field "+name), func(t *gosyntax.Tree) { t.Field(lit, after, name, src) })
	}
	return true
}

// typeOf is the full name of an expression's type.
func (r *run) typeOf(e ast.Expr) string {
	pkg, name := r.program.TypeName(e)
	return pkg + "." + name
}

// addOptions adds options to the call that makes the client; where that is given a slice, to the literal with which the
// slice begins, or behind the declaration of the variable, or, where neither can be seen, in front of it.
func (r *run) addOptions(c *client, ch *change, add []addition, inner map[ast.Expr]string) bool {
	call := c.expr.(*ast.CallExpr)
	r.inline(c, ch, inner)
	r.dropForeign(c, ch)
	if len(add) == 0 {
		return true
	}
	file, list, after := c.file, ast.Expr(call), ast.Stmt(nil)
	name := ""
	front := false
	if call.Ellipsis.IsValid() {
		lists := slices.DeleteFunc(slices.Clone(c.lists), func(l gosyntax.List) bool { return frozen(l.File) || !r.program.Asked(l.File) })
		switch {
		case len(lists) == 1 && len(c.lists) == 1 && lists[0].Lit != nil:
			file, list = lists[0].File, lists[0].Lit
		case len(lists) == 1 && len(c.lists) == 1 && listed(lists[0].File, lists[0].Decl):
			file, after, name = lists[0].File, lists[0].Decl, lists[0].Name
		default:
			front = true
			ch.fix.Confidence = finding.Likely
			ch.fix.Why = and(ch.fix.Why, i18n.T(
				"选项在别处拼成，看不到全部：新选项放在前面，后面的同名选项会覆盖它", "The options are put together elsewhere and not all can be seen: the new ones stand in front, so that later ones win"))
		}
	}
	var srcs []string
	for _, a := range add {
		src, ok := a.src(file)
		option, ok2 := r.optionSource(c, ch, file, a.role)
		if !ok || !ok2 {
			return false
		}
		srcs = append(srcs, option+"("+src+")")
	}
	node := place(file, list, "options")
	switch {
	case after != nil:
		src := fmt.Sprintf("%s = append(%s, %s)", name, name, strings.Join(srcs, ", "))
		ch.parts = append(ch.parts, part{file: file, node: node, tail: true, do: func(t *gosyntax.Tree) { t.After(after, src) }})
	case front:
		typ, ok := r.optionType(c, ch, file)
		if !ok || len(call.Args) == 0 {
			return false
		}
		last := call.Args[len(call.Args)-1]
		src := fmt.Sprintf("append([]%s{%s}, %s...)", typ, strings.Join(srcs, ", "), file.Text(last))
		ch.edit(file, node, func(t *gosyntax.Tree) { t.Replace(last, src) })
	default:
		ch.within(file, list, node, func(t *gosyntax.Tree) { t.Append(list, srcs...) })
	}
	return true
}

// module returns the module of an SDK that a package belongs to.
func (s *SDK) module(pkg string) string {
	best := ""
	for _, m := range s.Modules {
		if rest, ok := strings.CutPrefix(pkg, m); ok && (rest == "" || rest[0] == '/') && len(m) > len(best) {
			best = m
		}
	}
	return best
}

// made returns the import path of the package whose function or type makes the client.
func (r *run) made(c *client) string {
	if call, ok := c.expr.(*ast.CallExpr); ok {
		pkg, _ := r.program.Callee(call)
		return pkg
	}
	pkg, _ := r.program.TypeName(c.expr)
	return pkg
}

// optionFor returns the full name of the option with a role that belongs to a client's version of the SDK: one of the
// package that makes it before one of another.
func (r *run) optionFor(c *client, role Role) string {
	pkg := r.made(c)
	var found []string
	for _, full := range slices.Sorted(maps.Keys(c.sdk.Options)) {
		at := full[:strings.LastIndexByte(full, '.')]
		if c.sdk.Options[full].Role != role || c.sdk.Options[full].Capability == finding.Embeddings || c.sdk.module(at) != c.sdk.module(pkg) {
			continue
		}
		if at == pkg {
			return full
		}
		found = append(found, full)
	}
	if len(found) == 0 {
		return ""
	}
	return found[0]
}

// optionSource is an option's function as the file calls it.
func (r *run) optionSource(c *client, ch *change, f *gosyntax.File, role Role) (string, bool) {
	full := r.optionFor(c, role)
	if full == "" {
		return "", false
	}
	return r.qualified(ch, f, full)
}

// qualified is a name of a package as the file writes it.
func (r *run) qualified(ch *change, f *gosyntax.File, full string) (string, bool) {
	dot := strings.LastIndexByte(full, '.')
	for _, s := range f.AST.Imports {
		if gosyntax.ImportPath(s) == full[:dot] && s.Name != nil && s.Name.Name == "." {
			return full[dot+1:], true
		}
	}
	name, ok := r.need(ch, f, full[:dot])
	return name + full[dot:], ok
}

// optionType is the type of the options as the file calls it.
func (r *run) optionType(c *client, ch *change, f *gosyntax.File) (string, bool) {
	full := r.optionFor(c, Address)
	if full == "" {
		return "", false
	}
	dot := strings.LastIndexByte(full, '.')
	name := "Option"
	if path.Base(full[:dot]) == "option" {
		name = "RequestOption"
	}
	return r.qualified(ch, f, full[:dot]+"."+name)
}

// roleName is what the SDK calls the option or field with a role.
func (r *run) roleName(c *client, role Role) string {
	if full := r.optionFor(c, role); full != "" && c.maker.Shape == ByOption {
		return full[strings.LastIndexByte(full, '.')+1:]
	}
	typ := r.typeOf(c.expr)
	for _, full := range slices.Sorted(maps.Keys(c.sdk.Fields)) {
		at := full[:strings.LastIndexByte(full, '.')]
		if c.sdk.Fields[full].Role == role && (at == typ || c.maker.Shape == ByValue) {
			return full[strings.LastIndexByte(full, '.')+1:]
		}
	}
	return ""
}
