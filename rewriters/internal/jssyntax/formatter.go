package jssyntax

import (
	"bytes"
	"path"
	"regexp"
	"strconv"
)

// formatter is what the configuration of Prettier or Biome says of layout that a file itself does not show.
type formatter struct {
	width    int
	trailing bool
}

// formatters are the files that hold it, the first that is there counting.
var formatters = []string{
	".prettierrc", ".prettierrc.json", ".prettierrc.yaml", ".prettierrc.yml", ".prettierrc.js", ".prettierrc.cjs", ".prettierrc.mjs", "prettier.config.js",
	"prettier.config.cjs", "prettier.config.mjs", "prettier.config.ts", "biome.json", "biome.jsonc", "package.json",
}

var (
	printWidth     = regexp.MustCompile(`\b(?:printWidth|lineWidth)["']?\s*:\s*(\d+)`)
	trailingComma  = regexp.MustCompile(`\btrailing(?:Comma|Commas)["']?\s*:\s*["']?(none|es5|all)`)
	prettierOption = regexp.MustCompile(`"prettier"\s*:\s*\{`)
)

// formatter returns the configuration nearest to a directory. Without one, lines are broken at 80 characters and lists
// end without a comma.
func (p *Project) formatter(dir string) formatter {
	if f, ok := p.formats[dir]; ok {
		return f
	}
	f := formatter{width: 80}
	if text := p.formatterIn(dir); text != nil {
		f = readFormatter(text)
	} else if dir != "." && dir != "/" {
		f = p.formatter(path.Dir(dir))
	}
	p.formats[dir] = f
	return f
}

func (p *Project) formatterIn(dir string) []byte {
	for _, name := range formatters {
		f, err := p.source.Tree.Open(path.Join(dir, name))
		if err != nil {
			continue
		}
		if name != "package.json" {
			return f.Data
		}
		if at := prettierOption.FindIndex(f.Data); at != nil {
			inner, _, _ := bytes.Cut(f.Data[at[1]:], []byte("}"))
			return inner
		}
	}
	return nil
}

func readFormatter(text []byte) formatter {
	f := formatter{width: 80, trailing: true} // the defaults of both, of Prettier from version 2 on
	if m := printWidth.FindSubmatch(text); m != nil {
		if n, err := strconv.Atoi(string(m[1])); err == nil && n >= 40 {
			f.width = n
		}
	}
	if m := trailingComma.FindSubmatch(text); m != nil {
		f.trailing = string(m[1]) != "none"
	}
	return f
}
