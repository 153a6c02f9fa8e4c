package cli

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

// write hands the output to fn: stdout where path is empty or "-", else a file. What fn writes reaches the file only when
// fn succeeds. A regular file is replaced whole and keeps its mode; a link, a device or a pipe is written into, because
// replacing it would take it away.
func (app *App) write(path string, fn func(io.Writer) error) error {
	if path == "" || path == "-" {
		return fn(app.IO.Out)
	}
	var b bytes.Buffer
	if err := fn(&b); err != nil {
		return err
	}
	if err := replace(path, b.Bytes()); err != nil {
		return &Error{Code: codeUsage, Text: i18n.Tf("无法写入 %s", "cannot write %s", path), Err: err}
	}
	return nil
}

// newMode is the mode of a file that was not there before, less the process's umask.
const newMode = 0o666

func replace(path string, data []byte) error {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular() {
		return os.WriteFile(path, data, newMode)
	}
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".migrate-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	if err = errors.Join(err, f.Chmod(info.Mode().Perm()), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
