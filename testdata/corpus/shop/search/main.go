// Command search turns a customer's words into a query.
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	openai "github.com/sashabaranov/go-openai"
)

func main() {
	client := openai.NewClient(os.Getenv("OPENAI_API_KEY"))
	query, err := rewrite(context.Background(), client, "a warm jacket for autumn")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(query)
}

// rewrite asks the model for search terms.
func rewrite(ctx context.Context, client *openai.Client, words string) (string, error) {
	resp, err := client.CreateChatCompletion(ctx, openai.ChatCompletionRequest{
		Model: openai.GPT4oMini,
		Messages: []openai.ChatCompletionMessage{
			{Role: openai.ChatMessageRoleUser, Content: "Search terms for: " + words},
		},
		MaxTokens: 60,
	})
	if err != nil {
		return "", err
	}
	return resp.Choices[0].Message.Content, nil
}
