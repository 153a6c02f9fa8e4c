package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/openai/openai-go"
)

func tools(ctx context.Context) error {
	client := openai.NewClient()
	params := openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4o,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage("What is the weather in Paris?")},
		Tools: []openai.ChatCompletionToolParam{{Function: openai.FunctionDefinitionParam{
			Name: "get_weather",
			Parameters: openai.FunctionParameters{
				"type":       "object",
				"properties": map[string]any{"city": map[string]any{"type": "string", "enum": []string{"Paris", "Beijing"}}},
				"required":   []string{"city"},
			},
		}}},
	}
	reply, err := client.Chat.Completions.New(ctx, params)
	if err != nil {
		return err
	}
	params.Messages = append(params.Messages, reply.Choices[0].Message.ToParam())
	for _, call := range reply.Choices[0].Message.ToolCalls {
		fmt.Println(call.Function.Name, call.Function.Arguments)
		var in struct{ City string }
		if err := json.Unmarshal([]byte(call.Function.Arguments), &in); err != nil {
			return err
		}
		params.Messages = append(params.Messages, openai.ToolMessage("sunny in "+in.City, call.ID))
	}
	final, err := client.Chat.Completions.New(ctx, params)
	if err != nil {
		return err
	}
	fmt.Println(final.Choices[0].Message.Content)
	return nil
}
