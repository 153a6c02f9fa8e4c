package pyopenai

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// application is a project of n services of which each fourth calls OpenAI; the others only say so in a comment.
func application(n int) *source.Tree {
	body := strings.Repeat("\n\ndef step(items, limit=10):\n    out = []\n    for item in items[:limit]:\n        out.append({\"id\": item.id, \"name\": item.name.strip()})\n    return out\n", 60)
	files := map[string][]byte{"llm.py": []byte("import os\nfrom openai import OpenAI\n\n\ndef client():\n    return OpenAI(api_key=os.environ[\"OPENAI_API_KEY\"])\n")}
	for i := range n {
		text := "# Does not need OpenAI.\nfrom dataclasses import dataclass\n" + body
		if i%4 == 0 {
			text = "from llm import client\n" + body +
				"\n\ndef ask(text):\n    return client().chat.completions.create(model=\"gpt-4o\", messages=[{\"role\": \"user\", \"content\": text}])\n"
		}
		files[fmt.Sprintf("service%d.py", i)] = []byte(text)
	}
	return source.FromMap(files)
}

// BenchmarkRun sets what the rewriter costs beside what parsing every file of the project would.
func BenchmarkRun(b *testing.B) {
	tree := application(40)
	size := 0
	for _, f := range tree.Files {
		size += len(f.Data)
	}
	b.Run("parse", func(b *testing.B) {
		b.SetBytes(int64(size))
		for b.Loop() {
			for _, f := range tree.Files {
				if _, err := syntax.Parse(context.Background(), f.Lang, f.Data); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("whole", func(b *testing.B) {
		b.SetBytes(int64(size))
		for b.Loop() {
			found := 0
			p := &rewrite.Pass{
				Context: context.Background(), Project: tree.Projects()[0], Files: tree.Files,
				Report: func(finding.Finding) { found++ }, Skip: func(s source.Skip) { b.Error(s) },
			}
			if err := run(p); err != nil || found < 10 {
				b.Fatal(found, err)
			}
		}
	})
}
