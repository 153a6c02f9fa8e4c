// Command e2e proves the job with things that this project did not write: the SDKs as their registries ship them.
//
// Programs in testdata/e2e, written the way people write them, are run three times. Unchanged against an emulator of OpenAI
// they work: they are right. Unchanged with their base URL set to the provider's emulator they must fail: swapping the
// endpoint is not enough. Migrated by `migrate apply` they must work: every request is accepted, with the right key at the
// right path, and what the program prints is what the catalog's model and vectors make of it. Where a provider lacks what a
// program needs, the plan must have said so for that program's file.
//
// No sample has a way out: the only proxy it knows refuses and remembers, so that one that still asks for
// api.openai.com is seen.
//
// It prints a matrix with the versions used, and exits with 1 where anything of this does not hold; what is known not to stands in testdata/e2e/known.txt, and is counted apart. SDKs are installed into
// a folder below XDG_CACHE_HOME where that is set, else into one that goes with the run. Python 3 with venv, Go and a C
// compiler have to be there.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/openai-migrate/migrate/pkg/provider"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	only := flag.String("sdk", "", "run only the SDKs whose name holds `TEXT`")
	to := flag.String("to", strings.Join(targets, ","), "migrate to these `PROVIDERS`")
	keep := flag.Bool("keep", false, "keep the migrated trees and print where they are")
	jobs := flag.Int("j", 2, "run `N` SDKs at once")
	flag.Parse()
	ok, err := test(ctx, *only, strings.Split(*to, ","), *keep, *jobs)
	if err != nil {
		fmt.Fprintln(os.Stderr, "e2e:", err)
		os.Exit(2)
	}
	if !ok {
		os.Exit(1)
	}
}

// harness is what all rows share.
type harness struct {
	root      string // testdata/e2e
	work      string // throwaway
	home      string
	binary    string
	store     store
	installed map[string]string // by the SDK's name
	openai    *provider.Provider
	gaps      []known
}

// openAI is the id of the entry in openai.toml.
const openAI = "e2e-openai"

func test(ctx context.Context, only string, to []string, keep bool, jobs int) (ok bool, err error) {
	began := time.Now()
	h, err := prepare(ctx)
	if err != nil {
		return false, err
	}
	if keep {
		fmt.Println("trees are kept in", h.work)
	} else {
		defer func() { err = errors.Join(err, os.RemoveAll(h.work)) }()
	}
	var chosen []sdk
	for _, k := range sdks {
		if strings.Contains(k.name, only) {
			chosen = append(chosen, k)
		}
	}
	if err := h.installAll(ctx, chosen, jobs); err != nil {
		return false, err
	}
	fmt.Printf("installed in %s\n", time.Since(began).Round(time.Second))
	rows := make([]*row, len(chosen))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(jobs)
	for i, k := range chosen {
		group.Go(func() (err error) {
			rows[i], err = h.row(ctx, k, to)
			fmt.Fprintln(os.Stderr, k.name+": done after", time.Since(began).Round(time.Second))
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return false, err
	}
	ok = print(os.Stdout, rows, to)
	fmt.Printf("took %s\n", time.Since(began).Round(time.Second))
	return ok, nil
}

// prepare builds the command and makes the folders.
func prepare(ctx context.Context) (*harness, error) {
	work, err := os.MkdirTemp("", "migrate-e2e-")
	if err != nil {
		return nil, err
	}
	root, err := filepath.Abs(filepath.Join("testdata", "e2e"))
	if err != nil {
		return nil, err
	}
	h := &harness{root: root, work: work, home: filepath.Join(work, "home"), binary: filepath.Join(work, "migrate"),
		store: openStore(work), installed: map[string]string{}}
	catalog, err := provider.OpenCatalog([]string{filepath.Join(root, "openai.toml")})
	if err != nil {
		return nil, err
	}
	if h.openai, err = catalog.Lookup(openAI); err != nil {
		return nil, err
	}
	if h.gaps, err = readKnown(filepath.Join(root, "known.txt")); err != nil {
		return nil, err
	}
	if err := errors.Join(os.MkdirAll(h.home, 0o755), os.MkdirAll(h.store.dir, 0o755)); err != nil {
		return nil, err
	}
	return h, run(ctx, "", nil, "go", "build", "-o", h.binary, "./cmd/migrate")
}

// installAll brings all SDKs here, some at a time.
func (h *harness) installAll(ctx context.Context, chosen []sdk, jobs int) error {
	if err := h.store.installTools(ctx); err != nil {
		return err
	}
	dirs := make([]string, len(chosen))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(jobs)
	taken := map[string]bool{}
	for i, k := range chosen {
		key := lang(k.tree) + strings.Join(k.packages, " ")
		if len(k.packages) > 0 && taken[key] {
			continue
		}
		taken[key] = true
		group.Go(func() (err error) {
			dirs[i], err = h.store.install(ctx, k, h.root)
			return err
		})
	}
	err := group.Wait()
	for _, k := range chosen {
		if len(k.packages) > 0 {
			h.installed[k.name] = h.store.entry(lang(k.tree), k.packages)
		}
	}
	return err
}
