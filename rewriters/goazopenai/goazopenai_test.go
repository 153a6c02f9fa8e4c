package goazopenai

import (
	"testing"

	"github.com/openai-migrate/migrate/rewriters/internal/gosdk"
	"github.com/openai-migrate/migrate/rewriters/internal/gosdk/gosdktest"
)

func TestCases(t *testing.T) {
	gosdktest.Suite{
		SDKs: []*gosdk.SDK{SDK},
		Versions: [][]string{
			{"github.com/Azure/azure-sdk-for-go/sdk/ai/azopenai v0.7.2"},
		},
	}.Run(t)
}
