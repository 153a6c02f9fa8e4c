package gofantasy

import (
	"testing"

	"github.com/openai-migrate/migrate/pkg/rewrite/rewritetest"
	"github.com/openai-migrate/migrate/rewriters/internal/gosdk"
)

func TestCases(t *testing.T) { rewritetest.Run(t, gosdk.New(SDK), "testdata/*.txtar") }
