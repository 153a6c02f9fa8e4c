package edit

import (
	"bytes"
	"errors"
	"slices"
	"testing"
)

func TestApply(t *testing.T) {
	for _, tt := range []struct {
		name, src, want string
		edits           []Edit
	}{
		{"nothing", "abc", "abc", nil},
		{"insert", "abc", "aXbc", []Edit{{Start: 1, End: 1, New: "X"}}},
		{"delete", "abc", "ac", []Edit{{Start: 1, End: 2}}},
		{"replace", "abc", "aXYc", []Edit{{Start: 1, End: 2, New: "XY"}}},
		{"any order", "abc", "XbY", []Edit{{Start: 2, End: 3, New: "Y"}, {Start: 0, End: 1, New: "X"}}},
		{"equal edits count once", "abc", "aXbc", []Edit{{Start: 1, End: 1, New: "X"}, {Start: 1, End: 1, New: "X", Node: "other"}}},
		{"inserts at one place keep their order", "ab", "aXYb", []Edit{{Start: 1, End: 1, New: "X"}, {Start: 1, End: 1, New: "Y"}}},
		{"insert before a replacement", "ab", "aXY", []Edit{{Start: 1, End: 2, New: "Y"}, {Start: 1, End: 1, New: "X"}}},
		{"touching", "abcd", "XYd", []Edit{{Start: 0, End: 2, New: "X"}, {Start: 2, End: 3, New: "Y"}}},
		{"end of file", "ab", "abX", []Edit{{Start: 2, End: 2, New: "X"}}},
	} {
		got, err := Apply([]byte(tt.src), tt.edits)
		if err != nil || string(got) != tt.want {
			t.Errorf("%s: got %q, %v; want %q", tt.name, got, err, tt.want)
		}
	}
}

func TestApplyRefuses(t *testing.T) {
	var outside *RangeError
	for _, e := range []Edit{{Start: -1, End: 0}, {Start: 2, End: 1}, {Start: 0, End: 4}, {Start: 4, End: 4}} {
		if _, err := Apply([]byte("abc"), []Edit{e}); !errors.As(err, &outside) {
			t.Errorf("%+v: got %v, want a RangeError", e, err)
		}
	}
	var conflict *ConflictError
	for _, list := range [][]Edit{
		{{Start: 0, End: 2, New: "X"}, {Start: 1, End: 3, New: "Y"}},
		{{Start: 0, End: 3, New: "X"}, {Start: 1, End: 1, New: "Y"}},
		{{Start: 0, End: 2, New: "X"}, {Start: 0, End: 2, New: "Y"}},
	} {
		if _, err := Apply([]byte("abc"), list); !errors.As(err, &conflict) {
			t.Errorf("%+v: got %v, want a ConflictError", list, err)
		}
	}
}

func TestMerge(t *testing.T) {
	x := []Edit{{Start: 0, End: 1, New: "X"}}
	y := []Edit{{Start: 2, End: 3, New: "Y"}, {Start: 0, End: 1, New: "X"}}
	for _, pair := range [][2][]Edit{{x, y}, {y, x}} {
		merged, err := Merge(pair[0], pair[1])
		if err != nil || len(merged) != 2 {
			t.Fatalf("got %v, %v", merged, err)
		}
	}
	_, err := Merge([]Edit{{Start: 1, End: 1, New: "X"}}, []Edit{{Start: 1, End: 1, New: "Y"}})
	if conflict := (*ConflictError)(nil); !errors.As(err, &conflict) {
		t.Errorf("two different insertions at one place: got %v, want a ConflictError", err)
	}
}

func TestMerge3(t *testing.T) {
	base, ours, theirs := "a\nb\nc\nd\n", "a\nb\nc  \nd\n", "a\nB\nc\nd\n"
	got, err := Merge3([]byte(base), []byte(ours), []byte(theirs))
	if err != nil || string(got) != "a\nB\nc  \nd\n" {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := Merge3([]byte(base), []byte("a\nx\nc\nd\n"), []byte(theirs)); err == nil {
		t.Error("both changed line 2: no conflict reported")
	}
}

func FuzzRoundTrip(f *testing.F) {
	f.Add([]byte("a\nb\n"), []byte("a\nc"))
	f.Add([]byte(""), []byte("x"))
	f.Add([]byte("x\r\ny"), []byte("\n\n"))
	f.Fuzz(func(t *testing.T, before, after []byte) {
		got, err := Apply(before, Between(before, after))
		if err != nil || !bytes.Equal(got, after) {
			t.Errorf("Between then Apply: got %q, %v; want %q", got, err, after)
		}
	})
}

func FuzzApply(f *testing.F) {
	f.Add([]byte("abcdef"), 1, 2, "X", 3, 3, "Y")
	f.Fuzz(func(t *testing.T, src []byte, s1, e1 int, n1 string, s2, e2 int, n2 string) {
		edits := []Edit{{Start: s1, End: e1, New: n1}, {Start: s2, End: e2, New: n2}}
		got, err := Apply(src, edits)
		if err != nil {
			return
		}
		want := len(src)
		for _, e := range must(Normalize(edits)) {
			want += len(e.New) - (e.End - e.Start)
		}
		if len(got) != want {
			t.Errorf("got %d bytes, want %d", len(got), want)
		}
	})
}

func FuzzMergeCommutes(f *testing.F) {
	f.Add([]byte("abcdef"), 1, 2, "X", 3, 3, "Y")
	f.Fuzz(func(t *testing.T, src []byte, s1, e1 int, n1 string, s2, e2 int, n2 string) {
		x, y := []Edit{{Start: s1, End: e1, New: n1}}, []Edit{{Start: s2, End: e2, New: n2}}
		xy, err1 := Merge(x, y)
		yx, err2 := Merge(y, x)
		if (err1 == nil) != (err2 == nil) {
			t.Fatalf("one order merges, the other does not: %v, %v", err1, err2)
		}
		if err1 == nil && !slices.EqualFunc(xy, yx, Edit.Same) {
			t.Errorf("orders differ: %v, %v", xy, yx)
		}
	})
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
