package rewritetest

import (
	"maps"

	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
)

// subject is what the duties look at: the input, the rewriters, and the outcome of a first run. That has a plan only once
// the scan is known to be sound.
type subject struct {
	files     map[string][]byte
	target    *provider.Target
	rewriters []*rewrite.Rewriter
	variants  []string
	parses    []func(*source.File) error
	whole     []func(map[string][]byte) error // those that have nothing to say about the input
	first     *outcome
}

func newSubject(c *testCase, o *options) (*subject, error) {
	s := &subject{files: c.files, target: c.target, rewriters: o.rewriters, variants: c.variants, parses: o.parses}
	for _, check := range o.whole {
		if check(s.files) == nil {
			s.whole = append(s.whole, check)
		}
	}
	var err error
	s.first, err = look(source.FromMap(c.files), s.target, s.rewriters)
	return s, err
}

// look scans some files and plans, with the case's target.
func (s *subject) look(files map[string][]byte) (*outcome, error) {
	o, err := look(source.FromMap(files), s.target, s.rewriters)
	if err != nil {
		return nil, err
	}
	return o, o.settle()
}

// with returns the input with some files replaced.
func (s *subject) with(changed map[string][]byte) map[string][]byte {
	out := maps.Clone(s.files)
	maps.Copy(out, changed)
	return out
}

// parse asks all checks about a file's text.
func (s *subject) parse(path string, raw []byte) error {
	f, err := source.NewFile(path, raw)
	if err != nil {
		return err
	}
	for _, check := range s.parses {
		if err := check(f); err != nil {
			return err
		}
	}
	return nil
}
