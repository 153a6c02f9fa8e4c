package gosyntax

import (
	"go/ast"
	"reflect"
	"strconv"
	"strings"
)

// Tag is what a struct tag says of where a configuration library takes a field's value from.
//
//	Have: Model string `env:"OPENAI_MODEL" envDefault:"gpt-4o"`, URL string `envconfig:"OPENAI_URL" default:"https://..."`
type Tag struct {
	File    *File
	Lit     *ast.BasicLit
	Env     string // the variable of the environment; empty where none is named
	Default string
}

// The keys of tags that name variables, and those that hold defaults: of caarlos0/env, envconfig, cleanenv and others.
var (
	envKeys     = []string{"env", "envconfig", "conf"}
	defaultKeys = []string{"envDefault", "env-default", "default"}
)

// noteTag notes the fields of a struct whose tags say something of the kind.
func (p *Program) noteTag(f *File, field *ast.Field) {
	if field.Tag == nil {
		return
	}
	text, err := strconv.Unquote(field.Tag.Value)
	if err != nil {
		return
	}
	tag := Tag{File: f, Lit: field.Tag}
	for _, k := range envKeys {
		name, _, _ := strings.Cut(reflect.StructTag(text).Get(k), ",")
		if name = strings.TrimPrefix(name, "env:"); envLike.MatchString(name) {
			tag.Env = name
		}
	}
	for _, k := range defaultKeys {
		if v, ok := reflect.StructTag(text).Lookup(k); ok {
			tag.Default = v
		}
	}
	if tag.Env == "" && tag.Default == "" {
		return
	}
	for _, name := range field.Names {
		if obj := p.info.Defs[name]; obj != nil {
			p.uses.tagged[obj] = tag
		}
	}
}

// tagged adds what a field's tag says.
func (t *trace) tagged(tag Tag, s Site) {
	s.File, s.Expr = tag.File, tag.Lit
	if tag.Env != "" {
		t.add(Env, s, tag.Env, nil)
	}
	if tag.Default != "" {
		t.add(Constant, s, tag.Default, nil)
	}
}
