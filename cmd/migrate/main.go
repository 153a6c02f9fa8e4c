// Command migrate moves a codebase off the OpenAI API and onto a Chinese provider's OpenAI-compatible endpoint.
//
// This is the composition root: the only place that knows both the commands and the rewriters.
package main

import (
	"os"

	"github.com/openai-migrate/migrate/pkg/cli"
	"github.com/openai-migrate/migrate/pkg/term"
	"github.com/openai-migrate/migrate/rewriters"
)

func main() { os.Exit(run()) }

func run() int {
	app := &cli.App{IO: term.System(os.Getenv), Rewriters: rewriters.All, Syntax: rewriters.Check, Getenv: os.Getenv, Version: cli.BuildVersion()}
	return cli.Main(app, os.Args[1:])
}
