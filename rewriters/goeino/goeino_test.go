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
			{
				"github.com/cloudwego/eino-ext/components/model/openai v0.1.13",
				"github.com/cloudwego/eino-ext/components/embedding/openai v0.0.0-20251021074134-6c98e589a1f8",
				"github.com/bytedance/sonic v1.15.0", // the one required does not build with Go 1.26
			},
		},
	}.Run(t)
}
