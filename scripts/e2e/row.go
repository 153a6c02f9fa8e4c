package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/emulate"
	"github.com/openai-migrate/migrate/pkg/provider"
)

// row is one SDK's part of the matrix.
type row struct {
	sdk     sdk
	version string
	cells   map[string]cell // by column: openAI, unchanged, and the providers
}

// unchanged is the column of the samples as they are, pointed at the first provider.
const unchanged = "unchanged"

// cell is one SDK at one provider.
type cell struct {
	right   int
	blocked int      // samples that cannot work there, and of which the plan says so
	known   []string // what does not hold, and is known not to
	gaps    []string // what does not hold
}

// row runs all samples of an SDK everywhere.
func (h *harness) row(ctx context.Context, k sdk, to []string) (*row, error) {
	r := &row{k, k.version(h.root), map[string]cell{}}
	var err error
	if k.env {
		if r.cells[openAI], err = h.asTheyAre(ctx, k); err != nil {
			return nil, err
		}
	}
	if r.cells[unchanged], err = h.unmigrated(ctx, k, to[0]); err != nil {
		return nil, err
	}
	for _, id := range to {
		if r.cells[id], err = h.migrated(ctx, k, id); err != nil {
			return nil, fmt.Errorf("%s to %s: %w", k.name, id, err)
		}
	}
	return r, nil
}

// key is what the emulators take. It looks like none of anybody's.
const key = "e2e-key-of-the-right-provider"

// pointed is the environment of a program whose base URL was swapped and nothing else. SDKs refuse to be given the
// addresses of OpenAI and of Azure at once.
func pointed(s *stand, azure bool) []string {
	if azure {
		return []string{"AZURE_OPENAI_API_KEY=" + key, "AZURE_OPENAI_ENDPOINT=" + s.URL}
	}
	return []string{"OPENAI_API_KEY=" + key, "OPENAI_BASE_URL=" + s.base, "OPENAI_API_BASE=" + s.base}
}

func isAzure(sample string) bool { return stem(sample) == "azure" }

func always(string) bool { return true }

// trial is one sample's run.
type trial struct {
	sample  string
	output  output
	records []emulate.Record
	asked   []string // hosts outside
}

// refused are the requests that were not accepted.
func (t trial) refused() []string {
	var out []string
	for _, r := range t.records {
		if r.Refused != "" || r.Status != 200 {
			out = append(out, fmt.Sprintf("%s %s model %q: %d %s", r.Method, r.Path, r.Model, r.Status, r.Refused))
		}
	}
	return out
}

// trials copies the tree, lets change change the copy, and runs the samples that are wanted in an environment.
func (h *harness) trials(ctx context.Context, k sdk, s *stand, env []string, column string, wanted func(sample string) bool, change func(dir string) error) ([]trial, error) {
	dir := filepath.Join(h.work, column, strings.NewReplacer(" ", "-", "/", "-", "@", "npm-").Replace(k.name))
	if err := copyTree(filepath.Join(h.root, k.tree), dir); err != nil {
		return nil, err
	}
	if err := h.manifest(k, dir); err != nil {
		return nil, err
	}
	if err := change(dir); err != nil {
		return nil, err
	}
	names, err := samples(dir, k.tree)
	names = slices.DeleteFunc(names, func(name string) bool { return !wanted(name) })
	if err != nil || len(names) == 0 {
		return nil, err
	}
	border := newBorder()
	defer border.Close()
	r, err := h.start(ctx, k, dir, border, env)
	if err != nil {
		return nil, err
	}
	defer r.stop()
	var out []trial
	for _, name := range names {
		o, err := r.run(name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out = append(out, trial{name, o, s.take(), border.take()})
	}
	return out, nil
}

// tokenTables is where tiktoken gets the tables of OpenAI's tokens. A sample that needs them cannot be tried without a way
// out; migrated, it has to do without.
const tokenTables = "openaipublic.blob.core.windows.net:443"

func asItIs(string) error { return nil }

// asTheyAre runs the samples against OpenAI's emulator. Azure is another service.
func (h *harness) asTheyAre(ctx context.Context, k sdk) (c cell, err error) {
	s := newStand(h.openai, key)
	defer s.Close()
	ours := func(sample string) bool { return !isAzure(sample) }
	trials, err := h.trials(ctx, k, s, pointed(s, false), openAI, ours, asItIs)
	if err != nil {
		return c, err
	}
	for _, t := range trials {
		if !slices.Contains(t.asked, tokenTables) {
			h.judge(&c, k, t, provider.NewTarget(h.openai))
		}
	}
	return c, nil
}

// unmigrated runs the samples against a provider's emulator. They must fail, and not by chance: a request was refused, or
// somebody outside was asked for.
func (h *harness) unmigrated(ctx context.Context, k sdk, id string) (c cell, err error) {
	p, err := provider.Lookup(id)
	if err != nil {
		return c, err
	}
	s := newStand(p, key)
	defer s.Close()
	for _, azure := range []bool{false, true} {
		trials, err := h.trials(ctx, k, s, pointed(s, azure), unchanged, func(sample string) bool { return isAzure(sample) == azure }, asItIs)
		if err != nil {
			return c, err
		}
		for _, t := range trials {
			switch {
			case len(t.refused()) > 0 || len(t.asked) > 0: // some SDKs swallow the error, and print nothing
				c.right++
			case t.output.Error == "":
				c.gap(t, "works unchanged at "+id)
			default:
				c.gap(t, "fails for another reason: "+lastLine(t.output.Error))
			}
		}
	}
	return c, nil
}

// migrated moves the samples to a provider and runs them there.
func (h *harness) migrated(ctx context.Context, k sdk, id string) (c cell, err error) {
	p, err := provider.Lookup(id)
	if err != nil {
		return c, err
	}
	s := newStand(p, key)
	defer s.Close()
	var left []noted
	env := []string{p.KeyEnv + "=" + key}
	trials, err := h.trials(ctx, k, s, env, id, always, func(dir string) error {
		left, err = h.migrate(ctx, dir, id, s.base)
		return err
	})
	if err != nil {
		return c, err
	}
	t := provider.NewTarget(p)
	for _, trial := range trials {
		word := blocked(k.name, trial.sample, t)
		switch {
		case word == "" && mixed(trial, t) && says(left, trial.sample, "extra field"):
			c.blocked++
		case word == "" && h.known(k, id, trial.sample) != "":
			h.judgeKnown(&c, k, trial, t)
		case word == "":
			h.judge(&c, k, trial, t)
		case says(left, trial.sample, word):
			c.blocked++
		default:
			c.gap(trial, fmt.Sprintf("cannot work there, and the plan does not say so (no finding left to a person with %q)", word))
		}
	}
	return c, nil
}

// mixed reports whether the thinking of a model stands in what a sample prints, for want of a field that some SDKs cannot
// send. The plan has to have said that.
func mixed(t trial, target *provider.Target) bool {
	return target.Response != nil && len(target.Response.Apart) > 0 && strings.Contains(t.output.Out, "<think>")
}

// judge holds a run against what it has to be.
func (h *harness) judge(c *cell, k sdk, t trial, target *provider.Target) {
	want, err := h.want(t.sample, k, target)
	switch {
	case err != nil:
		c.gap(t, err.Error())
	case len(t.asked) > 0:
		c.gap(t, "asks for "+strings.Join(t.asked, ", "))
	case len(t.refused()) > 0:
		c.gap(t, "refused: "+strings.Join(t.refused(), "; "))
	case t.output.Error != "":
		c.gap(t, "fails: "+lastLine(t.output.Error))
	case len(t.records) == 0:
		c.gap(t, "sends nothing")
	case !strings.EqualFold(strings.TrimSpace(t.output.Out), strings.TrimSpace(want)): // Python says True
		c.gap(t, fmt.Sprintf("prints %q, want %q", t.output.Out, want))
	default:
		c.right++
	}
}

// judgeKnown holds a run against what is known of it: it still must not work.
func (h *harness) judgeKnown(c *cell, k sdk, t trial, target *provider.Target) {
	var now cell
	h.judge(&now, k, t, target)
	if now.right > 0 {
		c.gap(t, "works, and stands in known.txt")
		return
	}
	c.known = append(c.known, t.sample+": "+h.known(k, target.ID, t.sample))
}

func (c *cell) gap(t trial, why string) { c.gaps = append(c.gaps, t.sample+": "+why) }

// lastLine is where a trace says what is wrong.
func lastLine(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	if strings.HasPrefix(lines[len(lines)-1], " ") {
		return strings.Join(lines, "\n")
	}
	return lines[len(lines)-1]
}
