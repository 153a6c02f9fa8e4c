package pyframe

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
)

// says is a setting that is always the same.
func says(value string) func(*survey, *Site) string {
	return func(*survey, *Site) string { return value }
}

// maxBatch is how many texts a request may hold, where the target says so and the site has no smaller number.
func maxBatch(v *survey, s *Site) string {
	c, ok := v.choice(s)
	if !ok || c.Embedding == nil || c.Embedding.MaxBatch == 0 {
		return ""
	}
	for _, name := range []string{"chunk_size", "embed_batch_size", "batch_size"} {
		if n, err := strconv.Atoi(s.arg(name).value.Text()); err == nil && n <= c.Embedding.MaxBatch {
			return ""
		}
	}
	return itoa(c.Embedding.MaxBatch)
}

// dimensions is the length of vectors to ask for, where the target's model has a choice and the site names none of it.
func dimensions(v *survey, s *Site) string {
	c, ok := v.choice(s)
	if !ok || c.Embedding == nil || c.Dimensions == 0 {
		return ""
	}
	if n, err := strconv.Atoi(s.arg("dimensions").value.Text()); err == nil && slices.Contains(c.Embedding.Allowed, n) {
		return ""
	}
	return itoa(c.Dimensions)
}

// floats asks for numbers: the SDK below asks for base64 when nothing is said, which compatible services may not honour.
var floats = holding("encoding_format", "float")

// extraBody holds the fields that the target's model wants beyond OpenAI's.
var extraBody = Setting{Name: "extra_body", Body: body()}

// inBody are the fields in extra_body, which are judged like the others.
var inBody = []string{"extra_body"}

// spell writes a value from the catalog in Python.
func spell(m *pysyntax.Module, x any) string {
	var parts []string
	switch x := x.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(x)) {
			parts = append(parts, m.Quote(k)+": "+spell(m, x[k]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case []any:
		for _, e := range x {
			parts = append(parts, spell(m, e))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case string:
		return m.Quote(x)
	case bool:
		return map[bool]string{true: "True", false: "False"}[x]
	case nil:
		return "None"
	}
	return fmt.Sprint(x)
}
