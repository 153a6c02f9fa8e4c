package pysyntax

import (
	"bytes"
	"fmt"
	"iter"

	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// spelling parses those of the project's files, as far as they are not parsed yet, that spell a name. Uses of what a file
// defines are looked for in all that do, whatever else was reason to parse.
func (p *Project) spelling(name string) {
	p.parseThose(name, p.texts.All(), func(data []byte) bool { return syntax.Spells(data, name) })
}

// calling is spelling for the calls of a function, or of what makes objects of a class, that give it an argument.
func (p *Project) calling(name string, arg syntax.Argument) {
	p.parseThose(fmt.Sprint(name, arg), p.texts.Calling(name), func(data []byte) bool { return syntax.MayPass(data, name, arg) })
}

// applying is calling for calls of partial, which get the function itself first.
func (p *Project) applying(name string) {
	call := []byte("partial(" + name)
	p.parseThose(string(call), p.texts.Calling("partial"), func(data []byte) bool { return bytes.Contains(data, call) })
}

// ParseHolding parses those of the project's files that hold a text, whatever else was reason to parse.
func (p *Project) ParseHolding(text string) {
	p.parseThose(text, p.texts.All(), func(data []byte) bool { return bytes.Contains(data, []byte(text)) })
}

// parseThose parses those of some files that hold something, once for each thing.
func (p *Project) parseThose(thing string, of iter.Seq[*source.File], holds func(data []byte) bool) {
	if p.spelt[thing] {
		return
	}
	p.spelt[thing] = true
	var list []*source.File
	for f := range of {
		if _, seen := p.modules[f.Path]; !seen && holds(f.Data) {
			list = append(list, f)
		}
	}
	p.AddAll(list)
}
