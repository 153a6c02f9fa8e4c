package vectorstore

import (
	"slices"
	"strconv"
	"testing"

	"github.com/openai-migrate/migrate/pkg/provider"
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
		for _, at := range lengths([]byte(line)) {
			got += line[at.Start:at.End]
		}
		if got != want {
			t.Errorf("%s: %q, want %q", line, got, want)
		}
	}
}

func TestNumbersAreLengths(t *testing.T) {
	for _, n := range numbers {
		i, err := strconv.Atoi(string(n))
		if err != nil || len(provider.EmbeddingsOfLength(i)) == 0 {
			t.Errorf("%s is the length of no vector of OpenAI's", n)
		}
	}
	for _, o := range []string{"text-embedding-ada-002", "text-embedding-3-small", "text-embedding-3-large"} {
		m, _ := provider.OpenAIModel(o)
		if !slices.ContainsFunc(numbers, func(n []byte) bool { return string(n) == strconv.Itoa(m.Dimensions) }) {
			t.Errorf("%s: %d is not looked for", o, m.Dimensions)
		}
	}
}
