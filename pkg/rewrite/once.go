package rewrite

import "github.com/openai-migrate/migrate/pkg/source"

// Kept holds what [Once] has made; its zero value is empty.
type Kept struct {
	value any
	skips []source.Skip
}

// Once makes what a rewriter needs of a project whatever the target, such as its parsed files: once for all passes that
// share it. A rewriter calls it at most once a pass. Files that are skipped on the way are skipped in each pass; nothing
// that make returns may be changed later by what depends on a target.
func Once[T any](p *Pass, make func(skip func(source.Skip)) T) T {
	if p.Kept == nil {
		return make(p.Skip)
	}
	if p.Kept.value == nil {
		p.Kept.value = make(func(s source.Skip) { p.Kept.skips = append(p.Kept.skips, s) })
	}
	for _, s := range p.Kept.skips {
		p.Skip(s)
	}
	return p.Kept.value.(T)
}
