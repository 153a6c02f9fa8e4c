package main

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
)

// sdk is one version of one SDK, and the tree of samples that is written for it.
type sdk struct {
	name     string
	tree     string   // below testdata/e2e
	packages []string // as their registry names them, versions pinned; the first is shown
	preload  []string // Python: modules that every sample needs
	env      bool     // it reads its base URL from the environment
	models   models
}

// models are those that the samples of a tree name.
type models struct{ Small, Large, Embed string }

var (
	usual = models{"gpt-4o-mini", "gpt-4o", "text-embedding-3-small"}
	old   = models{"gpt-3.5-turbo", "gpt-4", "text-embedding-ada-002"}
)

// lazy are what the Python SDK loads when it is first used.
var lazy = []string{"openai", "openai.resources.chat", "openai.resources.embeddings"}

// sdks are the rows of the matrix.
var sdks = []sdk{
	{"openai-python 0.28", "python/openai-0", []string{"openai==0.28.1", "numpy"}, []string{"openai"}, true, old},
	{"openai-python 0.28 Azure", "python/openai-0-azure", []string{"openai==0.28.1", "numpy"}, []string{"openai"}, false, old},
	{"openai-python 1", "python/openai", []string{"openai==1.109.1"}, lazy, true, usual},
	{"openai-python 2", "python/openai", []string{"openai==2.54.0"}, lazy, true, usual},
	{"openai-python 3", "python/openai", []string{"openai==3.57.0"}, lazy, true, usual},
	{"langchain-openai", "python/langchain", []string{"langchain-openai==1.7.4"}, append([]string{"langchain_openai"}, lazy...), true, usual},
	{"llama-index", "python/llamaindex", []string{"llama-index-llms-openai==0.8.3", "llama-index-embeddings-openai==0.7.0", "llama-index-llms-openai-like==0.8.1"}, append([]string{"llama_index.llms.openai", "llama_index.embeddings.openai", "llama_index.llms.openai_like"}, lazy...), true, usual},
	{"npm openai 3", "js/openai-3", []string{"openai@3.3.0"}, nil, false, old},
	{"npm openai 4", "js/openai", []string{"openai@4.104.0"}, nil, true, usual},
	{"npm openai 6", "js/openai", []string{"openai@6.49.0"}, nil, true, usual},
	{"npm openai 7", "js/openai", []string{"openai@7.57.0"}, nil, true, usual},
	{"ai + @ai-sdk/openai", "js/ai", []string{"@ai-sdk/openai@4.0.118", "ai@7.0.173", "zod@4"}, nil, false, usual},
	{"@langchain/openai", "js/langchain", []string{"@langchain/openai@1.6.0", "@langchain/core@1"}, nil, true, usual},
	{"go-openai", "go/sashabaranov", nil, nil, false, usual},
	{"openai-go 1", "go/openai-v1", nil, nil, true, usual},
	{"openai-go 3", "go/openai-v3", nil, nil, true, usual},
}

// targets are the columns.
var targets = []string{"zhipu", "baidu", "alibaba", "minimax", "deepseek", "moonshot"}

// version is what the matrix shows: the versions that are pinned, in Go those that go.mod requires.
func (k sdk) version(root string) string {
	var out []string
	for _, p := range k.packages {
		if i := strings.LastIndexAny(p, "@="); i > 0 {
			out = append(out, p[i+1:])
		}
	}
	if len(out) > 0 {
		return strings.Join(out, ", ")
	}
	f, err := os.Open(filepath.Join(root, k.tree, "go.mod"))
	if err != nil {
		return "?"
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if words := strings.Fields(lines.Text()); len(words) >= 3 && words[0] == "require" && words[1] != "(" {
			return words[2]
		}
	}
	return "?"
}
