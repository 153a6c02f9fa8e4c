package gate

import (
	"fmt"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/openai-migrate/migrate/pkg/finding"
)

// Validate reports the first path pattern that is no valid glob.
func (p Policy) Validate() error {
	for _, glob := range p.AllowPaths {
		if !doublestar.ValidatePattern(glob) {
			return fmt.Errorf("read policy: %q is no valid glob", glob)
		}
	}
	return nil
}

// allows reports whether the policy accepts a finding by its rule or its path.
func (p Policy) allows(f *finding.Finding) bool {
	for _, id := range p.AllowRules {
		if names(id, f.Rule) {
			return true
		}
	}
	for _, glob := range p.AllowPaths {
		if doublestar.MatchUnvalidated(glob, f.File.Path) {
			return true
		}
	}
	return false
}

// names reports whether a person's spelling means the rule: its id in any case, or its slug.
func names(spelling string, r *finding.Rule) bool {
	return strings.EqualFold(spelling, r.ID) || spelling == r.Slug
}
