package config

import (
	"context"
	"slices"
	"testing"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/rewrite/rewritetest"
	"github.com/openai-migrate/migrate/pkg/scan"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/pyopenai"
)

// everywhere is one service with its key variable in every kind of place, and another that keeps it.
var everywhere = map[string]string{
	"api/requirements.txt":     "openai==1.55.3\n",
	"api/main.py":              "from openai import OpenAI\n\nclient = OpenAI()\nclient.chat.completions.create(model=\"gpt-4o\", messages=[])\n",
	"api/.env.example":         "OPENAI_API_KEY=\n",
	"api/Dockerfile":           "FROM python\nENV OPENAI_API_KEY=\"\"\n",
	"api/Makefile":             "export OPENAI_API_KEY\n",
	"docker-compose.yml":       "services:\n  api:\n    build: api\n    environment:\n      - OPENAI_API_KEY=${OPENAI_API_KEY}\n  other:\n    build: other\n    environment:\n      - OPENAI_API_KEY=${OPENAI_API_KEY}\n",
	"deploy/api.yaml":          "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec:\n  containers:\n    - name: api\n      env:\n        - name: OPENAI_API_KEY\n          valueFrom: {secretKeyRef: {name: llm, key: OPENAI_API_KEY}}\n",
	".github/workflows/ci.yml": "jobs:\n  api:\n    defaults: {run: {working-directory: api}}\n    env:\n      OPENAI_API_KEY: ${{ secrets.OPENAI_API_KEY }}\n",
	"other/requirements.txt":   "openai==1.55.3\n",
	"other/main.py":            "import os\n\nprint(os.environ[\"OPENAI_API_KEY\"])\n",
	"other/.env.example":       "OPENAI_API_KEY=\n",
}

// TestVariableMovesTogether takes any one of the places that name a key variable: with it all the others of its service move,
// and none of another service's.
func TestVariableMovesTogether(t *testing.T) {
	files := map[string][]byte{}
	for name, text := range everywhere {
		files[name] = []byte(text)
	}
	result, err := scan.Run(context.Background(), source.FromMap(files), scan.Config{
		Rewriters: []*rewrite.Rewriter{Rewriter, pyopenai.Rewriter}, Target: rewritetest.Fixture(),
	})
	if err != nil {
		t.Fatal(err)
	}
	p := plan.New("fixture", result.Findings, i18n.EN)
	want := []string{".github/workflows/ci.yml", "api/.env.example", "api/Dockerfile", "api/Makefile", "api/main.py", "deploy/api.yaml", "docker-compose.yml"}
	for _, c := range p.Changes {
		var got []string
		for _, o := range p.Closure(c.ID) {
			got = append(got, o.Path)
		}
		slices.Sort(got)
		if got = slices.Compact(got); !slices.Equal(got, want) {
			t.Errorf("%s in %s moves %v, want %v", c.Title, c.Path, got, want)
		}
		if c.Confidence != finding.Certain && c.Rule == ruleKey.ID {
			t.Errorf("%s in %s is %s", c.Title, c.Path, c.Confidence)
		}
	}
	if len(p.Changes) < len(want) {
		t.Errorf("%d changes, want one a place at least", len(p.Changes))
	}
}
