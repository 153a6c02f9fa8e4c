package pykey

import (
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/source"
)

// Reads are the keys for code of a project that reads a variable: for the files that set it in reach of the project, and for
// the process that the code runs in.
func Reads(p *source.Project, name string) []finding.Key {
	out := []finding.Key{{Kind: finding.KeyReads, Scope: p.Scope(), Name: name}}
	if process := Process(p, name); process != out[0] {
		out = append(out, process)
	}
	return out
}

// Process is the key for reads of a variable in the process that a project's code runs in. A notebook is a process of its
// own: what other code reads is no reason to set a variable in it, or to leave one as it is.
func Process(p *source.Project, name string) finding.Key {
	k := finding.Key{Kind: finding.KeyReads, Scope: p.Scope(), Name: name}
	if k.Scope != p.Root {
		k.Name += " in " + k.Scope
	}
	return k
}
