package verify

import (
	"fmt"
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
)

// TestSweep: what plain text shows, by file and line.
func TestSweep(t *testing.T) {
	for _, c := range []struct{ path, text, want string }{
		{"deploy/egress.yaml", "spec:\n  egress:\n  - toFQDNs:\n    - matchName: api.openai.com\n", "4 api.openai.com allow-list reaches"},
		{"next.config.js", "const csp = \"connect-src 'self' https://api.openai.com\"\n", "1 api.openai.com allow-list reaches"},
		{"manifest.json", `{"host_permissions": ["https://api.openai.com/*"]}`, "1 api.openai.com allow-list reaches"},
		{"squid.conf", "acl ai dstdomain api.openai.com\n", "1 api.openai.com allow-list reaches"},
		{"nginx.conf", "# https://api.openai.com\nproxy_pass https://api.openai.com;\n", "1 api.openai.com doc|2 api.openai.com allow-list reaches"},
		{"main.tf", "url = \"https://acme.openai.azure.com/\"\n", "1 acme.openai.azure.com manual reaches"},
		{"app.rb", "uri = URI('https://eu.api.openai.com/v1')\n", "1 eu.api.openai.com manual reaches"},
		{"k8s.yaml", "env:\n- name: OPENAI_API_KEY\n", "2 OPENAI_API_KEY setting reaches"},
		{"k8s.yaml", "env:\n- name: OPENAI_ORG_ID\n", "2 OPENAI_ORG_ID setting"},
		{"k8s.yaml", "env:\n- name: ZAI_API_KEY\n- name: OPENAI_BASE_URL\n  value: x\n", "3 OPENAI_BASE_URL setting"},
		{"k8s.yaml", "OPENAI_BASE_URL: https://open.bigmodel.cn/api/paas/v4\n", ""},
		{"README.md", "set OPENAI_API_KEY, or ask https://api.openai.com\n", "1 api.openai.com doc"},
		{"tests/test_a.py", "URL = 'https://api.openai.com'\n", "1 api.openai.com test"},
		{"a.py", "import openai\nfrom agents import set_tracing_export_api_key\n", "2 set_tracing_export_api_key manual reaches"},
		{"a.py", "x = 'openai'\n", ""},
		{"a.py", "# api.openai.com\n", "1 api.openai.com doc"},
	} {
		v := &verifier{Subject: migrated(t, "zhipu", map[string]string{c.path: c.text}), result: &Result{}}
		f := v.Scan.Tree.Kept(c.path)
		if f == nil {
			if c.want != "" {
				t.Errorf("%s was not read", c.path)
			}
			continue
		}
		var got []string
		for _, l := range v.sweep(f, nil) {
			s := fmt.Sprintf("%d %s %s", l.Line, l.What, l.Reason)
			if l.Reaches {
				s += " reaches"
			}
			got = append(got, s)
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s %q:\n got %q\nwant %q", c.path, c.text, s, c.want)
		}
	}
}

// TestFindings: what a scan found, sorted out.
func TestFindings(t *testing.T) {
	rule := &finding.Rule{ID: "PY001"}
	fix := []finding.Fix{{Confidence: finding.Likely}}
	for _, c := range []struct {
		path string
		f    finding.Finding
		want string
	}{
		{"a.py", finding.Finding{Kind: finding.Client, Reaches: true, Fixes: fix}, "open reaches"},
		{"a.py", finding.Finding{Kind: finding.Client, Reaches: true, Confidence: finding.Manual}, "manual reaches"},
		{"a.py", finding.Finding{Kind: finding.Client}, ""},
		{"a.py", finding.Finding{Kind: finding.Import, Reaches: true}, ""},
		{"a.py", finding.Finding{Kind: finding.Model, Confidence: finding.Manual}, "manual"},
		{"a.py", finding.Finding{Kind: finding.Env, Symbol: "OPENAI_API_KEY"}, "name"},
		{"tests/a.py", finding.Finding{Kind: finding.Client, Reaches: true, Fixes: fix}, "test"},
		{"vendor/a.py", finding.Finding{Kind: finding.Client, Reaches: true}, "vendored reaches"},
	} {
		s := migrated(t, "zhipu", map[string]string{c.path: "import openai\n"})
		f := s.Scan.Tree.Kept(c.path)
		if f == nil {
			f, _ = source.NewFile(c.path, []byte("import openai\n"))
			f.Mark = source.Vendored
		}
		c.f.File, c.f.Rule, c.f.Message = f, rule, i18n.T("x", "x")
		got := ""
		if l, ok := (&verifier{Subject: s}).fromFinding(&c.f); ok {
			got = string(l.Reason)
			if l.Reaches {
				got += " reaches"
			}
		}
		if got != c.want {
			t.Errorf("%s %+v: %q, want %q", c.path, c.f.Kind, got, c.want)
		}
	}
}

// TestTracing: openai-agents tells OpenAI everything unless it is told not to.
func TestTracing(t *testing.T) {
	for _, c := range []struct {
		name  string
		files map[string]string
		want  int
	}{
		{"on", map[string]string{"requirements.txt": "openai-agents\n", "a.py": "from agents import Agent\n"}, 1},
		{"off", map[string]string{"requirements.txt": "openai-agents\n", "a.py": "from agents import Agent, set_tracing_disabled\nset_tracing_disabled(True)\n"}, 0},
		{"off by variable", map[string]string{"requirements.txt": "openai-agents\n", "a.py": "from agents import Agent\n", ".env": "OPENAI_AGENTS_DISABLE_TRACING=1\n"}, 0},
		{"a package of one's own", map[string]string{"a.py": "from agents import Agent\n"}, 0},
	} {
		v := &verifier{Subject: migrated(t, "zhipu", c.files), result: &Result{}}
		if got := v.traces(); len(got) != c.want {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

// TestAddresses: without running anything, a base address with OpenAI's version path, or with none.
func TestAddresses(t *testing.T) {
	for _, c := range []struct {
		path, text string
		want       string
	}{
		{"a.py", `c = OpenAI(base_url="https://open.bigmodel.cn/api/paas/v4/")  # openai`, "1"},
		{"a.py", `c = OpenAI(base_url="https://open.bigmodel.cn/v1")  # openai`, "0 https://open.bigmodel.cn/v1"},
		{"a.py", `c = OpenAI(base_url="https://open.bigmodel.cn")  # openai`, "0 https://open.bigmodel.cn"},
		{"a.py", `url = "https://open.bigmodel.cn/usercenter/apikeys"  # base_url openai`, "0"},
		{"a.py", `url = "https://open.bigmodel.cn"  # openai`, "0"},
		{".env", "OPENAI_BASE_URL=https://open.bigmodel.cn/v1", "0 https://open.bigmodel.cn/v1"},
		{"csp.js", `const csp = "connect-src https://open.bigmodel.cn" // openai base_url`, "0"},
	} {
		v := &verifier{Subject: migrated(t, "zhipu", map[string]string{c.path: c.text + "\n"}), result: &Result{}}
		good, bad := v.addressesIn(v.Scan.Tree.Kept(c.path))
		got := fmt.Sprint(good)
		for _, a := range bad {
			got += " " + a.text
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

// A wrong address is charged to the change that wrote it.
func TestAddressCulprit(t *testing.T) {
	line := "base_url = \"https://api.openai.com/v1\"\n"
	s := migrated(t, "zhipu", map[string]string{"a.py": line, "b.py": line}, []replace{
		{"a", "a.py", "https://api.openai.com/v1", "https://open.bigmodel.cn/api/paas/v4", nil},
		{"b", "b.py", "https://api.openai.com/v1", "https://open.bigmodel.cn/v1", nil},
	})
	c := checkOf(t, verified(t, s, options(t, s)), CheckAddresses)
	if c.Status != Failed || guilty(c) != "b" || c.Problems[0].Path != "b.py" {
		t.Errorf("%+v", c)
	}
}
