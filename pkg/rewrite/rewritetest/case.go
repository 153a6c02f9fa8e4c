package rewritetest

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/openai-migrate/migrate/pkg/provider"
)

// The sections of a case that hold expected results; every other file is input.
const (
	sectionFindings = "findings"
	sectionDiff     = "diff"
	sectionSkipped  = "skipped"
)

var sections = []string{sectionFindings, sectionDiff, sectionSkipped}

// testCase is one txtar file, read.
type testCase struct {
	archive  *txtar.Archive
	target   *provider.Target // nil for the inventory
	variants []string         // the variants to try
	files    map[string][]byte
	want     map[string]string // by section
}

func readCase(path string) (*testCase, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	c, err := parseCase(txtar.Parse(raw))
	if err != nil {
		return nil, fmt.Errorf("read case %s: %w", path, err)
	}
	return c, nil
}

func parseCase(a *txtar.Archive) (*testCase, error) {
	c := &testCase{archive: a, files: map[string][]byte{}, want: map[string]string{}, variants: slices.Sorted(maps.Keys(variants))}
	for _, f := range a.Files {
		_, again := c.files[f.Name]
		if _, ok := c.want[f.Name]; ok || again {
			return nil, fmt.Errorf("two files are called %s", f.Name)
		}
		if slices.Contains(sections, f.Name) {
			c.want[f.Name] = string(f.Data)
		} else {
			c.files[f.Name] = f.Data
		}
	}
	if len(c.files) == 0 {
		return nil, errors.New("no input files")
	}
	return c, c.readFlags(string(a.Comment))
}

// flagLine is what a flag looks like; the first line that does not ends the flags and starts the prose.
var flagLine = regexp.MustCompile(`^([a-z][a-z-]*):\s+(\S.*)$`)

func (c *testCase) readFlags(comment string) error {
	var flags []flagValue
	for line := range strings.Lines(comment) {
		m := flagLine.FindStringSubmatch(strings.TrimRight(line, "\r\n"))
		if m == nil {
			break
		}
		flags = append(flags, flagValue{m[1], m[2]})
	}
	for _, f := range flags {
		if f.name == "provider" {
			p, err := lookup(f.value)
			if err != nil {
				return err
			}
			c.target = provider.NewTarget(p)
		}
	}
	for _, f := range flags {
		if err := c.setFlag(f); err != nil {
			return fmt.Errorf("flag %s: %w", f.name, err)
		}
	}
	return nil
}

type flagValue struct{ name, value string }

func (c *testCase) setFlag(f flagValue) error {
	switch f.name {
	case "provider":
		return nil
	case "variants":
		return c.dropVariants(f.value)
	}
	if c.target == nil {
		return errors.New("unknown, or needs a provider")
	}
	switch f.name {
	case "model":
		from, to, ok := strings.Cut(f.value, "=")
		if !ok {
			return fmt.Errorf("want FROM=TO, have %q", f.value)
		}
		c.target.Models[from] = to
	case "base-url":
		c.target.BaseURL = strings.TrimSuffix(f.value, "/")
	case "key-env":
		c.target.KeyEnv = f.value
	case "style":
		c.target.Style = provider.Style(f.value)
		if c.target.Style != provider.Direct && c.target.Style != provider.Env {
			return fmt.Errorf("want direct or env, have %q", f.value)
		}
	default:
		return errors.New("unknown")
	}
	return nil
}

// dropVariants reads "off REASON" and "no-NAME REASON".
func (c *testCase) dropVariants(value string) error {
	what, reason, _ := strings.Cut(value, " ")
	if strings.TrimSpace(reason) == "" {
		return errors.New("a reason must follow")
	}
	if what == "off" {
		c.variants = nil
		return nil
	}
	name, ok := strings.CutPrefix(what, "no-")
	if !ok || variants[name] == nil {
		return fmt.Errorf("want off or no- and one of %s, have %q", strings.Join(slices.Sorted(maps.Keys(variants)), ", "), what)
	}
	c.variants = slices.DeleteFunc(c.variants, func(v string) bool { return v == name })
	return nil
}

// update puts the results of a run in place of the expected ones: findings always, the others where there are any.
func (c *testCase) update(got map[string]string) ([]byte, error) {
	a := &txtar.Archive{Comment: c.archive.Comment}
	for _, f := range c.archive.Files {
		if !slices.Contains(sections, f.Name) {
			a.Files = append(a.Files, f)
		}
	}
	for _, s := range sections {
		if got[s] != "" || s == sectionFindings {
			a.Files = append(a.Files, txtar.File{Name: s, Data: []byte(got[s])})
		}
	}
	out := txtar.Format(a)
	if again := txtar.Parse(out); len(again.Files) != len(a.Files) {
		return nil, errors.New("a result holds a line that reads as a file marker of the case")
	}
	return out, nil
}
