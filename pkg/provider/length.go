package provider

import (
	"slices"
	"sync"
)

// EmbeddingsOfLength returns OpenAI's embeddings models whose vectors have n numbers unless another length is asked for, by
// name; none for any other number.
func EmbeddingsOfLength(n int) []string { return embeddingLengths()[n] }

var embeddingLengths = sync.OnceValue(func() map[int][]string {
	out := map[int][]string{}
	for name, o := range openAIs().names {
		if o.Kind == "embeddings" && o.Dimensions > 0 {
			out[o.Dimensions] = append(out[o.Dimensions], name)
		}
	}
	for _, list := range out {
		slices.Sort(list)
	}
	return out
})
