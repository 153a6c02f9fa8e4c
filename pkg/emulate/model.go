package emulate

import (
	"net/http"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
)

// model looks up the model that a request names, for an endpoint that serves models of one kind ("chat", "image", ...).
func (x *exchange) model(body map[string]any, kind string) (provider.Choice, *refusal) {
	id, _ := body["model"].(string)
	x.record.Model = x.masked(id)
	if id == "" {
		return provider.Choice{}, &refusal{status: http.StatusBadRequest, kind: "parameter", param: "model", reason: i18n.T("没有写明模型", "no model is named")}
	}
	c := provider.Choice{ID: id, Set: x.switches(body)}
	m, listed := x.target.Listed(id)
	if listed {
		c.Model = m
		if real, ok := x.target.Listed(m.AliasOf); ok {
			c.Model = real
		}
	}
	return c, x.object("model", x.unavailable(id, m, kind))
}

// switches are the fields of a request that decide whether the model thinks, as far as the provider knows them.
func (x *exchange) switches(body map[string]any) map[string]any {
	out := map[string]any{}
	for _, name := range []string{"thinking", "enable_thinking"} {
		if v, sent := body[name]; sent && x.extra(name) {
			out[name] = v
		}
	}
	return out
}

// extra reports whether the provider has a field beyond those of OpenAI.
func (x *exchange) extra(name string) bool {
	_, known := x.target.Params[name]
	return known || slices.ContainsFunc(x.target.Extra, func(e provider.Extra) bool {
		root, _, _ := strings.Cut(e.Name, ".")
		return root == name
	})
}

// unavailable says why a model cannot be had; nil where it can.
func (x *exchange) unavailable(id string, m *provider.Model, kind string) *refusal {
	name := x.target.Brief()
	no := &refusal{status: http.StatusNotFound, kind: "model", param: "model", message: "model not found: " + id}
	switch {
	case m != nil && m.Kind != kind:
		no.reason = i18n.Tf("%[1]s 不是这个接口的模型", "%[1]s is no model of this endpoint", id)
		no.Verdict = m.Verdict
	case m != nil && x.retired(m):
		no.reason = i18n.Tf("模型 %s 已下线", "the model %s has been retired", id)
		if m.Replacement != "" {
			no.reason = i18n.Join(no.reason, i18n.Tf("可改用 %s", "use %s instead", m.Replacement))
		}
		no.Verdict = m.Verdict
	case m != nil && !x.reaches(m):
		no.reason = i18n.Tf("模型 %s 在另一个地址上", "the model %s is served at another address", id)
		no.Verdict = m.Verdict
	case m != nil || x.known(id):
		return nil
	case x.target.Gone != nil && slices.Contains(x.target.Gone.IDs, id):
		no.reason = i18n.Tf("%[1]s的模型列表里已没有 %[3]s", "%[2]s no longer lists the model %[3]s", name.ZH, name.EN, id)
		no.Verdict = x.target.Gone.Verdict
	default:
		no.reason = i18n.Tf("%[1]s没有模型 %[3]s", "%[2]s has no model %[3]s", name.ZH, name.EN, id)
	}
	return no
}

// retired reports whether the vendor has taken a model away; a date to come has not come.
func (x *exchange) retired(m *provider.Model) bool {
	return m.Retired != "" && (m.Retired == "undated" || m.Retired <= x.options.Now().UTC().Format("2006-01-02"))
}

// reaches reports whether a model is served under the path of the request.
func (x *exchange) reaches(m *provider.Model) bool {
	if m.Base == "" {
		return true
	}
	return slices.ContainsFunc(x.target.BaseURLs, func(u provider.BaseURL) bool {
		return u.ID == m.Base && strings.HasPrefix(x.r.URL.Path, pathOf(u.URL)+"/")
	})
}

// known reports whether a model that is not listed can be had all the same: where the models are the user's to name,
// where the entry names it as a target, and where the entry lists none.
func (x *exchange) known(id string) bool {
	p := x.target.Provider
	if p.Serving != nil || len(p.Models) == 0 && len(p.Tiers) == 0 && len(p.Mapping) == 0 {
		return true
	}
	for _, to := range p.Tiers {
		if to == id {
			return true
		}
	}
	return slices.ContainsFunc(p.Mapping, func(m provider.Mapping) bool {
		return m.To == id || m.Vision == id || slices.Contains(m.Alternates, id)
	})
}

// models answers GET /models and GET /models/ID.
func (x *exchange) models() *refusal {
	var list []any
	for _, m := range x.target.Provider.Models {
		if !x.retired(&m) {
			list = append(list, x.card(m.ID))
		}
	}
	for _, e := range x.target.Embed {
		if !e.Foreign {
			list = append(list, x.card(e.ID))
		}
	}
	if x.rest == "" {
		return x.reply(map[string]any{"object": "list", "data": append([]any{}, list...)})
	}
	for _, card := range list {
		if card.(map[string]any)["id"] == x.rest {
			return x.reply(card)
		}
	}
	x.record.Model = x.masked(x.rest)
	return x.unavailable(x.rest, nil, "chat")
}

// card describes a model as OpenAI does.
func (x *exchange) card(id string) map[string]any {
	return map[string]any{"id": id, "object": "model", "created": epoch, "owned_by": x.target.ID}
}
