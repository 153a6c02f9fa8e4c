package gate

import (
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/source"
)

// comments are the suppressions of the files looked at so far.
type comments map[*source.File][]*comment

// comment is a suppression and whether it has covered a finding.
type comment struct {
	Suppression
	used bool
}

func (c comments) of(f *source.File) []*comment {
	list, ok := c[f]
	if !ok {
		for _, s := range Suppressions(f) {
			list = append(list, &comment{Suppression: s})
		}
		c[f] = list
	}
	return list
}

// cover returns the suppression that covers a finding, or nil. All that do count as used.
func (c comments) cover(f *finding.Finding) *Suppression {
	var by *Suppression
	for _, s := range c.of(f.File) {
		if s.Matches(f) {
			s.used = true
			by = &s.Suppression
		}
	}
	return by
}
