package gosashabaranov

import (
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
	from := c.settings()
	if len(from) > 3 {
		from = append(from[:3], "…")
	}
	list := strings.Join(from, ", ")
	f.Message = i18n.Tf("此客户端的地址由 %s 决定", "the address of this client comes from %s", list)
	if f.Reaches {
		f.Message = i18n.Tf("此客户端的地址由 %s 决定，未设置时连接 OpenAI", "the address of this client comes from %s; without it, it talks to OpenAI", list)
	}
	if r.target != nil {
		f.Message = but(f.Message, r.say("请将其设为 %[2]s，密钥换成%[1]s的密钥", "set it to %[2]s, and the key to one of %[1]s", r.target.BaseURL))
		if c.appendsVersion() {
			f.Message = but(f.Message, i18n.T("代码会自行追加 /v1，需一并修改", "the code adds /v1 itself, which must change too"))
		}
	}
	r.keyOrigins(c, nil)
	r.add(c.file, c.expr, f)
}

// settings names what the address comes from.
func (c *client) settings() []string {
	var out []string
	for _, b := range c.bases {
		for _, o := range b.origins {
			if o.Kind != gosyntax.Constant {
				out = append(out, short(o.Text))
			}
		}
	}
	if len(out) == 0 && len(c.bases) > 0 {
		out = append(out, short(c.bases[0].set.file.Text(c.bases[0].set.value)))
	}
	slices.Sort(out)
	return slices.Compact(out)
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
