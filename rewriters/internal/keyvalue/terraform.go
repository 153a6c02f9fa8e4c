package keyvalue

import (
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/openai-migrate/migrate/pkg/source"
)

// terraform reads HCL: attributes of blocks, objects and lists in them. The default of a variable is a setting of the
// variable's name.
func terraform(text []byte, from int, into *File) error {
	f, problems := hclsyntax.ParseConfig(text[from:], "", hcl.InitialPos)
	body, ok := f.Body.(*hclsyntax.Body)
	if problems.HasErrors() || !ok {
		return problems
	}
	t := &terraformReader{data: text, from: from, into: into}
	t.body(body, nil)
	return nil
}

type terraformReader struct {
	data []byte
	from int
	into *File
}

func (t *terraformReader) span(r hcl.Range) source.Span {
	return source.Span{Start: t.from + r.Start.Byte, End: t.from + r.End.Byte}
}

func (t *terraformReader) body(b *hclsyntax.Body, path []string) {
	for _, name := range sortedKeys(b.Attributes) {
		a := b.Attributes[name]
		e := Entry{Path: append(slices.Clone(path), name), Name: name, Key: t.span(a.NameRange)}
		if s, ok := linesOf(t.data, t.span(a.SrcRange), ""); ok {
			e.Lines = s
		}
		t.value(a.Expr, e)
	}
	for _, block := range b.Blocks {
		below := append(append(slices.Clone(path), block.Type), block.Labels...)
		start := len(t.into.Entries)
		t.body(block.Body, below)
		if lines, ok := linesOf(t.data, t.span(block.Range()), ""); ok {
			for i := start; i < len(t.into.Entries); i++ {
				if len(t.into.Entries[i].Path) == len(below)+1 {
					t.into.Entries[i].Item = lines
				}
			}
		}
		if block.Type == "variable" && len(block.Labels) == 1 {
			t.named(block, start)
		}
	}
}

// named gives the default of a variable the variable's name.
//
//	Have: variable "openai_model" { default = "gpt-4o" }
func (t *terraformReader) named(block *hclsyntax.Block, start int) {
	for i := start; i < len(t.into.Entries); i++ {
		if e := &t.into.Entries[i]; e.Last() == "default" {
			e.Name, e.Lines = block.Labels[0], source.Span{}
		}
	}
	at := t.span(block.LabelRanges[0])
	t.into.Entries = append(t.into.Entries, Entry{
		Path: []string{"variable", block.Labels[0]}, Name: block.Labels[0], Key: source.Span{Start: at.Start + 1, End: at.End - 1},
		Text: source.Span{Start: at.End, End: at.End}, Opaque: true, Block: true,
	})
}

// value reports an expression as the value of e.
func (t *terraformReader) value(x hclsyntax.Expression, e Entry) {
	switch x := x.(type) {
	case *hclsyntax.ObjectConsExpr:
		for _, item := range x.Items {
			t.item(item, e.Path)
		}
		return
	case *hclsyntax.TupleConsExpr:
		for i, c := range x.Exprs {
			one := Entry{Path: append(slices.Clone(e.Path), "#"+strconv.Itoa(i))}
			if s, ok := linesOf(t.data, t.span(c.Range()), ""); ok {
				one.Item = s
			}
			start := len(t.into.Entries)
			t.value(c, one)
			for j := start; j < len(t.into.Entries); j++ {
				t.into.Entries[j].Item = one.Item
			}
		}
		return
	case *hclsyntax.FunctionCallExpr:
		for i, a := range x.Args {
			t.value(a, Entry{Path: append(slices.Clone(e.Path), x.Name, "#"+strconv.Itoa(i))})
		}
		return
	case *hclsyntax.TemplateExpr:
		e.Text = t.span(x.Range())
		if raw := string(t.data[e.Text.Start:e.Text.End]); strings.HasPrefix(raw, `"`) && len(raw) > 1 {
			e.Text = source.Span{Start: e.Text.Start + 1, End: e.Text.End - 1}
			e.Value = raw[1 : len(raw)-1]
			e.Opaque = strings.Contains(e.Value, `\`)
		} else {
			e.Opaque, e.Block = true, true
			mentions(t.data[:e.Text.End], e.Text.Start, t.into)
		}
	default:
		e.Text = t.span(x.Range())
		e.Origin, e.Opaque = string(t.data[e.Text.Start:e.Text.End]), true
	}
	t.into.Entries = append(t.into.Entries, e)
}

func (t *terraformReader) item(item hclsyntax.ObjectConsItem, path []string) {
	at := t.span(item.KeyExpr.Range())
	name := strings.Trim(string(t.data[at.Start:at.End]), `"()`)
	if raw := string(t.data[at.Start:at.End]); strings.HasPrefix(raw, `"`) {
		at = source.Span{Start: at.Start + 1, End: at.End - 1}
	}
	e := Entry{Path: append(slices.Clone(path), name), Name: name, Key: at, Environ: variable.MatchString(name)}
	if s, ok := linesOf(t.data, source.Span{Start: at.Start, End: t.span(item.ValueExpr.Range()).End}, `"`); ok && s.Start != lineOf(t.data, 0).Start {
		e.Lines = s
	}
	t.value(item.ValueExpr, e)
}

func sortedKeys[V any](m map[string]V) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
