package cli

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

func TestOutputFile(t *testing.T) {
	app, _, _ := testApp(i18n.EN)
	dir := t.TempDir()
	file, link := filepath.Join(dir, "out"), filepath.Join(dir, "link")
	if err := app.write(file, text("one")); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(file, 0o640); err != nil {
		t.Fatal(err)
	}
	if err := app.write(file, text("two")); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the file's mode is gone: %v %v", info.Mode(), err)
	}
	failed := errors.New("no")
	if err := app.write(file, func(w io.Writer) error { return errors.Join(text("half")(w), failed) }); !errors.Is(err, failed) {
		t.Errorf("got %v", err)
	}
	if err := os.Symlink("out", link); err != nil {
		t.Skipf("no links here: %v", err)
	}
	if err := app.write(link, text("three")); err != nil {
		t.Fatal(err)
	}
	info, err := os.Lstat(link)
	if err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link was replaced: %v", err)
	}
	if got, _ := os.ReadFile(file); string(got) != "three" {
		t.Errorf("file holds %q", got)
	}
}

func TestOutputDevice(t *testing.T) {
	app, _, _ := testApp(i18n.EN)
	if err := app.write(os.DevNull, text("gone")); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode()&os.ModeDevice == 0 {
		t.Error("the null device was replaced by a file")
	}
}
