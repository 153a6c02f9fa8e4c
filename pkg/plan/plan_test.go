package plan

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
)

var rule = &finding.Rule{ID: "T001", Slug: "test"}

// site is a finding whose text is the n-th word of a file "w0 w1 w2 …", with one fix that upper-cases it.
func site(f *source.File, n int, fix finding.Fix) finding.Finding {
	words := strings.Fields(string(f.Data))
	at := bytes.Index(f.Data, []byte(words[n]))
	span := source.Span{Start: at, End: at + len(words[n])}
	if fix.Edits == nil {
		fix.Edits = []finding.Edit{{File: f, Edit: edit.Edit{Start: span.Start, End: span.End, New: strings.ToUpper(words[n])}}}
	}
	if fix.Confidence == "" {
		fix.Confidence = finding.Certain
	}
	fix.Title = i18n.T("改", "change "+words[n])
	return finding.Finding{Rule: rule, File: f, Span: span, Symbol: words[n], Fixes: []finding.Fix{fix}}
}

func tree(files map[string]string) *source.Tree {
	raw := map[string][]byte{}
	for p, s := range files {
		raw[p] = []byte(s)
	}
	return source.FromMap(raw)
}

func titles(p *Plan) string {
	var out []string
	for _, c := range p.Changes {
		out = append(out, strings.TrimPrefix(c.Title, "change "))
	}
	return strings.Join(out, " ")
}

func key(kind finding.KeyKind, scope, name string) []finding.Key {
	return []finding.Key{{Kind: kind, Scope: scope, Name: name}}
}

func TestRequiresFollowKeys(t *testing.T) {
	f := tree(map[string]string{"a.txt": "client model env lonely"}).Kept("a.txt")
	p := New("x", []finding.Finding{
		site(f, 0, finding.Fix{Provides: append(key(finding.KeyClient, ".", "c"), key(finding.KeyReads, "svc", "KEY")...), Requires: key(finding.KeyModel, ".", "c")}),
		site(f, 1, finding.Fix{Provides: key(finding.KeyModel, ".", "c"), Requires: key(finding.KeyClient, ".", "c")}),
		site(f, 2, finding.Fix{Follows: key(finding.KeyReads, ".", "KEY")}),
		site(f, 3, finding.Fix{Follows: key(finding.KeyReads, ".", "OTHER")}),
	}, i18n.EN)
	if got := titles(p); got != "client model env" {
		t.Fatalf("changes: %s; what follows nothing must go", got)
	}
	client, model, env := p.Changes[0], p.Changes[1], p.Changes[2]
	for _, c := range []struct {
		change *Change
		want   []string
	}{{client, []string{model.ID}}, {model, []string{client.ID}}, {env, []string{client.ID}}} {
		if !slices.Equal(c.change.Requires, c.want) {
			t.Errorf("%s requires %v, want %v", c.change.Title, c.change.Requires, c.want)
		}
	}
	if got := len(p.Decide(env.ID, Accepted)); got != 3 {
		t.Errorf("accepting env accepted %d changes, want 3", got)
	}
	if got := len(p.Decide(model.ID, Skipped)); got != 3 {
		t.Errorf("skipping model skipped %d changes, want 3: the client needs it, env follows the client", got)
	}
}

func TestScopesSeparateNeighbours(t *testing.T) {
	f := tree(map[string]string{"a.txt": "reader env"}).Kept("a.txt")
	p := New("x", []finding.Finding{
		site(f, 0, finding.Fix{Provides: key(finding.KeyReads, "a", "KEY")}),
		site(f, 1, finding.Fix{Follows: key(finding.KeyReads, "b", "KEY")}),
	}, i18n.EN)
	if got := titles(p); got != "reader" {
		t.Errorf("got %s: service b follows a reader in service a", got)
	}
}

func TestUnlessTakesTheNextFix(t *testing.T) {
	f := tree(map[string]string{"a.txt": "env reader"}).Kept("a.txt")
	env := site(f, 0, finding.Fix{Unless: key(finding.KeyReads, ".", "KEY")})
	second := env.Fixes[0]
	second.Unless = nil
	second.Title = i18n.T("加", "change add")
	env.Fixes = append(env.Fixes, second)
	reader := site(f, 1, finding.Fix{})
	reader.Fixes = nil
	if got := titles(New("x", []finding.Finding{env, reader}, i18n.EN)); got != "env" {
		t.Errorf("nothing held: got %q", got)
	}
	reader.Holds = key(finding.KeyReads, ".", "KEY")
	if got := titles(New("x", []finding.Finding{env, reader}, i18n.EN)); got != "add" {
		t.Errorf("held: got %q, want the second fix", got)
	}
}

// Of two clients that read a key, one collides with a surer change and goes: the variable follows the other.
func TestFollowersStayWithWhatIsLeft(t *testing.T) {
	f := tree(map[string]string{"a.txt": "first second env surer"}).Kept("a.txt")
	reads := key(finding.KeyReads, ".", "KEY")
	surer := site(f, 3, finding.Fix{Edits: []finding.Edit{{File: f, Edit: edit.Edit{Start: 0, End: 3, New: "x"}}}})
	p := New("x", []finding.Finding{
		site(f, 0, finding.Fix{Provides: reads, Confidence: finding.Likely}),
		site(f, 1, finding.Fix{Provides: reads}),
		site(f, 2, finding.Fix{Follows: reads}),
		surer,
	}, i18n.EN)
	if got := titles(p); got != "surer second env" {
		t.Errorf("changes: %s", got)
	}
}

// A model does not change when the client that sends it was to move, and nothing is left of the ways to move it; what nobody
// had a fix for needs none.
func TestWhatIsRequiredAndFallsTakesItsLike(t *testing.T) {
	f := tree(map[string]string{"a.txt": "client model holder"}).Kept("a.txt")
	client := site(f, 0, finding.Fix{Provides: key(finding.KeyClient, ".", "c"), Unless: key(finding.KeyReads, ".", "KEY")})
	model := site(f, 1, finding.Fix{Requires: append(key(finding.KeyClient, ".", "c"), key(finding.KeySets, ".", "NOBODY")...)})
	holder := site(f, 2, finding.Fix{})
	if got := titles(New("x", []finding.Finding{client, model, holder}, i18n.EN)); got != "client model holder" {
		t.Errorf("nothing held: %s", got)
	}
	holder.Holds = key(finding.KeyReads, ".", "KEY")
	if got := titles(New("x", []finding.Finding{client, model, holder}, i18n.EN)); got != "holder" {
		t.Errorf("held: %s", got)
	}
}

func TestConflictsDropTheLessSure(t *testing.T) {
	f := tree(map[string]string{"a.txt": "one two three"}).Kept("a.txt")
	all := finding.Fix{Confidence: finding.Likely, Edits: []finding.Edit{{File: f, Edit: edit.Edit{Start: 0, End: 7, New: "x"}}}, Provides: key(finding.KeyModel, ".", "m")}
	p := New("x", []finding.Finding{
		site(f, 0, all),
		site(f, 1, finding.Fix{}),
		site(f, 2, finding.Fix{Requires: key(finding.KeyModel, ".", "m")}),
	}, i18n.EN)
	if got := titles(p); got != "two" || len(p.Dropped) != 2 {
		t.Errorf("changes %q, %d dropped; want only the certain one, and the dependent gone with the dropped one", got, len(p.Dropped))
	}
}

func TestAcceptTakesWholeSets(t *testing.T) {
	f := tree(map[string]string{"a.txt": "sure unsure alone"}).Kept("a.txt")
	p := New("x", []finding.Finding{
		site(f, 0, finding.Fix{Requires: key(finding.KeyModel, ".", "m")}),
		site(f, 1, finding.Fix{Confidence: finding.Likely, Provides: key(finding.KeyModel, ".", "m")}),
		site(f, 2, finding.Fix{}),
	}, i18n.EN)
	p.Accept(finding.Certain)
	if got := p.Count(Accepted); got != 1 {
		t.Errorf("certain: %d accepted, want 1: a set with an unsure member waits", got)
	}
	p.Accept(finding.Likely)
	if got := p.Count(Accepted); got != 3 {
		t.Errorf("likely: %d accepted, want 3", got)
	}
}

func TestEditsAreInTheFilesBytes(t *testing.T) {
	raw := append([]byte{0xEF, 0xBB, 0xBF}, "名字 gpt\r\n"...)
	tr := source.FromMap(map[string][]byte{"a.txt": raw})
	f := tr.Kept("a.txt")
	at := bytes.Index(f.Data, []byte("gpt"))
	p := New("x", []finding.Finding{{Rule: rule, File: f, Span: source.Span{Start: at, End: at + 3}, Fixes: []finding.Fix{{
		Confidence: finding.Certain, Edits: []finding.Edit{{File: f, Edit: edit.Edit{Start: at, End: at + 3, New: "智谱"}}},
	}}}}, i18n.ZH)
	edits, err := p.Edits(f, nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := edit.Apply(raw, edits)
	if want := "\xEF\xBB\xBF名字 智谱\r\n"; err != nil || string(got) != want {
		t.Errorf("got %q, %v; want %q", got, err, want)
	}
}

func TestIDsAreStable(t *testing.T) {
	id := func(text string) []string {
		f := tree(map[string]string{"a.txt": text}).Kept("a.txt")
		words := strings.Fields(text)
		i := slices.Index(words, "same")
		p := New("x", []finding.Finding{site(f, i, finding.Fix{}), site(f, i, finding.Fix{})}, i18n.EN)
		return []string{p.Changes[0].ID, p.Changes[1].ID}
	}
	a, b := id("same tail"), id("one new line\n same tail")
	if !slices.Equal(a, b) || a[0] == a[1] {
		t.Errorf("ids %v and %v: want them equal under an unrelated edit, and different within a plan", a, b)
	}
}

func TestEncodeDecode(t *testing.T) {
	f := tree(map[string]string{"a.txt": "one <two>"}).Kept("a.txt")
	p := New("zhipu", []finding.Finding{site(f, 1, finding.Fix{})}, i18n.EN)
	var b bytes.Buffer
	if err := p.Encode(&b); err != nil {
		t.Fatal(err)
	}
	q, err := Decode(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	var again bytes.Buffer
	if err := q.Encode(&again); err != nil || again.String() != b.String() {
		t.Errorf("decode and encode changed the plan: %v\n%s", err, again.String())
	}
	for _, tt := range []struct{ old, new, want string }{
		{`"migrate.plan/1"`, `"migrate.plan/9"`, "schema"},
		{`"start": 4`, `"start": -4`, "range"},
		{`"pending"`, `"maybe"`, "decision"},
		{`"requires": []`, `"requires": ["c-0"]`, "not in the plan"},
		{`"base": {`, `"bass": {}, "base": {`, "bass"},
		{`"a.txt": "sha256`, `"b.txt": "sha256`, "no hash"},
	} {
		_, err := Decode(strings.NewReader(strings.Replace(b.String(), tt.old, tt.new, 1)))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want an error that names %q", tt.new, err, tt.want)
		}
	}
}

func TestResolveKeepsWhatAPlanWouldTake(t *testing.T) {
	f := tree(map[string]string{"a.txt": "env"}).Kept("a.txt")
	found := Resolve([]finding.Finding{site(f, 0, finding.Fix{Follows: key(finding.KeyReads, ".", "KEY")})})
	if found[0].Fixable() {
		t.Error("a fix that follows nothing is promised")
	}
	open := site(f, 0, finding.Fix{Follows: key(finding.KeyReads, ".", "KEY")})
	open.Message, open.Otherwise = i18n.T("看见", "seen"), i18n.T("请手工修改", "change it by hand")
	if found = Resolve([]finding.Finding{open}); found[0].Confidence != finding.Manual || found[0].Message.EN != "seen; change it by hand" {
		t.Errorf("what a person must do is not said: %s %s", found[0].Confidence, found[0].Message.EN)
	}
}

// TestRefusedChangesNothing keeps a part of the tree out of the plan that a finding speaks for.
func TestRefusedChangesNothing(t *testing.T) {
	tr := tree(map[string]string{"gateway/a.txt": "relay", "app/b.txt": "client"})
	gateway := site(tr.Kept("gateway/a.txt"), 0, finding.Fix{})
	refusal := gateway
	refusal.Fixes, refusal.Holds = nil, key(finding.KeyRefuses, "gateway", "gateway")
	found := []finding.Finding{gateway, site(tr.Kept("app/b.txt"), 0, finding.Fix{}), refusal}
	if got := titles(New("x", found, i18n.EN)); got != "client" {
		t.Errorf("got %q, want the client of the application only", got)
	}
}

// TestGivenRequiresNothing takes a fix that is given by another only beside it, and accepts it alone.
func TestGivenRequiresNothing(t *testing.T) {
	f := tree(map[string]string{"a.txt": "reader add lonely"}).Kept("a.txt")
	p := New("x", []finding.Finding{
		site(f, 0, finding.Fix{Provides: key(finding.KeyReads, ".", "KEY")}),
		site(f, 1, finding.Fix{Given: key(finding.KeyReads, ".", "KEY")}),
		site(f, 2, finding.Fix{Given: key(finding.KeyReads, ".", "OTHER")}),
	}, i18n.EN)
	if got := titles(p); got != "reader add" {
		t.Fatalf("got %q, want what is given only", got)
	}
	if got := p.Decide(p.Changes[1].ID, Accepted); len(got) != 1 {
		t.Errorf("accepting it accepted %v", got)
	}
}
