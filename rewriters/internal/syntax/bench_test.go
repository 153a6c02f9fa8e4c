package syntax

import (
	"context"
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/source"
)

// program is ordinary code of about n bytes.
func program(lang source.Lang, n int) []byte {
	unit := "def ask(client, text, *, model=\"gpt-4o\"):\n    # one question\n    if not text:\n        return None\n" +
		"    r = client.chat.completions.create(model=model, messages=[{\"role\": \"user\", \"content\": f\"问 {text}\"}])\n" +
		"    return r.choices[0].message.content\n\n"
	if lang != source.Python {
		unit = "export async function ask(client, text, model = \"gpt-4o\") {\n  // one question\n  if (!text) return null;\n" +
			"  const r = await client.chat.completions.create({ model, messages: [{ role: \"user\", content: `问 ${text}` }] });\n" +
			"  return r.choices[0].message.content;\n}\n\n"
	}
	return []byte(strings.Repeat(unit, n/len(unit)+1))
}

func BenchmarkParse(b *testing.B) {
	for _, lang := range []source.Lang{source.Python, source.TypeScript} {
		src := program(lang, 60_000)
		b.Run(string(lang), func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				tree, err := Parse(context.Background(), lang, src)
				if err != nil {
					b.Fatal(err)
				}
				for range tree.Root().Descendants("call", "call_expression") {
				}
			}
		})
	}
}
