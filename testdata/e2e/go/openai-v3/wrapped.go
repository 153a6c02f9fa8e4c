package main

import (
	"context"
	"fmt"

	"example.com/samples/internal/llm"
)

func wrapped(ctx context.Context) error {
	text, err := llm.New().Ask(ctx, "Who are you?")
	if err != nil {
		return err
	}
	fmt.Println(text)
	return nil
}
