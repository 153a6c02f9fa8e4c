// Package llm is what the rest of the application talks to.
package llm

import (
	"context"

	"github.com/sashabaranov/go-openai"

	"example.com/samples/internal/settings"
)

// Client asks one model.
type Client struct {
	api   *openai.Client
	model string
}

// New returns a client of the default model.
func New() *Client {
	return &Client{api: openai.NewClient(settings.APIKey()), model: settings.DefaultModel}
}

// Ask asks one question.
func (c *Client) Ask(ctx context.Context, question string) (string, error) {
	resp, err := c.api.CreateChatCompletion(ctx, openai.ChatCompletionRequest{
		Model:       c.model,
		Messages:    []openai.ChatCompletionMessage{{Role: openai.ChatMessageRoleUser, Content: question}},
		Temperature: 0.2,
	})
	if err != nil {
		return "", err
	}
	return resp.Choices[0].Message.Content, nil
}
