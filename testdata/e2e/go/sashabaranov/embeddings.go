package main

import (
	"context"
	"fmt"
	"os"

	openai "github.com/sashabaranov/go-openai"
)

func embeddings(ctx context.Context) error {
	client := openai.NewClient(os.Getenv("OPENAI_API_KEY"))
	resp, err := client.CreateEmbeddings(ctx, openai.EmbeddingRequest{
		Model: openai.SmallEmbedding3,
		Input: []string{"hello", "world"},
	})
	if err != nil {
		return err
	}
	for _, d := range resp.Data {
		fmt.Printf("%d %.5f %.5f\n", len(d.Embedding), d.Embedding[0], d.Embedding[len(d.Embedding)-1])
	}
	return nil
}
