package cost

import (
	"math"
	"os"
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/provider"
)

// corner is a provider with every shape of price, written as a team would.
const corner = `
id = "corner"
name.en = "Corner"
env.key = "CORNER_API_KEY"
base_urls = [{ url = "http://corner.local/v1" }]

[[models]]
id = "hours"
prices = [
  { currency = "USD", in = 100, out = 100 },
  { currency = "CNY", in = 1, out = 4, cached = 0.5, when = "off-peak" },
  { currency = "CNY", in = 2, out = 8, cached = 1, when = "peak" },
]

[[models]]
id = "steps"
prices = [
  { currency = "CNY", in = 7, out = 0, up_to = 32000 },
  { currency = "CNY", in = 14, out = 0, up_to = 128000 },
]

[[models]]
id = "dollars"
prices = [{ currency = "USD", in = 1, out = 2 }]

[[models]]
id = "silent"

[[mapping]]
from = "gpt-4o"
to = "hours"
[[mapping]]
from = "gpt-4o-mini"
to = "steps"
[[mapping]]
from = "gpt-4.1"
to = "dollars"
[[mapping]]
from = "gpt-4.1-mini"
to = "silent"
[[mapping]]
from = "o3"
to = ""
`

func target(t *testing.T) *provider.Target {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(dir+"/corner.toml", []byte(corner), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := provider.OpenCatalog([]string{dir})
	if err != nil {
		t.Fatal(err)
	}
	p, err := c.Lookup("corner")
	if err != nil {
		t.Fatal(err)
	}
	return provider.NewTarget(p)
}

func TestLinesAreChargedByHourLengthAndCache(t *testing.T) {
	for _, tt := range []struct {
		name  string
		usage Usage
		gap   Gap
		want  Amount
		old   float64
	}{
		{"peak", Usage{Model: "gpt-4o", Requests: 1, In: 1e6, Out: 1e6, Peak: 1}, Counted, Amount{"CNY", 10}, 12.5},
		{"half the hours", Usage{Model: "gpt-4o", Requests: 1, In: 1e6, Out: 1e6, Peak: 0.5}, Counted, Amount{"CNY", 7.5}, 12.5},
		{"half of it cached", Usage{Model: "gpt-4o", Requests: 1, In: 1e6, Cached: 5e5, Peak: 1}, Counted, Amount{"CNY", 1.5}, 1.875},
		{"a snapshot has its family's mapping and price", Usage{Model: "gpt-4o-2024-08-06", Requests: 1, In: 1e6, Peak: 1}, Counted, Amount{"CNY", 2}, 2.5},
		{"the first step", Usage{Model: "gpt-4o-mini", Requests: 1000, In: 1e6}, Counted, Amount{"CNY", 7}, 0.15},
		{"the second step", Usage{Model: "gpt-4o-mini", Requests: 10, In: 1e6}, Counted, Amount{"CNY", 14}, 0.15},
		{"longer than any step", Usage{Model: "gpt-4o-mini", Requests: 1, In: 1e6}, TooLong, Amount{}, 0},
		{"no yuan", Usage{Model: "gpt-4.1", Requests: 1, In: 1e6, Out: 1e6}, Counted, Amount{"USD", 3}, 10},
		{"no price there", Usage{Model: "gpt-4.1-mini", Requests: 1, In: 1}, NoNewPrice, Amount{}, 0},
		{"no counterpart", Usage{Model: "o3", Requests: 1, In: 1}, NoModel, Amount{}, 0},
		{"sound has no price per token", Usage{Model: "whisper-1", Requests: 1, In: 1}, NoOldPrice, Amount{}, 0},
		{"another vendor's", Usage{Model: "claude-3", Requests: 1, In: 1}, NotOpenAI, Amount{}, 0},
	} {
		l := Estimate(target(t), []Usage{tt.usage}, Assumed).Lines[0]
		if l.Gap != tt.gap || l.NewCost != tt.want || math.Abs(l.OldCost.Value-tt.old) > 1e-9 {
			t.Errorf("%s: gap %q, cost %v beside %v; want %q, %v, %v", tt.name, l.Gap, l.NewCost, l.OldCost, tt.gap, tt.want, tt.old)
		}
	}
}

func TestBillKeepsCurrenciesApart(t *testing.T) {
	b := Estimate(target(t), []Usage{
		{Model: "gpt-4o", Requests: 1, In: 1e6, Peak: 1}, {Model: "gpt-4.1", Requests: 1, In: 1e6}, {Model: "o3", Requests: 1, In: 1e6},
	}, Rate{CNYPerUSD: 8})
	if len(b.New) != 2 || b.New[0] != (Amount{"CNY", 2}) || b.New[1] != (Amount{"USD", 1}) || b.Old != (Amount{"USD", 4.5}) {
		t.Errorf("got %v beside %v", b.New, b.Old)
	}
	if want := (2.0/8 + 1) / 4.5; math.Abs(b.Ratio-want) > 1e-9 || b.Counted() != 2 {
		t.Errorf("ratio %v of %d lines, want %v of 2", b.Ratio, b.Counted(), want)
	}
	if Estimate(target(t), []Usage{{Model: "o3", Requests: 1, In: 1}}, Assumed).Known() {
		t.Error("a ratio of nothing is known")
	}
}

func TestParseProfile(t *testing.T) {
	got, err := ParseProfile("requests=2000, in=1500,out=400,cached=30%,peak=0.5,model=gpt-4o")
	want := Profile{"gpt-4o", 2000, 1500, 400, 0.3, 0.5}
	if err != nil || got != want {
		t.Errorf("got %+v, %v", got, err)
	}
	for _, bad := range []string{"", "in", "in=-1", "in=NaN", "cached=130%", "peak=2", "tokens=3", "model=llama-3"} {
		if _, err := ParseProfile(bad); err == nil {
			t.Errorf("%q is accepted", bad)
		}
	}
}

func TestSpread(t *testing.T) {
	got := Spread([]Profile{{Requests: 2, In: 10, Out: 5, Cached: 0.5, Peak: 1}, {Model: "gpt-4o", Requests: 1, In: 1}},
		[]string{"gpt-4o", "gpt-4.1", "text-embedding-3-small"})
	want := []Usage{
		{Model: "gpt-4.1", Requests: 2, In: 20, Cached: 10, Out: 10, Peak: 1},
		{Model: "text-embedding-3-small", Requests: 2, In: 20, Peak: 1},
		{Model: "gpt-4o", Requests: 1, In: 1},
	}
	if len(got) != len(want) {
		t.Fatalf("got %+v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %+v, want %+v", got[i], want[i])
		}
	}
}

func TestReadCSV(t *testing.T) {
	for name, text := range map[string]string{
		"new": "\ufeffstart_time,num_model_requests,model,batch,input_tokens,output_tokens,input_cached_tokens\n" +
			"1759622400,2,gpt-4o,False,100,10,40\n1759708800,,,,,,\n1759708800,1,gpt-4o,True,50,5,0\n1759708800,1,gpt-4.1,,7,1,\n",
		"old": "timestamp,organization_id,n_requests,operation,n_context_tokens_total,n_generated_tokens_total,model\n" +
			"1,org-x,2,completion,100,10,gpt-4o\n2,org-x,1,completion,50,5,gpt-4o\n2,org-x,1,completion,7,1,gpt-4.1\n",
	} {
		got, err := ReadCSV(name, strings.NewReader(text), 0.25)
		if err != nil || len(got) != 2 {
			t.Fatalf("%s: %v, %v", name, got, err)
		}
		g := got[1]
		if g.Model != "gpt-4o" || g.Requests != 3 || g.In != 150 || g.Out != 15 || g.Peak != 0.25 {
			t.Errorf("%s: %+v", name, g)
		}
		if name == "new" && (g.Cached != 40 || g.Batch != 1) {
			t.Errorf("%s: %+v", name, g)
		}
	}
}

func TestReadCSVSaysWhatIsWrong(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"", "u.csv: the file is empty"},
		{"model,input_tokens\n", "u.csv:1: there is no column output_tokens"},
		{"model,input_tokens,output_tokens\ngpt-4o,x,1\n", `u.csv:2: not a number`},
		{"model,input_tokens,output_tokens\ngpt-4o,\"1,1\n", "u.csv:2: not CSV"},
		{"model,input_tokens,output_tokens\n,1,1\n", "u.csv: no row names a model"},
	} {
		_, err := ReadCSV("u.csv", strings.NewReader(tt.text), 1)
		if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%q: %v, want %s", tt.text, err, tt.want)
		}
	}
}

func FuzzReadCSV(f *testing.F) {
	f.Add("model,input_tokens,output_tokens,input_cached_tokens\ngpt-4o,10,1,20\n")
	f.Fuzz(func(t *testing.T, text string) {
		list, err := ReadCSV("u.csv", strings.NewReader(text), 1)
		if (err == nil) == (len(list) == 0) {
			t.Errorf("%d usages and %v", len(list), err)
		}
		for _, u := range list {
			if u.Model == "" || u.In < 0 || u.Cached > u.In {
				t.Errorf("%+v", u)
			}
		}
	})
}
