package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/shared"
)

func jsonmode(ctx context.Context) error {
	client := openai.NewClient()
	resp, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{
		Model: "gpt-4o-mini",
		ResponseFormat: openai.ChatCompletionNewParamsResponseFormatUnion{
			OfJSONObject: &shared.ResponseFormatJSONObjectParam{},
		},
		Messages: []openai.ChatCompletionMessageParamUnion{
			openai.SystemMessage("Answer in JSON."),
			openai.UserMessage("Name a city as JSON"),
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
