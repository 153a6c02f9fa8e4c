package finding

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
)

func TestMask(t *testing.T) {
	for _, tt := range []struct {
		in     string
		secret bool
	}{
		{"OPENAI_API_KEY=sk-proj-abcdefghijklmnop0123456789", true},
		{"key = 'sk-abcdefghijklmnopqrstuvwxyz012345'", true},
		{"ZAI_API_KEY=0123456789abcdef0123456789abcdef.AbCdEfGhIjKlMnOp", true},
		{"Bearer bce-v3/ALTAK-abcdefghijklmn/0123456789", true},
		{"sk-xxxxxxxxxxxxxxxxxxxxxxxx", false},
		{"sk-your-key-goes-here-please", false},
		{"sk-test", false},
		{"task-abcdefghijklmnopqrstuvwxyz", false},
		{"OPENAI_API_KEY=", false},
	} {
		if got := IsSecret(tt.in); got != tt.secret {
			t.Errorf("IsSecret(%q) = %v", tt.in, got)
		}
		masked := Mask(tt.in)
		if IsSecret(masked) || !tt.secret && masked != tt.in {
			t.Errorf("Mask(%q) = %q", tt.in, masked)
		}
	}
}

func TestKeyMatches(t *testing.T) {
	k := func(scope string) Key { return Key{Kind: KeyReads, Scope: scope, Name: "K"} }
	for _, tt := range []struct {
		a, b string
		want bool
	}{{".", "a", true}, {"a/b", "a", true}, {"a", "a", true}, {"a", "b", false}, {"a", "ab", false}} {
		if got := k(tt.a).Matches(k(tt.b)); got != tt.want || k(tt.b).Matches(k(tt.a)) != got {
			t.Errorf("%s and %s: %v", tt.a, tt.b, got)
		}
	}
	if k(".").Matches(Key{Kind: KeySets, Scope: ".", Name: "K"}) {
		t.Error("different kinds match")
	}
}

func sample(text string, at int) Finding {
	f := source.FromMap(map[string][]byte{"a.py": []byte(text)}).Kept("a.py")
	return Finding{Rule: &Rule{ID: "PY001"}, Kind: Client, File: f, Span: source.Span{Start: at, End: at + 6},
		SDK: "openai-python", Symbol: "OpenAI", Confidence: Certain, Message: i18n.T("客户端", "a client")}
}

func TestFingerprintIgnoresPlaceAndLayout(t *testing.T) {
	a, b := sample("x = OpenAI()\n", 4), sample("# new line\n\nclient=OpenAI( )\n", 19)
	if a.Fingerprint() != b.Fingerprint() || a.Identity() != b.Identity() {
		t.Errorf("%s and %s differ", a.Fingerprint(), b.Fingerprint())
	}
	b.Symbol = "AsyncOpenAI"
	if a.Fingerprint() == b.Fingerprint() {
		t.Error("another class has the same fingerprint")
	}
}

func TestRecord(t *testing.T) {
	f := sample("名 = 1\n名 = OpenAI()\n", strings.Index("名 = 1\n名 = OpenAI()\n", "OpenAI"))
	got, err := json.Marshal(f.Record(i18n.ZH))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"rule":"PY001","kind":"client","language":"python","sdk":"openai-python","path":"a.py","line":2,"column":5,` +
		`"endLine":2,"endColumn":11,"symbol":"OpenAI","capability":null,"model":null,"confidence":"certain","fixable":false,` +
		`"message":"客户端","fingerprint":"` + f.Fingerprint() + `"}`
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
