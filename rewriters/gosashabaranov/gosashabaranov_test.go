package gosashabaranov

import (
	"testing"

	"github.com/openai-migrate/migrate/rewriters/internal/gosdk"
	"github.com/openai-migrate/migrate/rewriters/internal/gosdk/gosdktest"
)

func TestCases(t *testing.T) {
	gosdktest.Suite{
		SDKs: []*gosdk.SDK{SDK},
		Versions: [][]string{
			{"github.com/sashabaranov/go-openai v1.17.9"},
			{"github.com/sashabaranov/go-openai v1.20.4"},
			{"github.com/sashabaranov/go-openai v1.36.0"},
			{"github.com/sashabaranov/go-openai v1.43.0", "github.com/spf13/viper v1.20.1", "github.com/spf13/cobra v1.9.1", "github.com/pkoukk/tiktoken-go v0.1.8",
				"github.com/caarlos0/env/v11 v11.3.1", "github.com/kelseyhightower/envconfig v1.4.0"},
		},
		Sketches: []string{"broken.txtar", "false_positives.txtar"},
	}.Run(t)
}
