package gosdk

import (
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

var ruleSetting = &finding.Rule{
	ID: "GO004", Slug: "client-base-url-setting", Severity: finding.Warning,
	Title: i18n.T("地址由配置决定的客户端", "client whose address is a setting"),
	Doc: i18n.T(
		"应用已经提供了设置接口地址的入口（环境变量、配置文件或命令行参数），因此应修改配置的值而不是代码。",
		"The application already lets its user set the address (variable, config file or flag), so the value changes and not the code."),
}

var ruleMoved = &finding.Rule{
	ID: "GO014", Slug: "client-elsewhere", Severity: finding.Note,
	Title: i18n.T("已指向其他平台的客户端", "client that talks to somebody else"),
	Doc: i18n.T(
		"客户端的 BaseURL 已经是 OpenAI 之外的地址，不需要修改；仅用于清点。",
		"The client's BaseURL is an address other than OpenAI's. Nothing to do; it is listed for the inventory."),
}

func (r *run) settingClient(c *client, f finding.Finding) {
	f.Rule = ruleSetting
	list := c.settings()
	f.Message = i18n.Tf("此客户端的地址取自 %s", "this client's address comes from %s", list)
	if f.Reaches {
		f.Message = i18n.Tf("此客户端的地址取自 %s，未设置时连接 OpenAI", "this client's address comes from %s and is OpenAI's when that is empty", list)
	}
	if r.target != nil {
		f.Message = i18n.Join(f.Message, r.say("请将地址设为 %[2]s", "set it to %[2]s", r.target.BaseURL))
		f.Message = i18n.T(f.Message.ZH+"，"+r.keyAdvice(c).ZH, f.Message.EN+", "+r.keyAdvice(c).EN)
		if c.appendsVersion() {
			f.Message = i18n.Join(f.Message, i18n.T("代码会自行追加 /v1，需一并修改", "the code adds /v1 itself, which must change too"))
		}
	}
	r.keyOrigins(c, nil)
	r.add(c.file, c.expr, f)
}

// keyAdvice says that the key must change beside the address, and where, if all places have names that a user knows.
func (r *run) keyAdvice(c *client) i18n.Text {
	from := slices.DeleteFunc(r.keysOf(c), func(o gosyntax.Origin) bool { return o.File.Test })
	unnamed := func(o gosyntax.Origin) bool { return o.Kind != gosyntax.Env && !viperKey.MatchString(o.Text) }
	if len(from) == 0 || slices.ContainsFunc(from, unnamed) {
		return r.say("并换用%s的密钥", "and use a key of %s")
	}
	return r.say("并在 %[2]s 中换用%[1]s的密钥", "and put a key of %[1]s into %[2]s", outside(from))
}

// settings names what the address comes from.
func (c *client) settings() string {
	var from []gosyntax.Origin
	for _, b := range c.bases {
		from = append(from, b.origins...)
	}
	if list := outside(from); list != "" || len(c.bases) == 0 {
		return list
	}
	return short(c.bases[0].set.file.Text(c.bases[0].set.value))
}

// outside names, for a message, the origins that are no constants: three at most, and none of tests.
func outside(from []gosyntax.Origin) string {
	var out []string
	for _, o := range from {
		if (o.Kind == gosyntax.Env || o.Kind == gosyntax.Setting || o.Kind == gosyntax.Made) && !o.File.Test {
			out = append(out, named(o))
		}
	}
	slices.Sort(out)
	if out = slices.Compact(out); len(out) > 3 {
		out = append(out[:3], "…")
	}
	return strings.Join(out, ", ")
}

// viperKey matches a read of a configuration key.
var viperKey = regexp.MustCompile(`^viper\.GetString\("([^"]+)"\)$`)

// named is what people call an origin outside the code.
// Have: viper.GetString("openai.base_url") -> openai.base_url (viper)
func named(o gosyntax.Origin) string {
	if m := viperKey.FindStringSubmatch(o.Text); m != nil && o.Kind == gosyntax.Setting {
		return m[1] + " (viper)"
	}
	return short(o.Text)
}

// variables returns the variables of the environment that give the address of a client whose address is a setting.
func (c *client) variables() []string {
	var out []string
	if c.state != bySetting {
		return nil
	}
	for _, b := range c.bases {
		for _, o := range b.origins {
			if o.Kind == gosyntax.Env {
				out = append(out, o.Text)
			}
		}
	}
	return out
}

// appendsVersion reports whether the code adds /v1 to the setting: cfg.BaseURL = host + "/v1".
func (c *client) appendsVersion() bool {
	return slices.ContainsFunc(c.bases, func(b base) bool { return strings.Contains(b.set.file.Text(b.set.value), `/v1"`) })
}
