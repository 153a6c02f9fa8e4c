package main

import (
	"context"
	"fmt"

	"github.com/openai/openai-go/v3"
)

func chat(ctx context.Context) error {
	client := openai.NewClient()
	resp, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{
		Model: openai.ChatModelGPT4oMini,
		Messages: []openai.ChatCompletionMessageParamUnion{
			openai.SystemMessage("You are a helpful assistant."),
			openai.UserMessage("Say hello"),
		},
		Temperature: openai.Float(0.7),
		MaxTokens:   openai.Int(100),
	})
	if err != nil {
		return err
	}
	fmt.Println(resp.Choices[0].Message.Content)
	fmt.Println(resp.Usage.TotalTokens > 0)
	return nil
}
