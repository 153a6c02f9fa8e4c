package review

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

var update = flag.Bool("update", false, "rewrite the golden screens")

// scenes are the screens kept as goldens, each reached by keys from the start.
var scenes = []struct {
	name string
	keys []string
}{
	{"the start", nil},
	{"a set accepted", []string{"j", "j", "j", "a"}},
	{"the details", []string{"j", "j", "j", "tab", "ctrl+d"}},
	{"together with the accepted rest", []string{"A", "j", "j", "j", "v", "tab", "G"}},
	{"half a set", []string{"A", "j", "j", "j", "j", "s"}},
	{"another model", []string{"j", "j", "m", "j"}},
	{"another model taken", []string{"j", "j", "j", "a", "m", "j", "enter"}},
	{"by set", []string{"t"}},
	{"nothing to write", []string{"G", "a"}},
	{"a filter that finds nothing", []string{"/", "x", "x", "x"}},
	{"help", []string{"?"}},
	{"asked whether to write", []string{"A", "j", "j", "j", "j", "s", "w"}},
	{"asked whether to quit", []string{"a", "q"}},
}

func TestScreens(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}, {60, 15}, {60, 30}} {
		for _, l := range []i18n.Lang{i18n.ZH, i18n.EN} {
			name := fmt.Sprintf("%dx%d.%s", size[0], size[1], l)
			t.Run(name, func(t *testing.T) {
				var b strings.Builder
				for _, s := range scenes {
					d := play(t, l, size[0], size[1]).Press(s.keys...)
					if bad := d.fits(); bad != "" {
						t.Errorf("%s: %s", s.name, bad)
					}
					fmt.Fprintf(&b, "=== %s: %s\n%s\n", s.name, strings.Join(s.keys, " "), d.Screen())
				}
				golden(t, filepath.Join("testdata", name+".txt"), b.String())
			})
		}
	}
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got); -update rewrites it\n%s", file, diff)
	}
}
