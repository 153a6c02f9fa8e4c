package cli

import (
	"fmt"

	"github.com/spf13/cobra"
)

func newVersion(app *App) *cobra.Command {
	o := &options{}
	c := &cobra.Command{
		Use: "version", GroupID: groupKnow, Args: cobra.NoArgs,
		Short: app.say("显示版本", "print the version"),
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintf(app.IO.Out, "migrate %s\n", app.Version)
			return err
		},
	}
	o.screenFlags(app, c)
	return c
}
