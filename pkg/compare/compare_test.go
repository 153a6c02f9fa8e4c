package compare

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/cost"
	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/source"
)

const text = `client = OpenAI()
client.chat(model="gpt-4o", temperature=2)
client.chat(model="gpt-4o")
client.embed(model="text-embedding-3-small")
request = {"n": 3}
other.chat(request)
local.chat()
`

var file = source.FromMap(map[string][]byte{"a.py": []byte(text)}).Kept("a.py")

// at is a finding of the first occurrence of a text.
func at(rule, of string, f finding.Finding) finding.Finding {
	start := strings.Index(text, of)
	if start < 0 {
		panic(of)
	}
	f.Rule, f.File, f.Span = &finding.Rule{ID: rule}, file, source.Span{Start: start, End: start + len(of)}
	f.Message = i18n.T("见"+of, "see "+of)
	if f.Confidence == "" {
		f.Confidence = finding.Certain
	}
	return f
}

// inventory are findings of which none speaks against a provider.
func inventory() []finding.Finding {
	return []finding.Finding{
		at("PY001", "OpenAI()", finding.Finding{Kind: finding.Client, Client: "c", Reaches: true, Fixes: fixes("address")}),
		at("PY006", `client.chat(model="gpt-4o", temperature=2)`, finding.Finding{Kind: finding.Call, Client: "c", Capability: finding.Chat, Reaches: true}),
		at("PY006", `client.chat(model="gpt-4o")`, finding.Finding{Kind: finding.Call, Client: "c", Capability: finding.Chat, Reaches: true}),
		at("PY006", `client.embed(model="text-embedding-3-small")`, finding.Finding{Kind: finding.Call, Client: "c", Capability: finding.Embeddings, Reaches: true}),
		at("PY006", "other.chat(request)", finding.Finding{Kind: finding.Call, Capability: finding.Chat, Reaches: true}),
		at("PY006", "local.chat()", finding.Finding{Kind: finding.Call, Capability: finding.Chat}),
		at("PY007", `"gpt-4o"`, finding.Finding{Kind: finding.Model, Model: "gpt-4o", Client: "c", Capability: finding.Chat, Reaches: true, Fixes: fixes("model")}),
		at("PY007", `"text-embedding-3-small"`, finding.Finding{Kind: finding.Model, Model: "text-embedding-3-small", Client: "c", Capability: finding.Embeddings, Reaches: true, Fixes: fixes("model")}),
	}
}

func fixes(node string) []finding.Fix {
	return []finding.Fix{{Confidence: finding.Certain, Edits: []finding.Edit{{File: file, Edit: edit.Edit{New: "x", Node: node}}}}}
}

func counts(list []finding.Finding) string {
	var r Row
	r.Sites, r.Hand = sites(list)
	for i := range r.Sites {
		r.Sites[i].settle(func(Trouble) bool { return false })
		r.Count[r.Sites[i].Fate]++
	}
	return fmt.Sprintf("%d clean, %d edited, %d blocked, %d beside", r.Count[Clean], r.Count[Edited], r.Count[Blocked], len(r.Hand))
}

func TestWhatAFindingDoesToCalls(t *testing.T) {
	manual := func(f finding.Finding) finding.Finding { f.Confidence = finding.Manual; return f }
	for _, tt := range []struct {
		name string
		add  finding.Finding
		want string
	}{
		{"nothing", at("PY012", "client", finding.Finding{Kind: finding.Import}), "4 clean, 0 edited, 0 blocked, 0 beside"},
		{"a field of one call that is edited", at("PY020", "temperature=2", finding.Finding{Kind: finding.Parameter, Client: "c", Fixes: fixes("t")}), "3 clean, 1 edited, 0 blocked, 0 beside"},
		{"a field of one call that is refused", manual(at("PY021", "temperature=2", finding.Finding{Kind: finding.Parameter, Client: "c", Verdict: finding.Block})), "3 clean, 0 edited, 1 blocked, 0 beside"},
		{"a field that stays, with a remark", manual(at("PY020", "temperature=2", finding.Finding{Kind: finding.Parameter, Client: "c", Verdict: finding.Keep})), "4 clean, 0 edited, 0 blocked, 0 beside"},
		{"the client", manual(at("PY001", "client", finding.Finding{Kind: finding.Client, Client: "c"})), "1 clean, 0 edited, 3 blocked, 0 beside"},
		{"a capability of the client", manual(at("PY007", "client", finding.Finding{Kind: finding.Model, Client: "c", Capability: finding.Embeddings})), "3 clean, 0 edited, 1 blocked, 0 beside"},
		{"a request built beside the calls of its file", manual(at("GO008", `"n": 3`, finding.Finding{Kind: finding.Parameter, Capability: finding.Chat})), "1 clean, 0 edited, 3 blocked, 0 beside"},
		{"a variable", manual(at("PY011", "request", finding.Finding{Kind: finding.Env})), "4 clean, 0 edited, 0 blocked, 1 beside"},
	} {
		if got := counts(append(inventory(), tt.add)); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func candidate(t *testing.T, id string, add ...finding.Finding) Candidate {
	t.Helper()
	p, err := provider.Lookup(id)
	if err != nil {
		t.Fatal(err)
	}
	return Candidate{Target: provider.NewTarget(p), Findings: append(inventory(), add...)}
}

func options() Options {
	return Options{Rate: cost.Assumed, Usage: func(models []string) []cost.Usage { return cost.Spread(nil, models) }}
}

func TestNew(t *testing.T) {
	refused := at("PY021", "temperature=2", finding.Finding{Kind: finding.Parameter, Client: "c", Confidence: finding.Manual, Verdict: finding.Block})
	legacy := at("PY014", "request", finding.Finding{Kind: finding.Env, Confidence: finding.Manual})
	alone := at("PY015", "local", finding.Finding{Kind: finding.Endpoint, Confidence: finding.Manual})
	c := New([]Candidate{candidate(t, "deepseek", refused, legacy), candidate(t, "zhipu", legacy, alone)}, options())

	if c.Sites != 4 || strings.Join(c.Models, " ") != "gpt-4o text-embedding-3-small" {
		t.Errorf("%d sites, models %v", c.Sites, c.Models)
	}
	if len(c.Common) != 1 || c.Common[0].Rule.ID != "PY014" || c.Held != 0 {
		t.Errorf("common: %v, %d held", c.Common, c.Held)
	}
	first, second := c.Rows[0], c.Rows[1]
	if first.Target.ID != "zhipu" || first.Rank != 1 || second.Rank != 2 {
		t.Errorf("ranked %s, %s", first.Target.ID, second.Target.ID)
	}
	if got := first.Blocked(); len(got) != 1 || got[0].Rule.ID != "PY015" {
		t.Errorf("zhipu: %v", got)
	}
	if got := second.Blocked(); len(got) != 1 || got[0].Rule.ID != "PY021" {
		t.Errorf("deepseek: %v", got)
	}
	if second.Mapped() != 1 || first.Mapped() != 2 {
		t.Errorf("mapped %d and %d", first.Mapped(), second.Mapped())
	}
}

// TestScoresAddUp recomputes what the report shows.
func TestScoresAddUp(t *testing.T) {
	refused := at("PY021", "temperature=2", finding.Finding{Kind: finding.Parameter, Client: "c", Confidence: finding.Manual, Verdict: finding.Block})
	edited := at("PY020", "temperature=2", finding.Finding{Kind: finding.Parameter, Client: "c", Fixes: fixes("t")})
	c := New([]Candidate{candidate(t, "deepseek", refused), candidate(t, "zhipu", edited)}, options())
	for _, r := range c.Rows {
		want := map[string]float64{"zhipu": 50 * 3.75 / 4, "deepseek": 50 * 3.0 / 4}[r.Target.ID]
		if math.Abs(r.Score.Calls.Points-want) > 0.05 {
			t.Errorf("%s: calls %v, want %v", r.Target.ID, r.Score.Calls, want)
		}
		if want := 20 * (1 - r.Bill.Ratio) * r.Bill.Coverage(); math.Abs(r.Score.Cost.Points-want) > 0.05 {
			t.Errorf("%s: cost %v, want %v", r.Target.ID, r.Score.Cost, want)
		}
		sum := 0.0
		for _, p := range r.Score.Parts() {
			sum += p.Points
		}
		if total, of := r.Score.Total(); total != sum || of != 100 || r.Score.Confirmed > r.Score.Statements {
			t.Errorf("%s: %v of %v", r.Target.ID, total, of)
		}
	}
}

// What stands in the way at every provider is said once, and counts against none.
func TestCommonTroublesTellNothingApart(t *testing.T) {
	client := at("PY001", "client", finding.Finding{Kind: finding.Client, Client: "c", Confidence: finding.Manual})
	refused := at("PY021", "temperature=2", finding.Finding{Kind: finding.Parameter, Client: "c", Confidence: finding.Manual, Verdict: finding.Block})
	c := New([]Candidate{candidate(t, "deepseek", client, refused), candidate(t, "zhipu", client)}, options())
	if c.Held != 3 || len(c.Common) != 1 {
		t.Errorf("held %d, common %v", c.Held, c.Common)
	}
	for _, r := range c.Rows {
		if want := map[string]int{"deepseek": 1}[r.Target.ID]; r.Count[Blocked] != want {
			t.Errorf("%s: %d blocked, want %d", r.Target.ID, r.Count[Blocked], want)
		}
	}
	if alone := New([]Candidate{candidate(t, "zhipu", client)}, options()); alone.Rows[0].Count[Blocked] != 3 || alone.Held != 0 {
		t.Errorf("one provider alone: %d blocked, %d held", alone.Rows[0].Count[Blocked], alone.Held)
	}
}

// A call on a client that cannot be told is blocked where none of the clients that it may be moves.
func TestCallOfALostClient(t *testing.T) {
	stays := at("GO004", "client", finding.Finding{Kind: finding.Client, SDK: "go", Client: "1", Reaches: true, Confidence: finding.Manual})
	moves := at("GO002", "OpenAI()", finding.Finding{Kind: finding.Client, SDK: "go", Client: "2", Reaches: true, Fixes: fixes("c")})
	call := at("GO007", "local.chat()", finding.Finding{Kind: finding.Call, SDK: "go", Capability: finding.Chat, Reaches: true})
	if got := counts([]finding.Finding{stays, call}); got != "0 clean, 0 edited, 1 blocked, 0 beside" {
		t.Errorf("no client moves: %s", got)
	}
	if got := counts([]finding.Finding{stays, moves, call}); got != "1 clean, 0 edited, 0 blocked, 1 beside" {
		t.Errorf("one client moves: %s", got)
	}
}

func TestNothingFoundIsNoRanking(t *testing.T) {
	a, b := candidate(t, "deepseek"), candidate(t, "zhipu")
	a.Findings, b.Findings = nil, nil
	c := New([]Candidate{a, b}, options())
	for _, r := range c.Rows {
		if _, of := r.Score.Total(); of != 0 || r.Rank != 1 {
			t.Errorf("%s: rank %d, out of %v", r.Target.ID, r.Rank, of)
		}
	}
	if len(New(nil, options()).Rows) != 0 {
		t.Error("rows of no candidates")
	}
}
