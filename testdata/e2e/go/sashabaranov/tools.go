package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	openai "github.com/sashabaranov/go-openai"
	"github.com/sashabaranov/go-openai/jsonschema"
)

func tools(ctx context.Context) error {
	client := openai.NewClient(os.Getenv("OPENAI_API_KEY"))
	offered := []openai.Tool{{
		Type: openai.ToolTypeFunction,
		Function: &openai.FunctionDefinition{
			Name: "get_weather",
			Parameters: jsonschema.Definition{
				Type:       jsonschema.Object,
				Properties: map[string]jsonschema.Definition{"city": {Type: jsonschema.String, Enum: []string{"Paris", "Beijing"}}},
				Required:   []string{"city"},
			},
		},
	}}
	messages := []openai.ChatCompletionMessage{{Role: openai.ChatMessageRoleUser, Content: "What is the weather in Paris?"}}
	reply, err := client.CreateChatCompletion(ctx, openai.ChatCompletionRequest{Model: openai.GPT4o, Messages: messages, Tools: offered})
	if err != nil {
		return err
	}
	messages = append(messages, reply.Choices[0].Message)
	for _, call := range reply.Choices[0].Message.ToolCalls {
		fmt.Println(call.Function.Name, call.Function.Arguments)
		var in struct{ City string }
		if err := json.Unmarshal([]byte(call.Function.Arguments), &in); err != nil {
			return err
		}
		messages = append(messages, openai.ChatCompletionMessage{Role: openai.ChatMessageRoleTool, ToolCallID: call.ID, Content: "sunny in " + in.City})
	}
	final, err := client.CreateChatCompletion(ctx, openai.ChatCompletionRequest{Model: openai.GPT4o, Messages: messages, Tools: offered})
	if err != nil {
		return err
	}
	fmt.Println(final.Choices[0].Message.Content)
	return nil
}
