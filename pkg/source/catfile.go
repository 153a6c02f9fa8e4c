package source

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
)

// objects is the store of a tree that lies in git's objects: every blob of the commit by its slash path.
type objects map[string]object

func (o objects) read(p string) ([]byte, error) {
	at, ok := o[p]
	if !ok {
		return nil, notExist(p)
	}
	raw, err := git(context.Background(), at.repo, "cat-file", "blob", at.id)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", p, err)
	}
	return raw, nil
}

func (o objects) exists(p string) bool { _, ok := o[p]; return ok }

// objectReader examines blobs through one git process per repository.
type objectReader struct {
	ctx     context.Context
	filter  *filter
	process map[string]*catFile
}

// catFile is a running git cat-file --batch.
type catFile struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

func (r *objectReader) close() {
	for _, p := range r.process {
		p.in.Close()
		io.Copy(io.Discard, p.out)
		p.cmd.Wait()
	}
}

// start returns the running process for a repository.
func (r *objectReader) start(repo string) (*catFile, error) {
	if p := r.process[repo]; p != nil {
		return p, nil
	}
	cmd := gitCommand(r.ctx, repo, "cat-file", "--batch")
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, gitError("cat-file", err, "")
	}
	p := &catFile{cmd: cmd, in: in, out: bufio.NewReaderSize(out, 64<<10)}
	r.process[repo] = p
	return p, nil
}

// examine looks at files of one repository. It asks for all of them at once: their ids fit into a pipe.
func (r *objectReader) examine(repo string, files []string, all objects, b *batch) error {
	p, err := r.start(repo)
	if err != nil {
		return err
	}
	var ask bytes.Buffer
	var asked []string
	for _, name := range files {
		b.seen++
		if !isOpaque(name) {
			asked = append(asked, name)
			fmt.Fprintln(&ask, all[name].id)
		}
	}
	if _, err := p.in.Write(ask.Bytes()); err != nil {
		return gitError("cat-file", err, "")
	}
	for _, name := range asked {
		if err := r.one(p, name, b); err != nil {
			return gitError("cat-file", err, "")
		}
	}
	return nil
}

// one reads git's answer about one blob: a line with its size, the bytes, and a line end.
func (r *objectReader) one(p *catFile, name string, b *batch) error {
	header, err := p.out.ReadString('\n')
	if err != nil {
		return err
	}
	field := strings.Fields(header)
	if len(field) != 3 {
		b.skipped = append(b.skipped, Skip{Path: name, Reason: ReasonUnreadable + ": git has no such object"})
		return nil
	}
	size, err := strconv.ParseInt(field[2], 10, 64)
	if err != nil {
		return fmt.Errorf("read size of %s: %w", name, err)
	}
	blob := &io.LimitedReader{R: p.out, N: size}
	f, skip, err := r.filter.examine(name, blob)
	if err != nil {
		return err
	}
	b.take(f, skip)
	_, err = io.CopyN(io.Discard, p.out, blob.N+1)
	return err
}
