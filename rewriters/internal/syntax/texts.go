package syntax

import (
	"bytes"
	"iter"
	"slices"

	"github.com/openai-migrate/migrate/pkg/source"
)

// Texts are the files of a project in one language. They answer, without parsing, which of them may call something: a project
// asks that of thousands of its functions, so from some question on the answer comes from an index of what they call. It is
// for one goroutine.
type Texts struct {
	files []*source.File
	asked int
	calls map[string][]int // names before an opening bracket -> the files that they stand in, rising
}

// indexed is the question from which on an index costs less than to search.
const indexed = 12

// NewTexts returns the files of a project that are of the language.
func NewTexts(project *source.Project, of func(source.Lang) bool) *Texts {
	t := &Texts{}
	for _, f := range project.Files {
		if of(f.Lang) {
			t.files = append(t.files, f)
		}
	}
	return t
}

// All visits the files.
func (t *Texts) All() iter.Seq[*source.File] { return slices.Values(t.files) }

// Calling visits the files that may call something by a name: all that do, see [MayPass], and maybe others.
func (t *Texts) Calling(name string) iter.Seq[*source.File] {
	if t.asked++; t.asked < indexed {
		return t.All()
	}
	if t.calls == nil {
		t.index()
	}
	return func(yield func(*source.File) bool) {
		for _, i := range t.calls[name] {
			if !yield(t.files[i]) {
				return
			}
		}
	}
}

func (t *Texts) index() {
	t.calls = map[string][]int{}
	for i, f := range t.files {
		for at := 0; ; at++ {
			n := bytes.IndexByte(f.Data[at:], '(')
			if n < 0 {
				break
			}
			at += n
			begin := at
			for begin > 0 && IsWord(f.Data[begin-1]) {
				begin--
			}
			in := t.calls[string(f.Data[begin:at])]
			if begin < at && (len(in) == 0 || in[len(in)-1] != i) {
				t.calls[string(f.Data[begin:at])] = append(in, i)
			}
		}
	}
}

// Holds reports whether one of the files holds a text.
func (t *Texts) Holds(text string) bool {
	return slices.ContainsFunc(t.files, func(f *source.File) bool { return bytes.Contains(f.Data, []byte(text)) })
}
