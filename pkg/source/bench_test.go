package source

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// BenchmarkWalk reads a tree of two thousand files, one in fifty of which mentions OpenAI. With MIGRATE_BENCH_TREE set it
// reads that directory instead.
func BenchmarkWalk(b *testing.B) {
	dir := os.Getenv("MIGRATE_BENCH_TREE")
	if dir == "" {
		body := strings.Repeat("func add(a, b int) int { return a + b }\n", 200)
		files := map[string]string{}
		for i := range 2000 {
			text := "package p\n\n" + body
			if i%50 == 0 {
				text += "// openai\n"
			}
			files[fmt.Sprintf("d%d/e%d/f%d.go", i%7, i%31, i)] = text
		}
		dir = fill(b, files)
	}
	b.ReportAllocs()
	for b.Loop() {
		mustWalk(b, dir, Options{})
	}
}
