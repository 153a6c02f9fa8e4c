package rewritetest

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
)

var update = flag.Bool("update", false, "write the expected sections of rewriter cases anew")

// Option changes what [Run] does.
type Option func(*options)

type options struct {
	rewriters []*rewrite.Rewriter
	parses    []func(*source.File) error
	whole     []func(map[string][]byte) error
}

// With runs further rewriters beside the one under test, for cases in which one's changes depend on another's.
func With(more ...*rewrite.Rewriter) Option {
	return func(o *options) { o.rewriters = append(o.rewriters, more...) }
}

// Parses adds a check that a file's text is well-formed; it returns nil for languages that it does not know. Go, JSON
// and notebooks are checked without being asked. It is asked about a changed file only when it had nothing to say about
// the original.
func Parses(check func(*source.File) error) Option {
	return func(o *options) { o.parses = append(o.parses, check) }
}

// Whole adds a check of a tree as a whole, such as a compiler's. It is asked about every part of the plan that can be
// accepted, when it had nothing to say about the original.
func Whole(check func(files map[string][]byte) error) Option {
	return func(o *options) { o.whole = append(o.whole, check) }
}

// Run checks a rewriter against the cases that match a glob pattern, such as "testdata/*.txtar", each in a subtest
// named after its file.
func Run(t *testing.T, r *rewrite.Rewriter, pattern string, opts ...Option) {
	t.Helper()
	o := &options{rewriters: []*rewrite.Rewriter{r}, parses: []func(*source.File) error{parsesGo, parsesJSON}}
	for _, opt := range opts {
		opt(o)
	}
	if err := rewrite.Validate(o.rewriters); err != nil {
		t.Fatal(err)
	}
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no case matches %s (%v)", pattern, err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) { o.runCase(t, path) })
	}
}

func (o *options) runCase(t *testing.T, path string) {
	c, err := readCase(path)
	if err != nil {
		t.Fatal(err)
	}
	s, err := newSubject(c, o)
	if err != nil {
		t.Fatal(err)
	}
	discharge(t, s, scanDuties)
	if err := s.first.settle(); err != nil {
		t.Fatal(err)
	}
	discharge(t, s, planDuties)
	got, err := s.first.render()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		write(t, path, c, got)
		return
	}
	for _, section := range sections {
		if diff := compare(section, c.want[section], got[section]); diff != "" {
			t.Errorf("section %s, - expected, + now (run with -update to accept):\n%s", section, diff)
		}
	}
}

func discharge(t *testing.T, s *subject, list []duty) {
	t.Helper()
	for _, d := range list {
		if err := d.check(s); err != nil {
			t.Errorf("duty %q: %v", d.name, err)
		}
	}
}

func write(t *testing.T, path string, c *testCase, got map[string]string) {
	if maps.Equal(c.want, trimmed(got)) {
		return
	}
	data, err := c.update(got)
	if err == nil {
		err = os.WriteFile(path, data, 0o644)
	}
	if err != nil {
		t.Errorf("update %s: %v", path, err)
	}
}

// trimmed leaves out what update would not write.
func trimmed(got map[string]string) map[string]string {
	out := maps.Clone(got)
	maps.DeleteFunc(out, func(section, text string) bool { return text == "" && section != sectionFindings })
	return out
}

// compare returns a diff from want to got without its header, empty where they are equal.
func compare(name, want, got string) string {
	if want == got {
		return ""
	}
	hunks, err := edit.Hunks([]byte(want), edit.Between([]byte(want), []byte(got)), edit.Context)
	if err != nil {
		return fmt.Sprintf("%s: %v", name, err)
	}
	out := ""
	for _, h := range hunks {
		for _, l := range h.Lines {
			out += string(l.Op) + l.Text
		}
	}
	return out
}
