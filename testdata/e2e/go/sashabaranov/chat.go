package main

import (
	"context"
	"fmt"
	"os"

	openai "github.com/sashabaranov/go-openai"
)

func chat(ctx context.Context) error {
	client := openai.NewClient(os.Getenv("OPENAI_API_KEY"))
	resp, err := client.CreateChatCompletion(ctx, openai.ChatCompletionRequest{
		Model: openai.GPT4oMini,
		Messages: []openai.ChatCompletionMessage{
			{Role: openai.ChatMessageRoleSystem, Content: "You are a helpful assistant."},
			{Role: openai.ChatMessageRoleUser, Content: "Say hello"},
		},
		Temperature: 0.7,
		MaxTokens:   100,
	})
	if err != nil {
		return err
	}
	fmt.Println(resp.Choices[0].Message.Content)
	fmt.Println(resp.Usage.TotalTokens > 0)
	return nil
}
