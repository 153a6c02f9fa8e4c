package scan

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
)

// Run analyses a tree. The error is for a cancelled context only.
func Run(ctx context.Context, tree *source.Tree, c Config) (*Result, error) {
	results, err := Each(ctx, tree, c, []*provider.Target{c.Target})
	if err != nil {
		return nil, err
	}
	return results[0], nil
}

// Each is [Run] for several targets at once, in place of the one in c: the result for each, in their order. A rewriter
// reads a project once and then looks at it for one target after the other.
func Each(ctx context.Context, tree *source.Tree, c Config, targets []*provider.Target) ([]*Result, error) {
	runs := make([]*run, len(targets))
	for i, t := range targets {
		c.Target = t
		runs[i] = &run{config: c, result: &Result{Tree: tree, Target: t}, scanned: map[string]bool{}}
	}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(workers(c.Workers))
	for _, p := range largestFirst(tree.Projects()) {
		g.Go(func() error { return project(ctx, p, runs) })
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	unread := unread(tree, c.Rewriters)
	results := make([]*Result, len(runs))
	for i, r := range runs {
		results[i] = r.finish(unread)
	}
	return results, nil
}

// largestFirst orders projects so that the run does not end with one large project on one processor.
func largestFirst(list []*source.Project) []*source.Project {
	size := map[*source.Project]int{}
	for _, p := range list {
		for _, f := range p.Files {
			size[p] += len(f.Data)
		}
	}
	out := slices.Clone(list)
	slices.SortStableFunc(out, func(a, b *source.Project) int { return size[b] - size[a] })
	return out
}

func workers(n int) int {
	if n > 0 {
		return n
	}
	return runtime.GOMAXPROCS(0)
}

// run collects what the projects' rewriters report.
type run struct {
	config Config

	mu      sync.Mutex
	result  *Result
	scanned map[string]bool
}

// project runs the rewriters on one project, each for all targets in turn.
func project(ctx context.Context, p *source.Project, runs []*run) error {
	defer p.Forget()
	for _, w := range runs[0].config.Rewriters {
		var files []*source.File
		for _, f := range p.Files {
			if w.Match(f) {
				files = append(files, f)
			}
		}
		if len(files) == 0 {
			continue
		}
		var kept *rewrite.Kept
		if len(runs) > 1 {
			kept = &rewrite.Kept{}
		}
		for _, r := range runs {
			if err := ctx.Err(); err != nil {
				return err
			}
			r.rewriter(w, &rewrite.Pass{Context: ctx, Project: p, Files: files, Target: r.config.Target, Kept: kept})
		}
	}
	return ctx.Err()
}

// rewriter runs one rewriter on one project; what it reports counts only when it does not fail.
func (r *run) rewriter(w *rewrite.Rewriter, p *rewrite.Pass) {
	var found []finding.Finding
	var skipped []source.Skip
	p.Report = func(f finding.Finding) { found = append(found, spaced(inCell(checked(w, f)))) }
	p.Skip = func(s source.Skip) { skipped = append(skipped, s) }
	if err := guard(w, p); err != nil {
		found, skipped = nil, nil
		for _, f := range p.Files {
			skipped = append(skipped, source.Skip{Path: f.Path, Reason: fmt.Sprintf("%s: %v", w.Name, err)})
		}
	}
	spared := r.spare(found)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.result.Spared += spared
	r.result.Findings = append(r.result.Findings, found...)
	r.result.Skipped = append(r.result.Skipped, skipped...)
	for _, f := range p.Files {
		r.scanned[f.Path] = true
	}
	for _, s := range skipped {
		delete(r.scanned, s.Path)
	}
}

// spare takes away the fixes of findings in files that are left as they are, and from other fixes the edits of such files:
// a client moves without the keys that tests set for it. It returns how many findings have nothing left to do.
func (r *run) spare(found []finding.Finding) (n int) {
	if r.config.Spare == nil {
		return 0
	}
	for i := range found {
		f := &found[i]
		if !f.Fixable() {
			continue
		}
		if f.Fixes = r.without(f); len(f.Fixes) == 0 {
			n++
			f.Message = i18n.Join(f.Message, i18n.T("这是测试，默认保持原样；--tests 会一并迁移", "it belongs to the tests and stays as it is; --tests moves these, too"))
		}
	}
	return n
}

// without returns a finding's fixes as far as they change files that are not spared.
func (r *run) without(f *finding.Finding) []finding.Fix {
	if r.config.Spare(f.File.Path) {
		return nil
	}
	var out []finding.Fix
	for _, x := range f.Fixes {
		x.Edits = slices.DeleteFunc(slices.Clone(x.Edits), func(e finding.Edit) bool { return r.config.Spare(e.File.Path) })
		if len(x.Edits) > 0 {
			out = append(out, x)
		}
	}
	return out
}

// guard turns a panic of a rewriter into an error.
func guard(w *rewrite.Rewriter, p *rewrite.Pass) (err error) {
	defer func() {
		if x := recover(); x != nil {
			err = fmt.Errorf("internal error: %v", x)
		}
	}()
	return w.Run(p)
}

// checked refuses a finding that cannot be shown or planned: one bad span must cost its rewriter's files and not the run.
func checked(w *rewrite.Rewriter, f finding.Finding) finding.Finding {
	outside := func(file *source.File, start, end int) bool {
		return file == nil || start < 0 || end < start || end > len(file.Data)
	}
	bad := outside(f.File, f.Span.Start, f.Span.End) || f.Rule == nil
	for _, fix := range f.Fixes {
		for _, e := range fix.Edits {
			bad = bad || outside(e.File, e.Start, e.End)
		}
	}
	if bad {
		panic(fmt.Sprintf("%s reported a finding or an edit outside its file", w.Name))
	}
	return f
}

// inCell says which cell of a notebook a finding is in: its readers see cells, not lines of JSON.
func inCell(f finding.Finding) finding.Finding {
	if n, _ := f.File.Cell(f.Span.Start); n > 0 {
		f.Message = i18n.T(fmt.Sprintf("第 %d 个代码单元：%s", n, f.Message.ZH), fmt.Sprintf("code cell %d: %s", n, f.Message.EN))
	}
	return f
}

// spaced sets the names that a rewriter put into its Chinese sentences off by spaces.
func spaced(f finding.Finding) finding.Finding {
	f.Message.ZH, f.Otherwise.ZH = i18n.Spaced(f.Message.ZH), i18n.Spaced(f.Otherwise.ZH)
	f.Fixes = slices.Clone(f.Fixes)
	for i := range f.Fixes {
		x := &f.Fixes[i]
		x.Title.ZH, x.Why.ZH = i18n.Spaced(x.Title.ZH), i18n.Spaced(x.Why.ZH)
	}
	return f
}

func (r *run) finish(unread []source.Skip) *Result {
	finding.Sort(r.result.Findings)
	r.result.Skipped = slices.Concat(r.result.Tree.Skipped, r.result.Skipped, unread)
	slices.SortFunc(r.result.Skipped, func(a, b source.Skip) int {
		return strings.Compare(a.Path+"\x00"+a.Reason, b.Path+"\x00"+b.Reason)
	})
	r.result.Skipped = slices.Compact(r.result.Skipped)
	r.result.Scanned = len(r.scanned)
	return r.result
}

// unread lists the files that mention OpenAI in a language that no rewriter reads. Prose is not listed: it sends nothing.
func unread(tree *source.Tree, rewriters []*rewrite.Rewriter) []source.Skip {
	read := map[source.Lang]bool{source.Markdown: true, source.Other: true}
	for _, w := range rewriters {
		for _, l := range w.Langs {
			read[l] = true
		}
	}
	openai := source.NewWords("openai")
	var out []source.Skip
	for _, f := range tree.Files {
		if !read[f.Lang] && openai.In(f.Data) {
			out = append(out, source.Skip{Path: f.Path, Reason: source.ReasonLanguage + ": " + string(f.Lang)})
		}
	}
	return out
}
