package config

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
)

// section is the key of what stands together in a file: the settings of one client, as far as their place says. They move
// together.
func (s *setting) section(kind finding.KeyKind) finding.Key {
	return finding.Key{Kind: kind, Scope: s.file.Path, Name: s.sectionName()}
}

func (s *setting) sectionName() string {
	for i, k := range s.Path[:max(len(s.Path)-1, 0)] {
		if about.MatchString(k) {
			return strings.Join(s.Path[:i+1], ".")
		}
	}
	if name := s.sectionBelow(); name != "" {
		return name
	}
	return strings.ReplaceAll(s.Group(), "\x00", ".")
}

// sectionBelow is the only section for OpenAI with an address below a mapping that chooses OpenAI by name; empty for none.
//
//	Have: llm: {provider: openai, model: gpt-4o, providers: {openai: {api_url: https://api.openai.com/v1}}}
func (s *setting) sectionBelow() string {
	above := s.Path[:max(len(s.Path)-1, 0)]
	if len(above) == 0 || !slices.ContainsFunc(s.kin[s.Parent()], chooses) {
		return ""
	}
	found := ""
	for i := range s.read.Entries {
		e := &s.read.Entries[i]
		if len(e.Path) <= len(above)+1 || !slices.Equal(e.Path[:len(above)], above) || e.Commented || !openaiURL.MatchString(e.Value) {
			continue
		}
		below := slices.IndexFunc(e.Path[len(above):len(e.Path)-1], about.MatchString)
		if below < 0 {
			continue
		}
		name := strings.Join(e.Path[:len(above)+below+1], ".")
		if found != "" && found != name {
			return ""
		}
		found = name
	}
	return found
}

// about matches the name of a section for OpenAI.
var about = regexp.MustCompile(`(?i)^open[-_]?ai$`)

// part is what is known of a section.
type part struct {
	url     bool // it holds an address of OpenAI's
	movable bool // and that has a counterpart
	framed  bool // a framework's client is described in it
}

// sections are the parts of the file that hold an address or a client.
func (d *document) sections() map[string]*part {
	if d.parts != nil {
		return d.parts
	}
	d.parts = map[string]*part{}
	for i := range d.read.Entries {
		s := &setting{document: d, Entry: &d.read.Entries[i]}
		url := openaiURL.MatchString(s.Value) && !s.Block && !s.Use && !s.Commented
		f := s.frame()
		framed := f != nil && f.address != "" && f.model == s.Last()
		if !url && !framed {
			continue
		}
		p := d.parts[s.sectionName()]
		if p == nil {
			p = &part{}
			d.parts[s.sectionName()] = p
		}
		p.url, p.framed = p.url || url, p.framed || framed
		p.movable = p.movable || url && s.movable()
	}
	return d.parts
}

// movable reports whether an address of OpenAI's has a counterpart.
func (s *setting) movable() bool {
	if s.target == nil {
		return false
	}
	s.scope, _ = s.reader(s.Entry)
	_, why := s.addressFor(openaiURL.FindString(s.Value))
	return why == (i18n.Text{}) && s.urlDoubt() == (i18n.Text{})
}

// moves tells which section the setting stands in, and whether that goes to the target: its address is OpenAI's and can be
// changed, or a framework's client is described there.
//
//	Have: init_parameters: {api_key: {env_vars: [OPENAI_API_KEY]}, model: gpt-4o}
func (s *setting) moves() (section string, ok bool) {
	name := s.sectionName()
	if p := s.sections()[name]; p != nil {
		return name, p.movable || p.framed
	}
	for _, outer := range slices.Sorted(maps.Keys(s.sections())) {
		if p := s.sections()[outer]; p.framed && strings.HasPrefix(name, outer+".") {
			return outer, true
		}
	}
	return "", false
}
