package rewrite

import (
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/provider"
)

// Sources turns the evidence of a verdict into what findings and fixes carry.
func Sources(v provider.Verdict) []finding.Source {
	var out []finding.Source
	for _, s := range v.Sources {
		out = append(out, finding.Source{URL: s.URL, Verified: s.Verified, Unconfirmed: s.Unconfirmed || v.Unconfirmed})
	}
	return out
}
