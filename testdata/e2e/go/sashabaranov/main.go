// Command samples asks a model in several ways; each file is one of them.
package main

import (
	"context"
	"fmt"
	"os"
)

func main() {
	run := map[string]func(context.Context) error{
		"chat": chat, "stream": stream, "tools": tools, "vision": vision, "jsonmode": jsonmode,
		"embeddings": embeddings, "wrapped": wrapped,
	}[os.Args[1]]
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
