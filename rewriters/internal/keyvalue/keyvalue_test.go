package keyvalue

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/source"
)

// samples are files of every format, with what makes them awkward: comments, anchors, quotes of all kinds, odd
// indentation, characters of several bytes. want are settings that must be found.
var samples = []struct {
	name, text string
	want       []string // NAME=VALUE
}{
	{".env.example", "# 说明\nexport OPENAI_API_KEY=\"sk-xxx\" # required\n#OPENAI_MODEL='gpt-4o'\nEMPTY=\nODD  =  a b  # c\n",
		[]string{"OPENAI_API_KEY=sk-xxx", "OPENAI_MODEL=gpt-4o", "EMPTY=", "ODD=a b"}},
	{"docker-compose.yml", `# 服务
x-common: &common
    OPENAI_MODEL:   gpt-4o   # 模型
services:
   web:
      environment:
         <<: *common
         OPENAI_BASE_URL: &url "https://api.openai.com/v1"
         OPENAI_API_KEY: ${OPENAI_API_KEY:-}
         名字: 'it''s'
   job:
      environment:
      - OPENAI_API_KEY=${OPENAI_API_KEY}
      - "OPENAI_MODEL=gpt-4"
      - OPENAI_ORG_ID
      command: ["serve", "--model", "gpt-4o-mini", '--base-url=https://api.openai.com/v1']
---
second: document
`, []string{"OPENAI_MODEL=gpt-4o", "OPENAI_BASE_URL=https://api.openai.com/v1", "OPENAI_API_KEY=${OPENAI_API_KEY:-}", "OPENAI_API_KEY=${OPENAI_API_KEY}",
		"OPENAI_MODEL=gpt-4", "OPENAI_ORG_ID=", "model=gpt-4o-mini", "base-url=https://api.openai.com/v1", "second=document"}},
	{"deploy.yaml", `spec:
  containers:
    - name: app
      env:
        - name: OPENAI_API_KEY
          valueFrom: {secretKeyRef: {name: llm, key: OPENAI_API_KEY}}
        - name: OPENAI_BASE_URL
          value: https://api.openai.com/v1
        - {name: OPENAI_MODEL, value: "gpt-4o"}
data:
  app.yaml: |
    llm:
      model: gpt-4o
  .env: |
    EMBEDDING_MODEL=text-embedding-3-small
`, []string{"OPENAI_API_KEY=", "OPENAI_BASE_URL=https://api.openai.com/v1", "OPENAI_MODEL=gpt-4o", "model=gpt-4o", "EMBEDDING_MODEL=text-embedding-3-small", "name=app"}},
	{"values.yaml", "{{- if .Values.on }}\nenv:\n  - name: OPENAI_API_KEY\n    value: {{ .Values.key | quote }}\n  - name: OPENAI_MODEL\n    value: gpt-4o\n{{- end }}\n",
		[]string{"OPENAI_API_KEY={{ .Values.key | quote }}", "OPENAI_MODEL=gpt-4o"}},
	{".github/workflows/ci.yml", `jobs:
  test:
    env:
      OPENAI_API_KEY: ${{ secrets.OPENAI_API_KEY }}
    steps:
      - run: |
          export OPENAI_MODEL="gpt-4o"
          curl https://api.openai.com/v1/models -H "Authorization: Bearer ${{ secrets.OPENAI_API_KEY }}"
      - run: python main.py --model=gpt-4o-mini
`, []string{"OPENAI_API_KEY=${{ secrets.OPENAI_API_KEY }}", "OPENAI_MODEL=gpt-4o", "model=gpt-4o-mini"}},
	{"app.toml", "# 配置\n[llm.openai]\n  model=\"gpt-4o\"   # 模型\nbase_url = 'https://api.openai.com/v1'\nextra = { name = \"gpt-4\", n = 1 }\n[[models]]\nid = \"gpt-4o-mini\"\n[[models]]\n\"quoted key\" = \"esc\\taped\"\nlist = [\n  \"gpt-4.1\", # last\n]\n",
		[]string{"model=gpt-4o", "base_url=https://api.openai.com/v1", "name=gpt-4", "id=gpt-4o-mini", "=gpt-4.1"}},
	{"settings.json", "{\n  // 注释\n  \"open_ai_api_base\": \"https://api.openai.com/v1\",\n  \"models\": [\"gpt-4o\", \"a\\\"b\"],\n  \"nested\": {\"model\" : \"gpt-4\"}, \"none\": null,\n}\n",
		[]string{"open_ai_api_base=https://api.openai.com/v1", "=gpt-4o", "model=gpt-4", "none="}},
	{"application.properties", "# 说明\nspring.ai.openai.api-key=${OPENAI_API_KEY}\nspring.ai.openai.chat.options.model : gpt-4o\n! note\nlong = a\\\n  b=c\n",
		[]string{"spring.ai.openai.api-key=${OPENAI_API_KEY}", "spring.ai.openai.chat.options.model=gpt-4o"}},
	{"app.ini", "[openai]\n; note\nmodel = gpt-4o ; fine\nurl=\"https://api.openai.com/v1\"\n", []string{"model=gpt-4o", "url=https://api.openai.com/v1"}},
	{"Dockerfile", "FROM python:3.12\n# key\nENV OPENAI_API_KEY=x \\\n    # 说明\n    OPENAI_MODEL=\"gpt-4o\"\nENV OPENAI_ORG_ID org-1\nARG OPENAI_BASE_URL\nARG MODEL=gpt-4\nRUN OPENAI_PROJECT_ID=p make\nCMD [\"serve\", \"--model\", \"gpt-4o-mini\"]\n",
		[]string{"OPENAI_API_KEY=x", "OPENAI_MODEL=gpt-4o", "OPENAI_ORG_ID=org-1", "OPENAI_BASE_URL=", "MODEL=gpt-4", "OPENAI_PROJECT_ID=p", "model=gpt-4o-mini"}},
	{"Makefile", "MODEL ?= gpt-4o # default\nexport OPENAI_BASE_URL := https://api.openai.com/v1\nrun:\n\t@OPENAI_API_KEY=$(OPENAI_API_KEY) ./run --model=gpt-4\n\t-echo $$OPENAI_API_KEY\n",
		[]string{"MODEL=gpt-4o", "OPENAI_BASE_URL=https://api.openai.com/v1", "OPENAI_API_KEY=$(OPENAI_API_KEY)", "model=gpt-4"}},
	{"run.sh", "#!/bin/bash\nset -e\nexport OPENAI_BASE_URL='https://api.openai.com/v1' # 地址\nOPENAI_MODEL=${OPENAI_MODEL:-gpt-4o} python x.py --model \"gpt-4\"\ncat > .env <<EOF\nEMBED=text-embedding-3-small\nEOF\n",
		[]string{"OPENAI_BASE_URL=https://api.openai.com/v1", "OPENAI_MODEL=${OPENAI_MODEL:-gpt-4o}", "model=gpt-4", "EMBED=text-embedding-3-small"}},
	{"main.tf", "variable \"openai_model\" {\n  type    = string\n  default = \"gpt-4o\" # 默认\n}\nresource \"x\" \"y\" {\n  environment {\n    variables = {\n      OPENAI_BASE_URL = \"https://api.openai.com/v1\"\n      OPENAI_API_KEY  = var.openai_api_key\n    }\n  }\n  env = [\n    { name = \"OPENAI_MODEL\", value = \"gpt-4\" },\n  ]\n  env {\n    name  = \"OPENAI_ORG_ID\"\n    value = \"org\"\n  }\n}\n",
		[]string{"openai_model=gpt-4o", "OPENAI_BASE_URL=https://api.openai.com/v1", "OPENAI_API_KEY=", "OPENAI_MODEL=gpt-4", "OPENAI_ORG_ID=org"}},
	{"main.bicep", "param model string = 'gpt-4o'\nresource app 'x@1' = {\n  properties: {\n    env: [\n      {\n        name: 'OPENAI_BASE_URL'\n        value: 'https://api.openai.com/v1' // 地址\n      }\n      {\n        name: 'OPENAI_API_KEY'\n        secretRef: 'openai-key'\n      }\n    ]\n  }\n}\n",
		[]string{"model=gpt-4o", "OPENAI_BASE_URL=https://api.openai.com/v1", "OPENAI_API_KEY="}},
	{"seed.sql", "-- 'gpt-4'\nINSERT INTO m VALUES ('gpt-4o', 'it''s'); /* 'no' */\n", []string{"=gpt-4o"}},
}

func TestRead(t *testing.T) {
	for _, s := range samples {
		for _, text := range []string{s.text, strings.ReplaceAll(s.text, "\n", "\r\n"), "\ufeff" + s.text, strings.TrimSuffix(s.text, "\n")} {
			f := read(t, s.name, []byte(text))
			if f.Trouble != "" {
				t.Errorf("%s: %s\n%q", s.name, f.Trouble, text)
			}
			var got []string
			for _, e := range f.Entries {
				got = append(got, e.Name+"="+e.Value)
			}
			for _, w := range s.want {
				if !slices.Contains(got, w) {
					t.Errorf("%s: no %s in\n%s", s.name, w, strings.Join(got, "\n"))
				}
			}
		}
	}
}

func read(t *testing.T, name string, data []byte) *File {
	t.Helper()
	f, err := source.NewFile(name, data)
	if err != nil {
		t.Skip(err)
	}
	out, ok := Read(f)
	if !ok {
		t.Fatalf("%s: no reader", name)
	}
	out.Entries = slices.DeleteFunc(out.Entries, func(e Entry) bool { return e.Use }) // a name in a value goes with the value
	return out
}

// TestChangedValueOnly is the promise that rewriters build on: overwriting the text of a setting changes this setting, and
// no other.
func TestChangedValueOnly(t *testing.T) {
	for _, s := range samples {
		for _, text := range []string{s.text, strings.ReplaceAll(s.text, "\n", "\r\n")} {
			if err := changesOne(t, s.name, []byte(text)); err != nil {
				t.Errorf("%s: %v", s.name, err)
			}
		}
	}
}

const newValue = "https://x.example/v9"

func changesOne(t *testing.T, name string, data []byte) error {
	before := read(t, name, data)
	for i, e := range before.Entries {
		if e.Text.Start < 0 || e.Text.End < e.Text.Start || e.Text.End > len(data) || e.Key.Start < 0 || e.Key.End > len(data) {
			return fmt.Errorf("entry %d lies outside: %+v", i, e)
		}
		if e.Opaque || e.Value == "" || e.Null || e.Use || !plain(e.Value) {
			continue
		}
		if got := string(data[e.Text.Start:e.Text.End]); got != e.Value {
			return fmt.Errorf("entry %d: text %q is not its value %q", i, got, e.Value)
		}
		changed := slices.Concat(data[:e.Text.Start], []byte(newValue), data[e.Text.End:])
		after := read(t, name, changed)
		if len(after.Entries) != len(before.Entries) {
			return fmt.Errorf("%s=%s: %d settings became %d in\n%s", e.Name, e.Value, len(before.Entries), len(after.Entries), changed)
		}
		for j, a := range after.Entries {
			want := before.Entries[j].Value
			if j == i {
				want = newValue
			}
			if a.Value != want && !a.Block {
				return fmt.Errorf("with %s changed, %s is %q and not %q in\n%s", e.Name, a.Name, a.Value, want, changed)
			}
		}
	}
	return nil
}

// replaceable is what a rewriter would replace: a name or an address, and no number, date or truth value.
var replaceable = regexp.MustCompile(`(?i)^[a-z][a-z0-9_./:-]*[a-z0-9_./-]$`)

func plain(v string) bool {
	return len(v) > 3 && replaceable.MatchString(v) && !slices.Contains([]string{"true", "false", "null"}, strings.ToLower(v))
}

func FuzzChangedValueOnly(f *testing.F) {
	for i, s := range samples {
		f.Add(i, s.text)
	}
	f.Fuzz(func(t *testing.T, i int, text string) {
		s := samples[uint(i)%uint(len(samples))]
		file, err := source.NewFile(s.name, []byte(text))
		if err != nil {
			t.Skip()
		}
		if err := changesOne(t, s.name, file.Data); err != nil && s.name != "main.bicep" {
			t.Error(err)
		}
	})
}

// Data on one long line is looked through in parts, in which nothing is lost and nothing stands twice.
func TestMentionsOnALongLine(t *testing.T) {
	var text strings.Builder
	for i := range 500 {
		fmt.Fprintf(&text, `{"n": %d, "model": "gpt-4o-%03d"}, `, i, i)
	}
	got := Mentions([]byte(text.String()))
	if len(got) != 500 {
		t.Fatalf("%d mentions", len(got))
	}
	for i, m := range got {
		if want := fmt.Sprintf("gpt-4o-%03d", i); m.Word != want || text.String()[m.At.Start:m.At.End] != want {
			t.Errorf("%d: %q at %v", i, m.Word, m.At)
		}
	}
}
