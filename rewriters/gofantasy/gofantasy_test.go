package gofantasy

import (
	"testing"

	"github.com/openai-migrate/migrate/rewriters/internal/gosdk"
	"github.com/openai-migrate/migrate/rewriters/internal/gosdk/gosdktest"
)

func TestCases(t *testing.T) {
	gosdktest.Suite{
		SDKs: []*gosdk.SDK{SDK},
		Versions: [][]string{
			{"charm.land/fantasy v0.30.0"},
		},
	}.Run(t)
}
