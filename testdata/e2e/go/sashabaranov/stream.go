package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/sashabaranov/go-openai"
)

func stream(ctx context.Context) error {
	config := openai.DefaultConfig(os.Getenv("OPENAI_API_KEY"))
	client := openai.NewClientWithConfig(config)
	s, err := client.CreateChatCompletionStream(ctx, openai.ChatCompletionRequest{
		Model:    openai.GPT4o,
		Messages: []openai.ChatCompletionMessage{{Role: "user", Content: "Count to three"}},
	})
	if err != nil {
		return err
	}
	defer s.Close()
	var parts []string
	for {
		chunk, err := s.Recv()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if len(chunk.Choices) > 0 && chunk.Choices[0].Delta.Content != "" {
			parts = append(parts, chunk.Choices[0].Delta.Content)
		}
	}
	fmt.Println(len(parts) > 1)
	fmt.Println(strings.Join(parts, ""))
	return nil
}
