package source

import "sync"

// task is a piece of a walk: a directory to list, files to read, or both.
type task struct {
	dir   string // slash path; empty for none
	place string // the directory's slash path from its checkout's root, which the rules are relative to
	rules *ignore
	files []string

	except map[string]bool // paths that were handed out before
}

// queue hands tasks to workers, the newest first, so that a walk stays near what it has just seen and the queue short. It
// ends when no task is left and nobody who might add one is at work.
type queue struct {
	mu      sync.Mutex
	changed sync.Cond
	tasks   []task
	open    int // tasks not done, and holds
}

func newQueue() *queue {
	q := &queue{}
	q.changed.L = &q.mu
	return q
}

// hold keeps the queue from ending until done is called.
func (q *queue) hold() {
	q.mu.Lock()
	q.open++
	q.mu.Unlock()
}

// push adds a task; one without content is dropped.
func (q *queue) push(t task) {
	if t.dir == "" && len(t.files) == 0 {
		return
	}
	q.mu.Lock()
	q.tasks = append(q.tasks, t)
	q.open++
	q.mu.Unlock()
	q.changed.Signal()
}

// next waits for a task; ok is false when the queue has ended. Every task is followed by a call of done.
func (q *queue) next() (t task, ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.tasks) == 0 {
		if q.open == 0 {
			return task{}, false
		}
		q.changed.Wait()
	}
	t = q.tasks[len(q.tasks)-1]
	q.tasks = q.tasks[:len(q.tasks)-1]
	return t, true
}

// done ends a task or a hold.
func (q *queue) done() {
	q.mu.Lock()
	q.open--
	ended := q.open == 0
	q.mu.Unlock()
	if ended {
		q.changed.Broadcast()
	}
}

// sink collects what the workers find.
type sink struct {
	mu       sync.Mutex
	found    batch
	progress func(seen, kept int)
}

// batch is what came of some files.
type batch struct {
	files   []*File
	skipped []Skip
	seen    int
}

func (b *batch) take(f *File, s *Skip) {
	if f != nil {
		b.files = append(b.files, f)
	}
	if s != nil {
		b.skipped = append(b.skipped, *s)
	}
}

func (s *sink) add(b batch) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.found.files = append(s.found.files, b.files...)
	s.found.skipped = append(s.found.skipped, b.skipped...)
	s.found.seen += b.seen
	if s.progress != nil {
		s.progress(s.found.seen, len(s.found.files))
	}
}
