package config

import (
	"bytes"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/wording"
)

// words are the edits of what stands beside a variable that is renamed for people to read: the value where it only stands
// for a key, the comment behind it and those right above.
//
//	Have: OPENAI_API_KEY=<your_openai_api_key> -> TARGET_API_KEY=<your_target_api_key>
func (s *setting) words() (out []finding.Edit) {
	key := wording.Of(s.target, s.Name)
	note := func(at source.Span, edits []edit.Edit) {
		for _, e := range edits {
			out = append(out, s.replace(source.Span{Start: at.Start + e.Start, End: at.Start + e.End}, e.New))
		}
	}
	if !s.handsOn() && s.file.Text(s.Text) == s.Value {
		note(s.Text, key.Placeholder(s.Value))
	}
	for _, at := range s.remarks() {
		note(at, key.Comment(s.file.Text(at)))
	}
	return out
}

// remarks are the comments on a setting.
func (s *setting) remarks() (out []source.Span) {
	data := s.file.Data
	if s.Lines.End <= s.Lines.Start {
		return nil
	}
	if rest := data[s.Text.End:max(s.Text.End, s.Lines.End)]; s.Text.End > 0 && !bytes.ContainsRune(rest, '\n') {
		if i := bytes.IndexAny(rest, "#/"); i > 0 && comment(rest[i:]) {
			out = append(out, source.Span{Start: s.Text.End + i, End: s.Lines.End})
		}
	}
	for end := s.Lines.Start - 1; end > 0; {
		start := bytes.LastIndexByte(data[:end], '\n') + 1
		if !comment(data[start:end]) {
			break
		}
		out = append(out, source.Span{Start: start, End: end})
		end = start - 1
	}
	return out
}

// comment reports whether a line is nothing else.
func comment(line []byte) bool {
	text := strings.TrimSpace(string(line))
	return strings.HasPrefix(text, "#") || strings.HasPrefix(text, "//") || strings.HasPrefix(text, ";")
}
