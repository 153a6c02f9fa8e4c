package plan

import (
	"fmt"
	"testing"
)

func TestSets(t *testing.T) {
	p := &Plan{}
	for _, c := range []struct {
		id       string
		requires []string
	}{
		{"url", []string{"key", "model"}}, {"key", []string{"url"}}, {"env", []string{"key"}}, {"model", []string{"url"}}, {"alone", nil},
	} {
		p.Changes = append(p.Changes, &Change{ID: c.id, Requires: c.requires})
	}
	got := ""
	for _, set := range p.Sets() {
		for _, c := range set {
			got += c.ID + " "
		}
		got += "| "
	}
	if want := "url key model | env | alone | "; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for i := range 500 { // one set of many
		p.Changes = append(p.Changes, &Change{ID: fmt.Sprint(i), Requires: []string{fmt.Sprint((i + 1) % 500)}})
	}
	if n := len(p.Sets()); n != 4 {
		t.Errorf("%d sets, want 4", n)
	}
}
