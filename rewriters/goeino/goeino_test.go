package goeino

import (
	"testing"

	"github.com/openai-migrate/migrate/rewriters/internal/gosdk"
	"github.com/openai-migrate/migrate/rewriters/internal/gosdk/gosdktest"
)

func TestCases(t *testing.T) {
	gosdktest.Suite{
		SDKs: []*gosdk.SDK{SDK},
		Versions: [][]string{
			{"github.com/cloudwego/eino-ext/components/model/openai v0.1.13"},
		},
	}.Run(t)
}
