package main

import (
	"context"
	"fmt"

	"github.com/openai/openai-go/v3"
)

func embeddings(ctx context.Context) error {
	client := openai.NewClient()
	resp, err := client.Embeddings.New(ctx, openai.EmbeddingNewParams{
		Model: openai.EmbeddingModelTextEmbedding3Small,
		Input: openai.EmbeddingNewParamsInputUnion{OfArrayOfStrings: []string{"hello", "world"}},
	})
	if err != nil {
		return err
	}
	for _, d := range resp.Data {
		fmt.Printf("%d %.5f %.5f\n", len(d.Embedding), d.Embedding[0], d.Embedding[len(d.Embedding)-1])
	}
	return nil
}
