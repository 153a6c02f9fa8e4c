// Package llm is what the rest of the application talks to.
package llm

import (
	"context"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"

	"example.com/samples/internal/settings"
)

// Client asks one model.
type Client struct {
	api   openai.Client
	model string
}

// New returns a client of the default model.
func New() *Client {
	return &Client{api: openai.NewClient(option.WithAPIKey(settings.APIKey())), model: settings.DefaultModel}
}

// Ask asks one question.
func (c *Client) Ask(ctx context.Context, question string) (string, error) {
	resp, err := c.api.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{
		Model:       c.model,
		Messages:    []openai.ChatCompletionMessageParamUnion{openai.UserMessage(question)},
		Temperature: openai.Float(0.2),
	})
	if err != nil {
		return "", err
	}
	return resp.Choices[0].Message.Content, nil
}
