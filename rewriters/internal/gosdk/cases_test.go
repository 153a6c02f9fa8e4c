package gosdk_test

import (
	"testing"

	"github.com/openai-migrate/migrate/rewriters/internal/gosdk/gosdktest"
)

// TestCases has what is no SDK's: requests made without one, and what several share.
func TestCases(t *testing.T) { gosdktest.Suite{SDKs: sdks, Versions: [][]string{{}}}.Run(t) }
