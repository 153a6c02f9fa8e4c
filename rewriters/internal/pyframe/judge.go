package pyframe

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/advice"
	"github.com/openai-migrate/migrate/rewriters/internal/modules"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// endpoints are the catalog's names of what a site uses.
var endpoints = map[finding.Capability]string{
	finding.Completions: "completions", finding.Responses: "responses", finding.Embeddings: "embeddings",
	finding.Images: "images_generations", finding.Moderation: "moderations", finding.Audio: "audio_speech",
}

// settle decides what becomes of each site. Those that are none of OpenAI's are forgotten.
func (v *survey) settle() {
	for _, s := range v.sites {
		v.Guard(s.mod, func(*pysyntax.Module) {
			v.findModels(s)
			s.State = ByHand // should a step fail
			s.url = v.address(s.arg(s.URL...).value)
			s.State, s.Why = v.judge(s)
			if s.Prove != nil {
				s.Prove(v, s)
			}
		})
	}
	v.sites = slices.DeleteFunc(v.sites, v.foreign)
	for v.spread() {
	}
	for _, s := range v.sites {
		if len(s.For) > 0 && !v.together(s) {
			s.State = Staying
		}
		v.follow(s)
	}
	for _, s := range v.sites {
		if s.State == Moving && v.target != nil {
			v.doubt(s)
			v.bring(s)
		}
	}
}

// served are the sites for whose requests another makes the settings.
func (v *survey) served(s *Site) (out []*Site) {
	for _, o := range v.sites {
		if slices.ContainsFunc(s.For, func(name string) bool { return slices.Contains(o.Names, name) }) {
			out = append(out, o)
		}
	}
	return out
}

// together reports whether all sites that are served move, and to one model.
func (v *survey) together(s *Site) bool {
	list := v.served(s)
	for _, o := range list {
		if c, _ := v.choice(o); o.State != Moving || c.ID == "" || c.ID != v.firstChoice(list).ID {
			return false
		}
	}
	return len(list) > 0
}

func (v *survey) firstChoice(list []*Site) provider.Choice {
	c, _ := v.choice(list[0])
	return c
}

// foreign reports whether a site is another service's: frameworks that serve many take the service from the model's name.
func (v *survey) foreign(s *Site) bool {
	if s.Silent && !s.arg(s.Model...).value.Valid() {
		return true
	}
	if s.alien == "" || s.azure || len(s.names) > 0 || s.from != "" {
		return false
	}
	return s.Form != Plain || s.Wrap != nil || len(s.URL) == 0 && s.Carry == ""
}

// judge says what becomes of a site, and why where a person must decide.
func (v *survey) judge(s *Site) (State, i18n.Text) {
	switch {
	case s.url.kind == elsewhere || s.Carry != "" && v.carriesOther(s):
		return Staying, i18n.Text{}
	case s.Azure || s.azure || s.url.kind == azureURL || v.saysAzure(s):
		return ByHand, i18n.T("它使用 Azure OpenAI：请换用非 Azure 的类，设置目标平台的地址与密钥，部署名换成模型名", "it uses Azure OpenAI: take the class that is not Azure's, set the target's address and key, and a model's name in place of the deployment's")
	case v.target == nil:
		return Moving, i18n.Text{}
	case s.Carry != "" && s.arg(s.Carry).value.Is("string") && !s.byName():
		return ByHand, i18n.Tf("%[1]s 只写了名字，地址由环境变量决定：请换成指向目标平台的对象", "%[1]s is only named, and variables decide its address: put an object that points at the target in its place", s.Carry)
	case v.Frozen(s.mod.File):
		return ByHand, i18n.T("文件是生成的、第三方的或有语法错误，只报告不改写", "the file is generated, vendored or does not parse: it is reported, not rewritten")
	case s.Block != (i18n.Text{}):
		return ByHand, s.Block
	case s.open:
		return ByHand, i18n.T("参数由 * 或 ** 展开传入：请在其来源处设置地址、密钥与模型", "its arguments come from * or **: set address, key and model where they are made")
	case s.class.Valid() && v.ownInit(s.class):
		return ByHand, i18n.T("它是带自有 __init__ 的子类：请在其中设置地址与密钥", "it is of a subclass with an __init__ of its own: set address and key there")
	case s.url.kind == unclear:
		return ByHand, i18n.Tf("地址来自 %s：代码不改，请在其来源处改为目标平台的地址", "its address comes from %s: the code stays, set the target's address where it is made", modules.Short(s.url.arg))
	case s.Does == finding.Completions && !v.serves(s):
		return ByHand, i18n.T("它使用补全接口（completions），目标平台的对话模型没有该接口：请换用对话模型的类或函数", "it uses the completions endpoint, which the target does not have for chat models: use the class or function for chat models")
	case !v.serves(s):
		return ByHand, i18n.Tf("目标平台没有它所用的接口（%s）：请保留或另选服务", "the target has no endpoint for what it uses (%s): keep it or choose another service", endpoints[s.Does])
	case s.url.kind == knob && !s.url.defaults():
		return Knobbed, i18n.Text{}
	}
	return v.judgeModel(s)
}

func (v *survey) judgeModel(s *Site) (State, i18n.Text) {
	name := v.unmapped(s)
	switch {
	case name != "":
		return ByHand, advice.NeedsCounterpart(v.target, name)
	case s.alien != "" && len(s.names) == 0:
		return ByHand, i18n.Tf("它使用的模型 %s 不是 OpenAI 的，地址应由环境变量决定：请确认", "the model %s that it uses is none of OpenAI's, so a variable will decide the address: look at it by hand", s.alien)
	case s.from != "" && (s.Form != Plain || s.Wrap != nil):
		return ByHand, i18n.Tf("模型来自 %[1]s，而平台由模型名决定：请在其来源处写成 %[2]s，并设置地址与密钥", "the model comes from %[1]s and its name decides the service: write %[2]s where it is made, and set address and key", s.from, v.write(s, "…"))
	case s.Wrap != nil && len(s.names) > 0 && !s.wraps(v):
		return ByHand, i18n.Tf("模型名写在别处：请把 %s 的参数换成指向目标平台的模型对象", "the model's name is written elsewhere: give %s an object that points at the target in its place", s.symbol())
	}
	return Moving, i18n.Text{}
}

// wraps reports whether the model is written right in the site, so that an expression can take its place.
func (s *Site) wraps(v *survey) bool {
	arg := s.arg(s.Model...)
	return arg.own && arg.value.Is("string") && len(s.names) == 1 && s.names[0].Node == arg.value
}

// serves reports whether the target has the endpoint that a site uses, under the address of its chat completions.
func (v *survey) serves(s *Site) bool {
	name := endpoints[s.Does]
	return name == "" || v.target.Serves(name)
}

// byName reports whether the object that says where a site sends is only named, and can be written out in its place.
//
//	Have: OpenAIChatModel("gpt-4o", provider="openai")
func (s *Site) byName() bool {
	g := s.arg(s.Carry)
	text, _ := pysyntax.Text(g.value)
	return g.own && text == "openai" && s.Speak != nil && strings.HasPrefix(s.Speak.Both, s.Carry+"=")
}

// carriesOther reports whether a site is given an object that says where it sends: its own shape or the SDK's rewriter
// moves that, if it is one of theirs.
func (v *survey) carriesOther(s *Site) bool {
	return v.carriesOtherThan(s.arg(s.Carry).value)
}

// carriesOtherThan reports whether an object decides by itself where it sends, and nobody moves it.
func (v *survey) carriesOtherThan(arg syntax.Node) bool {
	if !arg.Valid() || arg.Is("none") {
		return false
	}
	for _, x := range v.py.Eval(arg) {
		if x.Kind == pysyntax.Object && x.Node.Valid() && v.address(pysyntax.Keyword(x.Node, "base_url").Value).kind == elsewhere {
			return true
		}
		if x.Kind == pysyntax.Object && x.Node.Valid() && (within(x.Path, "openai", sdkClasses) || v.frame.shapeOf(x.Path) != nil) {
			return false
		}
		if text, _ := pysyntax.Text(x.Node); x.Kind == pysyntax.String && text == "openai" {
			return false
		}
	}
	return true
}

// sdkClasses are the constructors of the SDK's clients.
var sdkClasses = []string{"OpenAI", "AsyncOpenAI", "Client", "AsyncClient"}

// carried are the keys of the client that a site is given: the model's name changes with it.
func (v *survey) carried(s *Site) (out []finding.Key) {
	if s.Carry == "" {
		return nil
	}
	return v.clientKeys(s.arg(s.Carry).value)
}

// clientKeys are the keys of the clients that an expression may stand for.
func (v *survey) clientKeys(arg syntax.Node) (out []finding.Key) {
	for _, x := range v.py.Eval(arg) {
		if x.Kind == pysyntax.Object && x.Node.Valid() {
			out = append(out, finding.Key{Kind: finding.KeyClient, Scope: ".", Name: v.py.Module(x.Node).File.Path + ":" + itoa(x.Node.Start())})
		}
	}
	return out
}

// saysAzure reports whether a site's settings say Azure.
func (v *survey) saysAzure(s *Site) bool {
	text, _ := pysyntax.Text(s.arg("api_type", "custom_llm_provider", "model_provider").value)
	return text == "azure" || text == "azure_openai"
}

// ownInit reports whether a subclass has its own constructor.
func (v *survey) ownInit(class syntax.Node) bool {
	for fn := range class.Descendants("function_definition") {
		if fn.ChildByField("name").Text() == "__init__" && pysyntax.MethodClass(fn) == class {
			return true
		}
	}
	return false
}

// spread keeps sites in place that share a model's literal with one that does not move.
func (v *survey) spread() bool {
	for _, k := range v.models.All() {
		still := slices.IndexFunc(k.Senders, func(s *Site) bool { return s.State == ByHand || s.State == Staying })
		moving := slices.IndexFunc(k.Senders, func(s *Site) bool { return s.State == Moving })
		if still >= 0 && moving >= 0 && v.target != nil {
			k.Senders[moving].State = ByHand
			k.Senders[moving].Why = i18n.Tf("模型名 %[1]s 与 %[2]s 处共用，而后者不随之迁移：请先分开两者", "it shares the model name %[1]s with %[2]s, which does not move: separate the two first", k.Name, v.Place(k.Senders[still].node))
			return true
		}
	}
	return v.spreadKey()
}

// spreadKey keeps sites in place that share their key with one that does not move, and cannot be given their own.
func (v *survey) spreadKey() bool {
	for _, s := range v.sites {
		if v.target == nil || s.State != Moving || v.ownable(s) {
			continue
		}
		if o := v.sharesKey(s); o != nil {
			s.State = ByHand
			s.Why = i18n.Tf("它的密钥与 %[1]s 处共用，而后者不随之迁移：请先分开两者", "it shares its key with %[1]s, which does not move: separate the two first", v.Place(o.node))
			return true
		}
	}
	return false
}

// follow records which names only carry values to what moves.
func (v *survey) follow(s *Site) {
	if s.State != Moving {
		return
	}
	for _, names := range [][]string{s.URL, s.Key, s.Model} {
		for _, x := range v.py.Eval(s.arg(names...).value) {
			for _, ref := range x.Trace {
				v.followed[ref.Node] = true
			}
		}
	}
}

// doubt collects what makes a site's move less than certain.
func (v *survey) doubt(s *Site) {
	if s.class.Valid() {
		s.doubts.Add("它是项目内的子类", "it is of a subclass of the project's own")
	}
	if s.url.kind == knob {
		s.doubts.Variable(s.url.knobs[0].Name)
	}
	if n := v.otherUse(s.url.literals); n.Valid() {
		s.doubts.AddressShared(v.Place(n))
	}
	if s.from != "" {
		s.doubts.Add("模型来自 %s，需在其来源处换掉", "the model comes from %s: change it where it is made", s.from)
	}
	if list := v.py.Settings(s.arg(s.Model...).value); len(list) > 0 && s.Form != Plain && s.from == "" {
		s.doubts.Add("模型也可能来自名为 %[1]s 的设置：那里须写成 %[2]s", "the model may also come from a setting called %[1]s: write %[2]s there", list[0].Name, v.write(s, "…"))
	}
	if s.alien != "" {
		s.doubts.Add("它也可能使用模型 %s", "it may use the model %s as well", s.alien)
	}
	if key := s.arg(s.Key...).value; key.Valid() && !slices.ContainsFunc(v.py.Eval(key), func(x pysyntax.Value) bool {
		return x.Kind == pysyntax.Env || x.Kind == pysyntax.String && !x.Fallback || x.Kind == pysyntax.None || x.Kind == pysyntax.Object
	}) {
		s.doubts.KeyFrom(modules.Short(key))
	}
	for _, j := range v.judgements(s) {
		if j.Action == provider.Block {
			s.doubts.Add("%[1]s 迁移后会失败", "%[1]s will fail at the target", j.Sent.Field)
		}
	}
	if c, ok := v.choice(s); ok && len(c.Set) > 0 && !s.extra() && !v.settled(s) {
		s.doubts.Add("目标模型需要额外字段 %s，请按 %s 的方式随请求传入", "the target's model wants the fields %s: send them with each request in the way of %s", spell(s.mod, c.Set), v.frame.Name)
	}
	for _, g := range v.shut(s) {
		s.doubts.Add("需要在 %[1]s 中加入额外的字段（%[2]s）", "further fields belong into %[1]s: %[2]s", modules.Short(g.value), v.lacks(s, g.name))
	}
	if v.lacksPackage(s) {
		s.doubts.Add("需要安装 %s", "it needs the package %s", s.Class.Package)
	}
}

// settled reports whether the settings for a site's requests are made at a site of their own, which says those fields.
func (v *survey) settled(s *Site) bool {
	return slices.ContainsFunc(v.sites, func(o *Site) bool {
		return len(o.For) > 0 && o.State == Moving && o.extra() && slices.Contains(v.served(o), s)
	})
}

// extra reports whether a site itself can say the fields that a model wants beyond OpenAI's.
func (s *Site) extra() bool {
	named := func(x Setting) bool { return x.Body != nil }
	return slices.ContainsFunc(s.Also, named) || s.Wrap != nil && slices.ContainsFunc(s.Wrap.Also, named)
}

// reaches reports whether a site, as written, sends to OpenAI or Azure.
func (s *Site) reaches() bool {
	switch {
	case s.Azure, s.azure:
		return true
	case s.State == Staying:
		return false
	}
	return s.url.kind == implicit || s.url.kind == literal || s.url.kind == azureURL
}
