package config

import (
	"cmp"
	"fmt"
	"path"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/keyvalue"
)

// survey is one look at the configuration files of a project.
type survey struct {
	pass   *rewrite.Pass
	target *provider.Target
	roots  []string // of the projects in the tree that hold code; nil until asked for
}

// document is one file under analysis.
type document struct {
	*survey
	file  *source.File
	read  *keyvalue.File
	sets  map[string]bool              // groups and the variables set in them
	at    map[string]*keyvalue.Entry   // by path
	mates map[string][]*keyvalue.Entry // by group
	kin   map[string][]*keyvalue.Entry // by the path of what holds them
	parts map[string]*part             // the sections that hold an address or a framework's client; nil until asked for
}

// file applies the rules to each setting of one file; the first that knows a setting reports it.
func (s *survey) file(f *source.File) {
	if recorded(f) {
		s.reportRecording(f)
		return
	}
	if large(f) {
		s.reportData(f, &keyvalue.File{Mentions: keyvalue.Mentions(f.Data)})
		return
	}
	read, ok := keyvalue.Read(f)
	if !ok {
		return
	}
	d := &document{survey: s, file: f, read: read}
	d.index()
	if f.Lang == source.JSON && !isSettings(f.Path) {
		s.reportData(f, read)
		d.variablesOnly()
		return
	}
	d.tables()
	for i := range read.Requests {
		d.request(&read.Requests[i])
	}
	for i := range read.Entries {
		d.judge(&read.Entries[i])
	}
	d.mentions()
}

func (d *document) index() {
	d.sets, d.at = map[string]bool{}, map[string]*keyvalue.Entry{}
	d.mates, d.kin = map[string][]*keyvalue.Entry{}, map[string][]*keyvalue.Entry{}
	for i := range d.read.Entries {
		e := &d.read.Entries[i]
		d.at[strings.Join(e.Path, "\x00")] = e
		d.mates[e.Group()] = append(d.mates[e.Group()], e)
		d.kin[e.Parent()] = append(d.kin[e.Parent()], e)
		if !e.Use {
			d.sets[e.Group()+"\x00"+e.Name] = true
		}
	}
}

// find returns the value at a path; empty where there is none.
func (d *document) find(path ...string) string {
	if e := d.at[strings.Join(path, "\x00")]; e != nil {
		return e.Value
	}
	return ""
}

// setting is one entry of a document under judgement.
type setting struct {
	*document
	*keyvalue.Entry
	scope   string // the part of the tree that reads it
	foreign i18n.Text
}

func (d *document) judge(e *keyvalue.Entry) {
	s := &setting{document: d, Entry: e}
	s.scope, s.foreign = d.reader(e)
	s.secret()
	for _, rule := range []func(*setting) bool{
		(*setting).use, (*setting).key, (*setting).header, (*setting).azure, (*setting).allowed, (*setting).url, (*setting).reference,
		(*setting).model, (*setting).ownKey, (*setting).choice, (*setting).other,
	} {
		if rule(s) {
			return
		}
	}
}

// variablesOnly looks at nothing but variables of the environment: what else a file of data holds is data.
func (d *document) variablesOnly() {
	for i := range d.read.Entries {
		if e := &d.read.Entries[i]; e.Environ && !e.Opaque {
			d.judge(e)
		}
	}
}

// report fills in what all findings of a setting share.
func (s *setting) report(f finding.Finding) {
	if f.Span == (source.Span{}) {
		f.Span = s.Span()
	}
	f.Symbol = cmp.Or(f.Symbol, s.called())
	s.add(f)
}

// add reports a finding of the document.
func (d *document) add(f finding.Finding) {
	f.File = d.file
	if d.file.Mark != "" {
		f.Fixes = nil
	}
	if f.Confidence == "" {
		f.Confidence = finding.Manual
		if len(f.Fixes) > 0 {
			f.Confidence = f.Fixes[0].Confidence
		}
	}
	d.pass.Report(f)
}

// called is what a setting is called in texts: its name, or the last key above it.
func (s *setting) called() string {
	if s.Name != "" {
		return s.Name
	}
	for i := len(s.Path) - 1; i >= 0; i-- {
		if !strings.HasPrefix(s.Path[i], "#") {
			return s.Path[i]
		}
	}
	return path.Base(s.file.Path)
}

// node names the setting in a change.
func (s *setting) node() string {
	if s.Environ {
		return fmt.Sprintf("variable %s", s.called())
	}
	return fmt.Sprintf("setting %s", s.called())
}

// variable is the key of a fact about a variable, in the part of the tree that reads this setting.
func (s *setting) variable(kind finding.KeyKind, name string) finding.Key {
	return finding.Key{Kind: kind, Scope: s.scope, Name: name}
}
