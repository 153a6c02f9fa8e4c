package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/openai/openai-go"
	"github.com/openai/openai-go/option"
)

func stream(ctx context.Context) error {
	client := openai.NewClient(option.WithAPIKey(os.Getenv("OPENAI_API_KEY")))
	s := client.Chat.Completions.NewStreaming(ctx, openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4o,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage("Count to three")},
	})
	var parts []string
	for s.Next() {
		chunk := s.Current()
		if len(chunk.Choices) > 0 && chunk.Choices[0].Delta.Content != "" {
			parts = append(parts, chunk.Choices[0].Delta.Content)
		}
	}
	if err := s.Err(); err != nil {
		return err
	}
	fmt.Println(len(parts) > 1)
	fmt.Println(strings.Join(parts, ""))
	return nil
}
