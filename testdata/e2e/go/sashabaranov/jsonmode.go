package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	openai "github.com/sashabaranov/go-openai"
)

func jsonmode(ctx context.Context) error {
	client := openai.NewClient(os.Getenv("OPENAI_API_KEY"))
	resp, err := client.CreateChatCompletion(ctx, openai.ChatCompletionRequest{
		Model:          "gpt-4o-mini",
		ResponseFormat: &openai.ChatCompletionResponseFormat{Type: openai.ChatCompletionResponseFormatTypeJSONObject},
		Messages: []openai.ChatCompletionMessage{
			{Role: "system", Content: "Answer in JSON."},
			{Role: "user", Content: "Name a city as JSON"},
		},
	})
	if err != nil {
		return err
	}
	var out struct{ Answer string }
	if err := json.Unmarshal([]byte(resp.Choices[0].Message.Content), &out); err != nil {
		return err
	}
	fmt.Println(out.Answer)
	return nil
}
