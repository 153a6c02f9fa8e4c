package rewritetest

import (
	"bytes"
	"fmt"
	"maps"
	"slices"

	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/source"
)

// variants store the same text in other bytes. A variant returns nil for a file that it does not apply to.
var variants = map[string]func([]byte) []byte{
	"crlf": func(b []byte) []byte {
		if bytes.Contains(b, []byte("\r")) {
			return nil
		}
		return bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n"))
	},
	"bom": func(b []byte) []byte {
		if bytes.HasPrefix(b, mark) {
			return nil
		}
		return slices.Concat(mark, b)
	},
	"eof": func(b []byte) []byte {
		short := bytes.TrimSuffix(b, []byte("\n"))
		if len(short) == 0 || len(short) == len(b) || bytes.HasSuffix(short, []byte("\n")) {
			return nil
		}
		return short
	},
}

// mark is the byte order mark in UTF-8.
var mark = []byte("\ufeff")

// variantsAgree migrates the input in each variant: the same is found, and each file comes out as the variant of what it
// came out as.
func variantsAgree(s *subject) error {
	plain, err := s.first.apply(nil)
	if err != nil {
		return err
	}
	for _, name := range s.variants {
		if err := s.vary(variants[name], plain); err != nil {
			return fmt.Errorf("variant %s: %w", name, err)
		}
	}
	return nil
}

func (s *subject) vary(variant func([]byte) []byte, plain map[string][]byte) error {
	files := maps.Clone(s.files)
	for path, raw := range s.files {
		if v := variant(raw); v != nil {
			files[path] = v
		}
	}
	o, err := s.look(files)
	if err != nil {
		return err
	}
	if d := compare("findings", s.first.findings(), o.findings()); d != "" {
		return fmt.Errorf("findings differ:\n%s", d)
	}
	changed, err := o.apply(nil)
	if err != nil {
		return err
	}
	for _, path := range slices.Sorted(maps.Keys(s.with(changed))) {
		want := after(path, plain, s.files)
		if v := variant(s.files[path]); v != nil {
			want = variant(want)
		}
		if got := after(path, changed, files); want != nil && !bytes.Equal(got, want) {
			return fmt.Errorf("%s comes out differently:\n%s", path, visible(compare(path, string(want), string(got))))
		}
	}
	return nil
}

// after returns a file as it is when all is applied.
func after(path string, changed, files map[string][]byte) []byte {
	if raw, ok := changed[path]; ok {
		return raw
	}
	return files[path]
}

// visible shows the bytes that the variants are about.
func visible(diff string) string {
	b := bytes.ReplaceAll([]byte(diff), []byte("\r"), []byte("␍"))
	return string(bytes.ReplaceAll(b, mark, []byte("<BOM>")))
}

// idsStable adds a line to each file, first at its top and then at its end: the plan keeps its ids and what they require,
// the findings their fingerprints.
func idsStable(s *subject) error {
	for _, where := range []func([]byte, source.Lang) []byte{atTop, atEnd} {
		files := map[string][]byte{}
		for path, raw := range s.files {
			files[path] = where(raw, source.Detect(path))
		}
		o, err := s.look(files)
		if err != nil {
			return err
		}
		if d := compare("ids", s.first.ids(), o.ids()); d != "" {
			return fmt.Errorf("with a line added:\n%s", d)
		}
	}
	return nil
}

// atTop adds an empty line in front, or behind a first line that must stay the first.
func atTop(raw []byte, _ source.Lang) []byte {
	for _, first := range []string{"#!", "---", "# syntax", "<?", "%"} {
		if end := bytes.IndexByte(raw, '\n'); end >= 0 && bytes.HasPrefix(raw, []byte(first)) {
			return slices.Concat(raw[:end+1], []byte("\n"), raw[end+1:])
		}
	}
	if bytes.HasPrefix(raw, mark) {
		return slices.Concat(mark, []byte("\n"), raw[len(mark):])
	}
	return slices.Concat([]byte("\n"), raw)
}

// atEnd adds a comment where the language is known to have them, else an empty line.
func atEnd(raw []byte, lang source.Lang) []byte {
	line := "\n"
	switch lang {
	case source.Go, source.JavaScript, source.TypeScript, source.TSX, source.Java, source.Kotlin, source.CSharp, source.Rust:
		line = "// an unrelated line\n"
	case source.Python, source.Shell, source.Make, source.Docker, source.Dotenv, source.YAML, source.TOML:
		line = "# an unrelated line\n"
	}
	if len(raw) > 0 && raw[len(raw)-1] != '\n' {
		line = "\n" + line
	}
	return slices.Concat(raw, []byte(line))
}

// ids lists what must not change with the place of things.
func (o *outcome) ids() string {
	var lines []string
	for _, c := range o.plan.Changes {
		lines = append(lines, fmt.Sprintf("change %s of %s in %s requires %v\n", c.ID, c.Rule, c.Path, requires(c)))
	}
	for _, f := range o.result.Findings {
		lines = append(lines, fmt.Sprintf("finding %s of %s in %s\n", f.Fingerprint(), f.Rule.ID, f.File.Path))
	}
	slices.Sort(lines)
	out := ""
	for _, l := range lines {
		out += l
	}
	return out
}

func requires(c *plan.Change) []string { return slices.Sorted(slices.Values(c.Requires)) }
