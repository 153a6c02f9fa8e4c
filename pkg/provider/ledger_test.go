package provider

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// ledger collects the figures of one provider, a line each: provider | kind | name | figure | ids of the sources.
type ledger struct {
	p     *Provider
	lines []string
}

func figures(p *Provider) []string {
	l := &ledger{p: p}
	l.addresses()
	l.endpoints()
	l.params()
	l.models()
	l.embeddings()
	l.mapping()
	l.response()
	for _, ref := range p.Refs {
		l.lines = append(l.lines, strings.Join([]string{p.ID, "source", ref.ID, ref.Verified, ref.URL}, " | "))
	}
	return l.lines
}

// add enters a figure. Sources are named by their ids; a "?" after them marks what is unconfirmed.
func (l *ledger) add(kind, name string, v Verdict, figure ...string) {
	var ids []string
	for _, s := range v.Sources {
		ids = append(ids, l.id(s))
	}
	cite := strings.Join(ids, " ")
	if v.Unconfirmed {
		cite += " ?"
	}
	figure = slices.DeleteFunc(figure, func(s string) bool { return s == "" })
	l.lines = append(l.lines, strings.Join([]string{l.p.ID, kind, name, strings.Join(figure, " "), cite}, " | "))
}

// id finds a source's id again. Where two ids share address and date, the figures name the first.
func (l *ledger) id(s Source) string {
	for _, ref := range l.p.Refs {
		if ref.URL == s.URL && ref.Verified == s.Verified {
			return ref.ID
		}
	}
	return "none"
}

func (l *ledger) addresses() {
	for _, u := range l.p.BaseURLs {
		mark := ""
		switch {
		case u.Default:
			mark = "default"
		case u.Foreign:
			mark = "foreign"
		}
		l.add("address", u.ID, u.Verdict, u.URL, mark)
	}
	names := slices.Concat(l.p.KeyEnvs, l.p.URLEnvs)
	for _, seen := range l.p.EnvSeen {
		names = append(names, seen...)
	}
	names = slices.DeleteFunc(names, func(name string) bool { return name == l.p.KeyEnv })
	slices.Sort(names)
	l.add("env", l.p.KeyEnv, Verdict{}, slices.Compact(names)...)
	if k := l.p.KeysPage; k.URL != "" {
		l.add("keys", "page", k.Verdict, k.URL)
	}
}

func (l *ledger) endpoints() {
	for _, name := range slices.Sorted(maps.Keys(l.p.Endpoints)) {
		e := l.p.Endpoints[name]
		at := ""
		if e.Base != "" {
			at = "at " + e.Base
		}
		l.add("endpoint", name, e.Verdict, string(e.Support), e.Path, at)
	}
}

func (l *ledger) params() {
	for _, name := range slices.Sorted(maps.Keys(l.p.Params)) {
		x := l.p.Params[name]
		l.add("param", name, x.Verdict, string(x.Support), limits(x.Min, x.Max, x.Values, x.Refused, x.MaxItems, x.Fixed, x.Risky...),
			labelled("rename", x.Rename), labelled("prefer", x.Prefer), labelled("default", x.Default))
		for i, c := range x.Cases {
			l.add("case", fmt.Sprintf("%s/%d", name, i), Verdict{}, strings.Join(c.Models, ","), labelled("thinking", c.Thinking),
				string(c.Support), limits(c.Min, c.Max, c.Values, c.Refused, 0, c.Fixed))
		}
	}
	for _, x := range l.p.Extra {
		l.add("extra", x.Name, x.Verdict, x.Shape)
	}
}

// limits writes what is accepted: an interval, a list, a number of items, one value.
func limits(lo, hi *Bound, values, refused []string, items int, fixed any, risky ...float64) string {
	var out []string
	if lo != nil || hi != nil {
		text := "(.."
		if lo != nil {
			text = map[bool]string{false: "[", true: "("}[lo.Exclusive] + number(lo.Value) + ".."
		}
		if hi != nil {
			text += number(hi.Value) + map[bool]string{false: "]", true: ")"}[hi.Exclusive]
		} else {
			text += ")"
		}
		out = append(out, text)
	}
	if len(values) > 0 {
		out = append(out, "only "+strings.Join(values, ","))
	}
	if len(refused) > 0 {
		out = append(out, "not "+strings.Join(refused, ","))
	}
	if items > 0 {
		out = append(out, fmt.Sprintf("at most %d", items))
	}
	if fixed != nil {
		out = append(out, fmt.Sprintf("fixed %v", fixed))
	}
	for _, n := range risky {
		out = append(out, "risky "+number(n))
	}
	return strings.Join(out, " ")
}

func number(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func labelled(label, s string) string {
	if s == "" {
		return ""
	}
	return label + "=" + s
}

func size(label string, n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%s=%d", label, n)
}

func truth(label string, b *bool) string {
	if b == nil {
		return ""
	}
	return fmt.Sprintf("%s=%v", label, *b)
}

func mark(label string, on bool) string {
	if !on {
		return ""
	}
	return label
}

func (l *ledger) models() {
	for _, m := range l.p.Models {
		kind := m.Kind
		if kind == "chat" {
			kind = ""
		}
		l.add("model", m.ID, m.Verdict, kind, size("context", m.Context), size("input", m.Input), size("output", m.Output),
			truth("vision", m.Vision), truth("tools", m.Tools), labelled("json", m.JSONMode), labelled("thinking", string(m.Thinking)),
			labelled("at", m.Base), labelled("released", m.Released), mark("preview", m.Preview), mark("legacy", m.Legacy),
			labelled("retired", m.Retired), labelled("replacement", m.Replacement), labelled("alias", m.AliasOf),
			labelled("doubtful", strings.Join(m.Doubtful, ",")))
		for _, x := range m.Prices {
			l.price(m.ID, x, m.Verdict)
		}
	}
	if g := l.p.Gone; g != nil {
		l.add("gone", "models", g.Verdict, g.IDs...)
	}
}

func (l *ledger) price(id string, x Price, v Verdict) {
	l.add("price", id, v, priced(x), size("upto", x.UpTo), x.When, mark("reseller", x.Reseller))
}

func priced(x Price) string {
	text := x.Currency + " " + number(x.In) + "/" + number(x.Out)
	if x.Cached != nil {
		text += " cached=" + number(*x.Cached)
	}
	return text
}

func (l *ledger) embeddings() {
	for _, m := range l.p.Embed {
		var allowed []string
		for _, n := range m.Allowed {
			allowed = append(allowed, strconv.Itoa(n))
		}
		l.add("embedding", m.ID, m.Verdict, size("dimensions", m.Dimensions), labelled("allowed", strings.Join(allowed, ",")),
			size("batch", m.MaxBatch), size("tokens", m.MaxTokens), size("chars", m.MaxChars), mark("foreign", m.Foreign),
			labelled("doubtful", strings.Join(m.Doubtful, ",")))
		if m.Price != nil {
			l.price(m.ID, *m.Price, m.Verdict)
		}
	}
}

func (l *ledger) mapping() {
	for _, m := range l.p.Mapping {
		set := ""
		for _, k := range slices.Sorted(maps.Keys(m.Set)) {
			set = fmt.Sprintf("set %s=%v", k, m.Set[k])
		}
		to := m.To
		if to == "" {
			to = "-"
		}
		l.add("mapping", m.From, m.Verdict, to, labelled("vision", m.Vision), labelled("or", strings.Join(m.Alternates, ",")),
			size("dimensions", m.Dimensions), set)
	}
	if v := l.p.Vendor; v != nil {
		for _, from := range slices.Sorted(maps.Keys(v.Models)) {
			l.add("vendor", from, v.Verdict, v.Models[from])
		}
	}
}

func (l *ledger) response() {
	r := l.p.Response
	if r == nil {
		return
	}
	if len(r.Finish)+len(r.FinishDoubted) > 0 {
		l.add("response", "finish", r.Verdict, strings.Join(r.Finish, " "), labelled("doubtful", strings.Join(r.FinishDoubted, ",")))
	}
	for _, e := range r.Errors {
		l.add("response", "error "+e.Code, r.Verdict, size("http", e.HTTP), e.Meaning)
	}
}
