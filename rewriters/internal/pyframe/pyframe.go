// Package pyframe moves Python code that reaches OpenAI through a framework: LangChain, LlamaIndex, LiteLLM and their like.
//
// Frameworks share one shape. Something imported from a module of theirs, a class or a function, is called with a model, an
// address and a key under names of its own; what is not given it takes from the environment or from a default. A
// [Framework] is a table of such [Shape]s, one short file each in this package; what a table cannot say is a function in it.
// A rewriter is a folder that names its framework and holds its cases, so that a further framework costs a table and a
// folder.
//
// A run finds the sites, which are calls (or dicts of settings) of a known shape, decides for each whether it moves, stays
// or waits for a person, and reports two kinds of finding: the site with the change of its address, key and further
// settings, and the model's name where it is written. Both travel together. Bindings decide, not spellings: a class of the
// project's own called ChatOpenAI is no site, and one that is imported under another name is.
//
// The rewriter of the SDK reports variables, addresses and names that it sees written; [Claims] tells it which of them are a
// framework's, so that each is reported once.
package pyframe

import (
	"bytes"
	"slices"
	"strings"
	"sync"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Framework is what is known of one framework.
type Framework struct {
	Folder   string   // of its rewriter: "pylangchain"
	SDK      string   // as findings name it: "langchain"; empty for what stands for several, which are called by their packages
	Name     string   // as people call it: "LangChain"
	Prefix   string   // of its rules: "LC"
	Packages []string // the top-level modules that its names come from
	Shapes   []Shape
	Notes    []Note
	Methods  []Method

	rules *rules
	once  sync.Once
	last  map[string]bool // see names
	words *source.Words   // the packages
}

// Shape is one class or function that is told where to send requests.
type Shape struct {
	In    string   // dotted prefix of the module it is imported from; a framework moves its classes about below that
	Names []string // its last names; nil for a dict of settings
	Under []string // what a dict of settings, or a list of them, is bound or given to: "config_list"
	For   []string // it makes settings for the requests of these shapes, and moves with them; nil for a shape of its own
	Old   Era      // the shape is that of old versions only; it stands before the one that followed it
	Does  finding.Capability
	Model []string // the names under which it takes the model, the address and the key; the first is used to add one
	URL   []string
	Key   []string
	At    int      // the model is also the positional argument of this number, counted from 1; 0 for none
	Usual string   // the model that it takes when none is given; empty where one must be
	Form  Form     // how it writes the name of a model
	Reads []string // the variables from which it takes its address when none is given

	Azure  bool                 // it talks to Azure OpenAI
	Wire   map[string]string    // fields that it sends under another name than it takes them by
	Unwire Era                  // the versions that send them as they are
	Inside []string             // arguments that are dicts of further fields
	Carry  string               // the argument that holds a client in place of address and key
	Wrap   *Wrap                // the model alone is given, as a string: an expression takes its place
	Also   []Setting            // what else a moved site says
	Drop   []string             // what it must not say any more: headers that name an account at OpenAI
	Class  *Swap                // the class that takes its place
	Speak  *Spelling            // how address and key are written, where that is not name=value
	Block  i18n.Text            // why a person must move it; empty where it can be moved
	Silent bool                 // without a model it is no use of OpenAI
	Setup  bool                 // the process must be set up for it, see setup
	Prove  func(*survey, *Site) // a look at what the table cannot say: it may set Site.State and Site.Why
}

// Form is how a framework writes the name of a model.
type Form int

// The forms: "gpt-4o", "openai/gpt-4o", "openai:gpt-4o".
const (
	Plain Form = iota
	Slash
	Colon
)

// Setting is a further argument of a moved site.
type Setting struct {
	Name string
	// Value spells it for a site; empty where the site needs none.
	Value func(*survey, *Site) string
	// Force replaces a value that is there.
	Force bool
	// Body are the entries of a dict, in place of Value: those that it lacks are added to one that is there.
	Body func(*survey, *Site) []entry
	// Call makes the dict, with the entries as keywords; empty for a display. Imports are what it needs.
	Call    string
	Imports []string
}

// Wrap is the expression that takes the place of a model's name. {model}, {prefixed} or {colon}, {url} and
// {key} stand for Python expressions.
type Wrap struct {
	Text    string
	Also    []Setting // further arguments, in place of {also}
	Imports []string  // "from crewai import LLM"
}

// Swap is another class that takes the place of a site's.
type Swap struct {
	Name    string
	Module  func(module string) string // where it is imported from, given where the old one was
	Package string                     // what must be installed, where the class is imported from another module than the old one
	Beside  string                     // the package of the old class
}

// Spelling writes an address and a key that are added.
type Spelling struct {
	Both    string // one argument for both, with {url} and {key}; empty for two
	Key     string // the key's value, with {name} for the quoted variable
	Imports []string
}

// Note is a use that is reported with the way to move it and not changed.
type Note struct {
	In    string
	Names []string
	Text  i18n.Text
	Kind  finding.Kind
	Judge func(*survey, syntax.Node) (i18n.Text, bool) // what to say of one call; nil for Text
	Fix   func(*survey, syntax.Node) (finding.Fix, bool)
	Reads bool     // it takes the key from its usual variable by itself
	On    []string // methods that are meant, of what the names make, in place of the names themselves
}

// All are the frameworks that have rewriters.
var All = []*Framework{
	LangChain, LlamaIndex, LiteLLM, Tiktoken, Agents, PydanticAI, DSPy, Haystack, CrewAI, AutoGen, Instructor, SemanticKernel,
	SemanticRouter, Defaults,
}

// rules are the rules of one framework.
type rules struct{ site, model, note, imp, field, dep *finding.Rule }

func (f *Framework) build() {
	name := f.Name
	f.rules = &rules{
		imp: &finding.Rule{
			ID: f.Prefix + "004", Slug: "import", Severity: finding.Note,
			Title: i18n.Tf("导入 %s", "import of %s", name),
			Doc: i18n.Tf("列出从 %s 导入的、会用到 OpenAI 的类和函数。导入本身通常无需改动；名字相同的本地模块不计入。",
				"Lists the classes and functions of %s that are imported and may use OpenAI. Imports mostly need no change; a local module of such a name does not count.", name),
		},
		site: &finding.Rule{
			ID: f.Prefix + "001", Slug: "client", Severity: finding.Error,
			Title: i18n.Tf("%s 的 OpenAI 客户端", "OpenAI client of %s", name),
			Doc: i18n.Tf("查找 %s 中向 OpenAI 发送请求的类和函数，补上或替换地址与密钥，并写明目标平台需要的其他设置。已指向其他平台的不动；参数或地址来自别处的只说明应怎样改。",
				"Finds the classes and functions of %s that send requests to OpenAI, adds or replaces address and key, and says what else the target wants said. What points elsewhere already is left alone; where arguments or the address come from elsewhere the finding says what to do.", name),
		},
		model: &finding.Rule{
			ID: f.Prefix + "002", Slug: "model", Severity: finding.Error,
			Title: i18n.Tf("%s 使用的模型名", "model name given to %s", name),
			Doc: i18n.Tf("沿变量、常量、默认值跨文件追踪交给 %s 的模型名，按它的写法（含平台前缀）换成目标平台的模型，与客户端一起迁移。",
				"Follows the model names that %s is given through variables, constants and defaults, and replaces them by the target's in the framework's own notation, together with the client.", name),
		},
		field: &finding.Rule{
			ID: f.Prefix + "005", Slug: "request-field", Severity: finding.Warning,
			Title: i18n.Tf("%s 随请求发送的参数", "what %s sends with its requests", name),
			Doc: i18n.Tf("逐个判断交给 %s、会随请求发出的参数（temperature、max_tokens、stop 等）：取值越界的收进范围，改了名的改名，目标平台不认的去掉，做不到的说明原因。每条都附厂商资料和日期。",
				"Judges what %s is told to send with its requests (temperature, max_tokens, stop, ...): a value out of range is moved into it, a renamed field is renamed, one that the target does not take goes, and what it cannot do is said. Each verdict names its source and date.", name),
		},
		dep: &finding.Rule{
			ID: f.Prefix + "006", Slug: "package", Severity: finding.Warning,
			Title: i18n.Tf("%s 需要的依赖包", "package that %s needs", name),
			Doc: i18n.Tf("迁移后的 %s 代码从另一个包导入：在依赖清单中写上它，与代码一起迁移；写不了的只说明。",
				"Moved code of %s imports from another package: it is named in the manifest, together with the code; where that cannot be edited the finding says so.", name),
		},
		note: &finding.Rule{
			ID: f.Prefix + "003", Slug: "by-hand", Severity: finding.Warning,
			Title: i18n.Tf("%s 中需要人工确认的用法", "use of %s that a person must look at", name),
			Doc: i18n.Tf("列出 %s 中与 OpenAI 绑定、不能只靠改地址迁移的用法，并说明迁移后会怎样、应怎样改。",
				"Lists uses of %s that are tied to OpenAI and that another address alone does not move, and says what will happen and what to do.", name),
		},
	}
}

// Rewriter makes the rewriter of a framework.
func Rewriter(f *Framework) *rewrite.Rewriter {
	f.build()
	return &rewrite.Rewriter{
		Name: f.Folder,
		Doc: i18n.Tf("查找通过 %s 使用 OpenAI 的代码，沿绑定追踪模型、地址与密钥，并按该框架的写法迁移。",
			"Finds code that uses OpenAI through %s, follows model, address and key through the bindings, and moves it in the framework's own terms.", f.Name),
		Rules: f.ruleList(),
		Langs: []source.Lang{source.Python},
		Match: f.match,
		Run:   func(p *rewrite.Pass) error { return run(p, f) },
	}
}

// ruleList are the rules that a framework can report.
func (f *Framework) ruleList() []*finding.Rule {
	if len(f.Shapes) == 0 {
		return []*finding.Rule{f.rules.note, f.rules.imp}
	}
	list := []*finding.Rule{f.rules.site, f.rules.model, f.rules.note, f.rules.imp, f.rules.field}
	if slices.ContainsFunc(f.Shapes, func(s Shape) bool { return s.Class != nil }) {
		list = append(list, f.rules.dep)
	}
	return list
}

// match is whether a file spells one of the framework's modules. What binds a model's name elsewhere is followed to.
func (f *Framework) match(file *source.File) bool {
	f.once.Do(f.prepare)
	return file.Lang == source.Python && f.words.In(file.Data) && slices.ContainsFunc(f.Packages, func(p string) bool { return bytes.Contains(file.Data, []byte(p)) })
}

// wanted reports whether a dotted name is one that the framework's table names, or a module that may hold one. Other classes
// and functions of a framework are no reason to read a file.
func (f *Framework) wanted(dotted string) bool {
	top, _, _ := strings.Cut(dotted, ".")
	if !slices.Contains(f.Packages, top) {
		return false
	}
	last := dotted[strings.LastIndexByte(dotted, '.')+1:]
	dicts := f.dicts()
	return f.names()[last] || last == strings.ToLower(last) || dicts != nil && dicts.In == top
}

// dicts is the shape of the framework's dicts of settings, nil where it has none. Any import may bring what reads them.
func (f *Framework) dicts() *Shape {
	for i := range f.Shapes {
		if len(f.Shapes[i].Names) == 0 {
			return &f.Shapes[i]
		}
	}
	return nil
}

// shapeOf returns a shape of a symbol, whatever the version; nil for none.
func (f *Framework) shapeOf(symbol string) *Shape {
	for i := range f.Shapes {
		if s := &f.Shapes[i]; s.has(symbol) {
			return s
		}
	}
	return nil
}

// has reports whether a shape is that of a symbol.
func (s *Shape) has(symbol string) bool { return len(s.Names) > 0 && within(symbol, s.In, s.Names) }

// within reports whether a symbol is one of some names below a module.
func within(symbol, in string, names []string) bool {
	last := symbol[strings.LastIndexByte(symbol, '.')+1:]
	return slices.Contains(names, last) && strings.HasPrefix(symbol, in+".")
}

// names are the last names of the framework's shapes and notes.
func (f *Framework) names() map[string]bool {
	f.once.Do(f.prepare)
	return f.last
}

func (f *Framework) prepare() {
	f.words = source.NewWords(strings.Fields(strings.ToLower(strings.Join(f.Packages, " ")))...)
	f.last = map[string]bool{}
	for _, s := range f.Shapes {
		for _, n := range s.Names {
			f.last[n] = true
		}
	}
	for _, n := range f.Notes {
		for _, name := range n.Names {
			f.last[name] = true
		}
	}
}
