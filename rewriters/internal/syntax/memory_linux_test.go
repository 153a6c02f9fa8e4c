package syntax

import (
	"context"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/openai-migrate/migrate/pkg/source"
)

// TestJunkIsBounded gives the parser what makes it take minutes and gigabytes.
func TestJunkIsBounded(t *testing.T) {
	if _, err := Parse(context.Background(), source.TypeScript, junk(5_000_000)); err != TooLarge {
		t.Errorf("5 MB: %v", err)
	}
	for lang, size := range map[source.Lang]int{
		source.Python: MaxSize - 4, source.JavaScript: 200_000, source.TypeScript: MaxSize - 4, source.TSX: 200_000,
	} {
		src := junk(size)
		before := peak(t)
		_, err := Parse(context.Background(), lang, src)
		if err != nil && err != Timeout {
			t.Errorf("%s: %v", lang, err)
		}
		if grown := peak(t) - before; grown > 200<<10 {
			t.Errorf("%s: took %d kB", lang, grown)
		}
	}
}

// peak returns the most memory that the process ever held, in kB.
func peak(t *testing.T) int64 {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return u.Maxrss
}

// resident returns the memory that the process holds now, in kB.
func resident(t *testing.T) int {
	t.Helper()
	data, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(data), "VmRSS:")
	n, err := strconv.Atoi(strings.Fields(rest + " none")[0])
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestNothingLeaks parses for long, cancelling every other time, and looks at memory in the second half only.
func TestNothingLeaks(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	src := program(source.TypeScript, 20_000)
	round := func() {
		for range 30 {
			if _, err := Parse(context.Background(), source.TypeScript, src); err != nil {
				t.Fatal(err)
			}
			if _, err := parse(context.Background(), source.TypeScript, src, 1); err != Timeout {
				t.Fatalf("a parse without time gave %v", err)
			}
			if _, err := parse(context.Background(), source.TypeScript, src, 2e6); err != nil && err != Timeout {
				t.Fatal(err)
			}
		}
	}
	round()
	before := resident(t)
	round()
	round()
	if grown := resident(t) - before; grown > 8<<10 {
		t.Errorf("%d kB more after 180 parses", grown)
	}
}
