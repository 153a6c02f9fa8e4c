package goopenai

import (
	"testing"

	"github.com/openai-migrate/migrate/rewriters/internal/gosdk"
	"github.com/openai-migrate/migrate/rewriters/internal/gosdk/gosdktest"
)

func TestCases(t *testing.T) {
	gosdktest.Suite{
		SDKs: []*gosdk.SDK{SDK},
		Versions: [][]string{
			{"github.com/openai/openai-go v0.1.0-alpha.62"},
			{"github.com/openai/openai-go v1.12.0", "github.com/openai/openai-go/v2 v2.7.1", "github.com/openai/openai-go/v3 v3.96.0"},
		},
	}.Run(t)
}
