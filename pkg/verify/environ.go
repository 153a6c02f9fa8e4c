package verify

import (
	"bytes"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/scratch"
)

// maxRewrite is the size of a file above which it is not looked at for addresses.
const maxRewrite = 4 << 20

// detour leads a program to the stand-ins: in its copy of the tree every origin of the provider and of OpenAI is replaced
// by that of a stand-in, with the path behind it as it was, so that a wrong path stays wrong; and the environment does the
// same for the addresses that SDKs know by heart or read from variables.
type detour struct {
	target *provider.Target
	stand  *stand
	knobs  map[string]string // variables that hold the provider's address in the tree -> the address, with the stand-in's origin
}

func newDetour(t *provider.Target, s *stand) *detour {
	return &detour{target: t, stand: s, knobs: map[string]string{}}
}

// origins returns scheme and host of the target's addresses.
func origins(t *provider.Target) []string {
	urls := []string{t.BaseURL}
	for _, u := range t.BaseURLs {
		if !u.Templated {
			urls = append(urls, u.URL)
		}
	}
	var out []string
	for _, raw := range urls {
		if u, err := url.Parse(raw); err == nil && u.Host != "" && !slices.Contains(out, u.Scheme+"://"+u.Host) {
			out = append(out, u.Scheme+"://"+u.Host)
		}
	}
	return out
}

// lay rewrites a copy of the tree.
func (d *detour) lay(c *scratch.Copy) error {
	return c.Rewrite(maxRewrite, func(_ string, data []byte) []byte {
		out := d.lead(data)
		if bytes.Equal(out, data) {
			return nil
		}
		for line := range bytes.Lines(out) {
			d.note(string(line))
		}
		return out
	})
}

// lead replaces the origins in a text.
func (d *detour) lead(text []byte) []byte {
	for _, o := range origins(d.target) {
		text = bytes.ReplaceAll(text, []byte(o), []byte(d.stand.provider))
	}
	return bytes.ReplaceAll(text, []byte("https://api.openai.com"), []byte(d.stand.openai))
}

// knob matches the name of a variable for an address.
var knob = regexp.MustCompile(`\b[A-Z][A-Z0-9_]*(?:URL|BASE|ENDPOINT|HOST)\b`)

// note takes down the variable that a line of the tree sets to the provider's address, or reads with it as the default.
//
//	Have: os.environ.get("ZAI_BASE_URL", "http://127.0.0.1:1/api/paas/v4/") -> ZAI_BASE_URL
func (d *detour) note(line string) {
	_, rest, ok := strings.Cut(line, d.stand.provider)
	if !ok {
		return
	}
	end := strings.IndexAny(rest, "\"'`) \t\r\n,;}]>")
	if end < 0 {
		end = len(rest)
	}
	for _, name := range knob.FindAllString(line, -1) {
		d.knobs[name] = d.stand.provider + rest[:end]
	}
}

// environ is the environment of the program: that of the user, with the keys and addresses replaced.
func (d *detour) environ(dir string, users []string) []string {
	env := map[string]string{}
	for _, kv := range users {
		name, value, _ := strings.Cut(kv, "=")
		env[name] = string(d.lead([]byte(value)))
	}
	base, v1 := d.stand.provider+basePath(d.target.BaseURL), d.stand.openai+"/v1"
	for _, name := range []string{"OPENAI_API_KEY", "AZURE_OPENAI_API_KEY"} {
		env[name] = openaiKey
	}
	for _, name := range []string{"OPENAI_BASE_URL", "OPENAI_API_BASE"} {
		env[name] = v1
	}
	for _, name := range append([]string{d.target.KeyEnv}, d.target.KeyEnvs...) {
		if name != "OPENAI_API_KEY" || d.target.KeyEnv == name {
			env[name] = providerKey
		}
	}
	for name, value := range d.knobs {
		env[name] = value
	}
	for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"} {
		env[name] = d.stand.proxy
	}
	local := "127.0.0.1,localhost,::1"
	if had := env["NO_PROXY"]; had != "" {
		local += "," + had
	}
	env["NO_PROXY"], env["no_proxy"] = local, local
	env["MIGRATE_EMULATOR_URL"], env["MIGRATE_EMULATOR_KEY"] = base, providerKey
	env["PYTHONDONTWRITEBYTECODE"] = "1"
	// The project may be installed in place (pip install -e): its copy has to come first.
	env["PYTHONPATH"] = strings.Join(slices.DeleteFunc([]string{dir, dir + "/src", env["PYTHONPATH"]}, func(s string) bool { return s == "" }), ":")
	out := make([]string, 0, len(env))
	for name, value := range env {
		out = append(out, name+"="+value)
	}
	slices.Sort(out)
	return out
}
