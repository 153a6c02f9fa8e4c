package verify

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/source"
)

// baseWords are what a line says where an address is a base that paths are appended to.
var baseWords = regexp.MustCompile(`(?i)base[_-]?(?:url|path)|api[_-]?base|endpoint|\bapi_?host`)

// addresses looks, without running anything, for what is most often wrong about a migrated address: that it has OpenAI's
// version path, or none, where the provider has its own.
func (v *verifier) addresses(ctx context.Context) error {
	c := Check{Name: CheckAddresses, Status: Passed}
	seen, before := 0, v.before()
	for _, f := range v.files() {
		if f.Lang == source.Markdown || source.IsTest(f.Path) || f.Mark != "" {
			continue
		}
		good, bad := v.addressesIn(f)
		bad = slices.DeleteFunc(bad, func(a address) bool { // not of this migration
			was, ok := before[f.Path]
			return len(v.Runs) > 0 && (!ok || strings.Contains(string(was), a.text+a.after))
		})
		seen += good + len(bad)
		for _, a := range bad {
			p := Problem{Path: f.Path, Line: a.line, Message: i18n.Tf("地址 %s 的版本路径不对：应为 %s", "the address %s has not the version path of the provider: it is %s", a.text, v.Target.BaseURL)}
			err := v.charge(ctx, &p, func(_ context.Context, st state) (bool, error) {
				data, ok := st[f.Path]
				return ok && strings.Contains(string(data), a.text+a.after), nil
			})
			if err != nil {
				return err
			}
			c.Status = Failed
			c.Problems = append(c.Problems, p)
		}
	}
	if seen == 0 {
		return nil
	}
	c.Text = i18n.T(fmt.Sprintf("%d 处", seen), i18n.N(seen, "base address", "base addresses"))
	v.add(c)
	return nil
}

// files are those that the scan read, and the migrated ones: these may not mention OpenAI any more.
func (s *Subject) files() []*source.File {
	out := slices.Clone(s.Scan.Tree.Files)
	for _, path := range s.touched() {
		if f, err := s.Scan.Tree.Open(path); err == nil && s.Scan.Tree.Kept(path) == nil {
			out = append(out, f)
		}
	}
	return out
}

// address is one that stands in a file; after is the character behind it.
type address struct {
	text, after string
	line        int
}

// addressesIn returns how many base addresses of the provider in a file are right, and those that are not.
func (v *verifier) addressesIn(f *source.File) (good int, bad []address) {
	line := 0
	for raw := range bytes.Lines(f.Data) {
		line++
		text := strings.TrimRight(string(raw), "\r\n")
		if !baseWords.MatchString(text) || isComment(f.Lang, text) || isRule(f, text) {
			continue
		}
		for _, o := range origins(v.Target) {
			for _, a := range addressesOf(text, o) {
				switch {
				case v.rightPath(a.text):
					good++
				case misplaced(a.text):
					bad = append(bad, address{a.text, a.after, line})
				}
			}
		}
	}
	return good, bad
}

// addressesOf returns the addresses on a line that begin with an origin.
func addressesOf(line, origin string) []address {
	var out []address
	for {
		i := strings.Index(line, origin)
		if i < 0 {
			return out
		}
		line = line[i:]
		end := len(line)
		if j := strings.IndexAny(line, "\"'`) \t,;}]>"); j >= 0 {
			end = j
		}
		out = append(out, address{text: line[:end], after: line[end:min(end+1, len(line))]})
		line = line[end:]
	}
}

// rightPath reports whether an address lies at or below one that the provider is known to have.
func (v *verifier) rightPath(raw string) bool {
	known := append([]provider.BaseURL{{URL: v.Target.BaseURL}}, v.Target.BaseURLs...)
	return slices.ContainsFunc(known, func(u provider.BaseURL) bool {
		base := strings.TrimRight(u.URL, "/")
		return raw == base || strings.HasPrefix(raw, base+"/")
	})
}

// misplaced reports whether the path of an address is none, or begins as OpenAI's does. Anything else may be another service
// of the same host.
func misplaced(raw string) bool {
	u, err := url.Parse(raw)
	return err == nil && (strings.Trim(u.Path, "/") == "" || u.Path == "/v1" || strings.HasPrefix(u.Path, "/v1/") || strings.HasPrefix(u.Path, "/chat/completions"))
}
