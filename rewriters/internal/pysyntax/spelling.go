package pysyntax

import (
	"bytes"
	"fmt"

	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// spelling parses those of the project's files, as far as they are not parsed yet, that spell a name. Uses of what a file
// defines are looked for in all that do, whatever else was reason to parse.
func (p *Project) spelling(name string) {
	p.parseThose(name, func(data []byte) bool { return syntax.Spells(data, name) })
}

// calling is spelling for the calls of a function, or of what makes objects of a class, that give it an argument.
func (p *Project) calling(name string, arg syntax.Argument) {
	p.parseThose(fmt.Sprint(name, arg), func(data []byte) bool { return syntax.MayPass(data, name, arg) })
}

// ParseHolding parses those of the project's files that hold a text, whatever else was reason to parse.
func (p *Project) ParseHolding(text string) {
	p.parseThose(text, func(data []byte) bool { return bytes.Contains(data, []byte(text)) })
}

// parseThose parses the files that hold something, once for each thing.
func (p *Project) parseThose(thing string, holds func(data []byte) bool) {
	if p.spelt[thing] {
		return
	}
	p.spelt[thing] = true
	var list []*source.File
	for _, f := range p.source.Files {
		if _, seen := p.modules[f.Path]; !seen && f.Lang == source.Python && holds(f.Data) {
			list = append(list, f)
		}
	}
	p.AddAll(list)
}
