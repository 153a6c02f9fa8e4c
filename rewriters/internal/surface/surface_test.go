package surface

import (
	"slices"
	"testing"

	"github.com/openai-migrate/migrate/pkg/finding"
)

func TestAt(t *testing.T) {
	for _, c := range []struct {
		table          Table
		resource, want string
	}{
		{Snake, "chat.completions.create", "chat.completions"},
		{Snake, "completions.create", "completions"},
		{Snake, "completions", "completions"},
		{Snake, "fine_tuning.jobs.create", "fine_tuning"},
		{Camel, "fineTuning.jobs.create", "fineTuning"},
		{Camel, "vectorStores.files.create", "vectorStores"},
		{Snake, "fineTuning.jobs.create", ""},
		{Camel, "fine_tuning.jobs.create", ""},
		{Snake, "modelsOf.list", ""},
	} {
		if p, ok := c.table.At(c.resource); p.Resource != c.want || ok != (c.want != "") {
			t.Errorf("At(%s) = %q, %v, want %q", c.resource, p.Resource, ok, c.want)
		}
	}
}

func TestWithFiles(t *testing.T) {
	file, batch, chat, images := Part{Capability: finding.Files}, Part{Capability: finding.Batches}, Part{Capability: finding.Chat}, Part{Capability: finding.Images}
	itself := func(p Part) Part { return p }
	all := []Part{file, chat, batch, images}
	for _, c := range []struct{ stay, want []Part }{
		{[]Part{batch}, []Part{file, batch}},
		{[]Part{images}, []Part{images}},
		{nil, nil},
	} {
		if got := WithFiles(c.stay, all, itself); !slices.Equal(got, c.want) {
			t.Errorf("WithFiles(%v) = %v, want %v", c.stay, got, c.want)
		}
	}
}

func TestCommon(t *testing.T) {
	itself := func(p Part) Part { return p }
	chat, images := Part{Capability: finding.Chat}, Part{Capability: finding.Images}
	for _, c := range []struct {
		list []Part
		want finding.Capability
	}{
		{nil, ""}, {[]Part{chat, chat}, finding.Chat}, {[]Part{chat, images}, ""},
	} {
		if got := Common(c.list, itself); got != c.want {
			t.Errorf("Common(%v) = %q, want %q", c.list, got, c.want)
		}
	}
}
