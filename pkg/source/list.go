package source

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"strings"
)

// chunk is how many files go into one task: enough to make the queue's lock cheap.
const chunk = 64

// list puts the files below a directory into the queue: git's answer in a checkout, our own elsewhere.
func (w *walk) list(dir string) {
	if at, listed, barred := w.barred(dir); barred {
		w.bar(at, listed)
		return
	}
	if _, checkout := GitRoot(w.path(dir)); !checkout || w.noIgnore || !w.listGit(dir) {
		w.listDir(dir)
	}
}

// listDir walks a directory without git's help.
func (w *walk) listDir(dir string) {
	t := task{dir: dir, place: "."}
	if !w.noIgnore {
		t.rules, t.place = ignoreAbove(w.dir, w.path(dir))
	}
	w.queue.push(t)
}

// bar notes a directory that is not entered.
func (w *walk) bar(dir string, listed bool) {
	if listed && !w.exclude.match(dir+"/") {
		w.add(batch{skipped: []Skip{{Path: dir, Reason: ReasonInstalled}}})
	}
}

// listGit asks git for the files below dir; false when git cannot be asked. The tracked ones take no time to list and are
// handed out while git still looks for the others.
func (w *walk) listGit(dir string) bool {
	others := gitCommand(w.ctx, w.path(dir), "ls-files", "-z", "--others", "--exclude-standard")
	var complaints bytes.Buffer
	others.Stderr = &complaints
	pipe, err := others.StdoutPipe()
	if err != nil || others.Start() != nil {
		return false
	}
	l := &lister{walk: w, dir: dir, entered: map[string]bool{}}
	tracked, err := git(w.ctx, w.path(dir), "ls-files", "-z", "--cached")
	if err == nil {
		l.environments = environmentsIn(dir, tracked)
		l.hand(bytes.NewReader(tracked), true)
	}
	clear(l.entered) // a tracked directory may hold an environment that is not
	l.hand(pipe, false)
	if failed := others.Wait(); failed != nil || err != nil {
		w.listRest(dir, tracked)
		return true
	}
	w.add(batch{skipped: unopened(dir, complaints.String())})
	if l.handed == 0 {
		_, err := git(w.ctx, w.path(dir), "check-ignore", "-q", ".")
		return err != nil // a directory that is ignored as a whole was asked for by name
	}
	return true
}

// listRest walks a directory of which git has listed a part, and leaves that part out.
func (w *walk) listRest(dir string, listed []byte) {
	t := task{dir: dir, except: map[string]bool{}}
	for rel := range bytes.SplitSeq(listed, []byte{0}) {
		t.except[below(dir, string(rel))] = true
	}
	t.rules, t.place = ignoreAbove(w.dir, w.path(dir))
	w.queue.push(t)
}

// below is the path of what git lists, by a clean path, in a directory.
func below(dir, rel string) string {
	if dir == "." {
		return rel
	}
	return dir + "/" + rel
}

// lister turns git's list of the files below dir into tasks.
type lister struct {
	*walk
	dir     string
	handed  int
	pending []string

	lastDir string // directory of the previous path, and whether it is looked at
	lastOK  bool
	entered map[string]bool // directories, and whether they are looked at

	environments map[string]bool // among the tracked directories
}

// hand reads paths that end with NUL.
func (l *lister) hand(r io.Reader, tracked bool) {
	in := bufio.NewReaderSize(r, 64<<10)
	last := ""
	for {
		rel, err := in.ReadString(0)
		if err != nil {
			break
		}
		rel = rel[:len(rel)-1]
		if rel == last { // an unmerged file is listed once for each side
			continue
		}
		last = rel
		l.handed++
		path, isDir := strings.CutSuffix(rel, "/")
		l.one(below(l.dir, path), isDir, tracked)
	}
	l.flush()
	l.lastDir = ""
}

func (l *lister) one(p string, isDir, tracked bool) {
	if isDir { // a checkout within the checkout
		l.list(p)
		return
	}
	if dir, _ := splitPath(p); dir != l.lastDir {
		l.lastDir, l.lastOK = dir, l.open(dir, tracked)
	}
	if !l.lastOK || !l.selected(p) {
		return
	}
	if l.pending = append(l.pending, p); len(l.pending) == chunk {
		l.flush()
	}
}

func (l *lister) flush() {
	l.queue.push(task{files: l.pending})
	l.pending = nil
}

// open reports whether the files of a directory are looked at.
func (l *lister) open(dir string, tracked bool) bool {
	if at, listed, barred := l.barred(dir); barred {
		l.bar(at, listed)
		return false
	}
	return l.enters(dir, tracked)
}

// enters reports whether dir, and every directory from the listed one down to it, is what git takes it for: a tracked
// file's directory may have become a link since, which must not be followed. Virtual environments are not entered.
func (l *lister) enters(dir string, tracked bool) bool {
	if dir == "." || dir == l.dir {
		return true
	}
	if ok, known := l.entered[dir]; known {
		return ok
	}
	up, _ := splitPath(dir)
	ok := l.enters(up, tracked) && (!tracked || kind(l.path(dir)) == directory)
	if ok && !l.noIgnore && l.isEnvironment(dir, tracked) && !l.names(dir) {
		l.bar(dir, true)
		ok = false
	}
	l.entered[dir] = ok
	return ok
}

// isEnvironment reports whether a directory is a virtual environment. Of a tracked one git has listed the mark already.
func (l *lister) isEnvironment(dir string, tracked bool) bool {
	if tracked {
		return l.environments[dir]
	}
	return kind(l.path(dir+"/pyvenv.cfg")) == other
}

// environmentsIn are the virtual environments in what git lists for a directory.
func environmentsIn(dir string, listed []byte) map[string]bool {
	out := map[string]bool{}
	mark := []byte("/pyvenv.cfg\x00")
	for at := 0; ; at += len(mark) {
		i := bytes.Index(listed[at:], mark)
		if i < 0 {
			return out
		}
		at += i
		out[below(dir, string(listed[bytes.LastIndexByte(listed[:at], 0)+1:at]))] = true
	}
}

// unopened reads git's warnings about directories that it could not open.
func unopened(dir, complaints string) (out []Skip) {
	for line := range strings.Lines(complaints) {
		rest, ok := strings.CutPrefix(strings.TrimSpace(line), "warning: could not open directory '")
		if name, reason, cut := strings.Cut(rest, "/': "); ok && cut {
			out = append(out, Skip{Path: Join(dir, name), Reason: ReasonUnreadable + ": " + strings.ToLower(reason)})
		}
	}
	return out
}

// nested lists what lies in a directory that stands where git has a file: a submodule, or nothing of the tree's.
func (w *walk) nested(p string) []Skip {
	if isCheckout(w.path(p)) {
		w.list(p)
		return nil
	}
	if entries, err := os.ReadDir(w.path(p)); err == nil && len(entries) == 0 {
		return []Skip{{Path: p, Reason: ReasonSubmodule}}
	}
	return nil
}
