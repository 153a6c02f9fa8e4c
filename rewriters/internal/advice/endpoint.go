package advice

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
)

// Missing says that the target has no endpoint for a request, or that nothing is known of one.
func Missing(t *provider.Target, endpoint, symbol string) i18n.Text {
	e, listed := t.Endpoints[endpoint]
	name := t.Brief()
	switch {
	case listed && e.Base != "":
		return i18n.Text{
			ZH: name.ZH + "的 " + symbol + " 在另一个地址上，需要单独的客户端",
			EN: name.EN + " serves " + symbol + " at another address: it needs a client of its own",
		}
	case !listed || e.Support == provider.Undocumented || e.Unconfirmed:
		return i18n.Text{
			ZH: "未见" + name.ZH + "提供 " + symbol + " 的资料：请人工确认或另选服务",
			EN: "nothing is known of " + symbol + " at " + name.EN + ": check by hand or choose another service",
		}
	}
	return i18n.Text{
		ZH: name.ZH + "没有与 " + symbol + " 对应的接口：请另选服务或改写",
		EN: name.EN + " has no counterpart of " + symbol + ": choose another service or rewrite it",
	}
}

// Parted says of a missing request that it is sent on by a client that does not move.
var Parted = i18n.T("在此之前仍发往 OpenAI，不随客户端迁移", "until then it goes on to OpenAI and does not move with the client")

// Split says which requests get a client of their own where another moves, and what of the first of them the target lacks.
func Split(requests, client string, lacks i18n.Text) i18n.Text {
	return i18n.Join(i18n.Tf("%[1]s 改用单独的客户端 %[2]s，仍发往 OpenAI", "%[1]s gets a client of its own, %[2]s, and goes on to OpenAI", requests, client), lacks)
}

// Unsplit says what keeps a client in place that also serves what the target lacks.
func Unsplit(requests string, lacks i18n.Text) i18n.Text {
	return i18n.Join(i18n.Tf("它还用于 %s", "it also serves %s", requests), i18n.Join(lacks,
		i18n.T("请先把这些请求分到单独的客户端，再迁移其余请求", "give these requests a client of their own first, then move the others")))
}

// Listed names requests with the place of the first of each kind.
func Listed[R any](list []R, symbol func(R) string, place func(R) string) string {
	var out, seen []string
	for _, r := range list {
		if name := symbol(r); !slices.Contains(seen, name) {
			seen = append(seen, name)
			out = append(out, name+" ("+place(r)+")")
		}
	}
	return strings.Join(out, ", ")
}

// Serving is a word for what requests are for: their one capability, or else OpenAI's name. Files go without saying where
// something works on them.
func Serving(kinds []finding.Capability) string {
	kinds = slices.Compact(slices.Sorted(slices.Values(kinds)))
	if len(kinds) > 1 {
		kinds = slices.DeleteFunc(kinds, func(kind finding.Capability) bool { return kind == finding.Files })
	}
	if len(kinds) > 1 {
		return "openai"
	}
	return string(kinds[0])
}
