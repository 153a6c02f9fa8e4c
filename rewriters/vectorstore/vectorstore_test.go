package vectorstore

import (
	"testing"

	"github.com/openai-migrate/migrate/pkg/rewrite/rewritetest"
)

func TestCases(t *testing.T) {
	rewritetest.Run(t, Rewriter, "testdata/*.txtar")
}

// Lines as they are written in SQL, code and configuration, and lines that only look like it.
func TestLength(t *testing.T) {
	for line, want := range map[string]string{
		"  embedding vector(1536),":                "1536",
		"embedding HALFVEC ( 3072 )":               "3072",
		"embedding_dim: int = 1536":                "1536",
		`"dimension": 1536,`:                       "1536",
		"dimensions=1536)":                         "1536",
		"OPENAI_EMBEDDING_DIMS=1536":               "1536",
		"EmbeddingDimension: 1536,":                "1536",
		"VectorParams(size=1536, distance=Cosine)": "1536",
		"vector_size = 1536":                       "1536",
		"vector-dimension: \"3072\"":               "3072",
		"max_edge = 1536":                          "",
		`("1K", "3:2"): "1536x1024",`:              "",
		"diminish(1536)":                           "",
		"hidden_size: 3072":                        "",
		"embedding vector(153600)":                 "",
	} {
		got := ""
		if m := length.FindStringSubmatch(line); m != nil {
			got = m[1]
		}
		if got != want {
			t.Errorf("%s: %q, want %q", line, got, want)
		}
	}
}
