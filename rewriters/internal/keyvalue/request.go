package keyvalue

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/openai-migrate/migrate/pkg/source"
)

// Request is what a curl command sends.
type Request struct {
	At   source.Span // the command
	URL  Entry
	Body []Entry // the fields of the JSON that the command holds
	From string  // the file that the body is read from; empty for none
	Head []Entry // its headers
}

// dataFlags are curl's options for a body, headFlags those for a header.
var (
	dataFlags = map[string]bool{"-d": true, "--data": true, "--data-raw": true, "--data-binary": true, "--json": true, "--data-ascii": true}
	headFlags = map[string]bool{"-H": true, "--header": true}
)

// request reads a curl command.
//
//	Have: curl https://api.openai.com/v1/chat/completions -H "Authorization: Bearer $OPENAI_API_KEY" -d '{"model": "gpt-4o"}'
func (r *shellReader) request(c *syntax.CallExpr) {
	q := Request{At: r.span(c)}
	flag := ""
	for _, w := range c.Args[1:] {
		var e Entry
		r.fill(&e, w)
		e.Opaque = strings.Contains(e.Value, "\\") || len(w.Parts) > 1 && strings.ContainsAny(e.Value, `"'`)
		switch {
		case dataFlags[flag]:
			r.body(&q, w, e)
		case headFlags[flag]:
			q.Head = append(q.Head, e)
		case strings.HasPrefix(e.Value, "http"), strings.HasPrefix(e.Value, "$"), flag == "--url", flag == "" && strings.Contains(e.Value, "api.openai.com"):
			if q.URL.Value == "" && (flag == "" || flag == "--url" || !strings.HasPrefix(e.Value, "$")) {
				q.URL = e
			}
		}
		flag = ""
		if strings.HasPrefix(e.Value, "-") {
			flag = e.Value
		}
	}
	if q.URL.Value != "" {
		r.into.Requests = append(r.into.Requests, q)
	}
}

// body reads the JSON of a request. In single quotes it is what the text says, but for variables that end them for a while
// ('{"x": "'"$X"'"}'): what stands between is white space then as far as the fields are concerned.
func (r *shellReader) body(q *Request, w *syntax.Word, e Entry) {
	if file, ok := strings.CutPrefix(e.Value, "@"); ok {
		q.From = file
		return
	}
	text := append([]byte{}, r.data[:r.span(w).End]...)
	at := e.Text
	if len(w.Parts) > 1 {
		at = r.span(w)
		r.blank(text, w)
	} else {
		unescape(text[at.Start:at.End])
	}
	inner := &File{}
	if jsonText(text[:at.End], at.Start, inner) == nil {
		q.Body = inner.Entries
	}
}

// blank takes the quotes of a word away, and makes numbers of what the shell puts in.
func (r *shellReader) blank(text []byte, w *syntax.Word) {
	for _, p := range w.Parts {
		s := r.span(p)
		if _, ok := p.(*syntax.SglQuoted); ok {
			text[s.Start], text[s.End-1] = ' ', ' '
			continue
		}
		for i := s.Start; i < s.End; i++ {
			text[i] = '0'
		}
	}
}

// unescape makes quotes of escaped quotes, keeping all offsets.
//
//	Have: {\"model\": \"gpt-4o\"} -> { "model" :  "gpt-4o" }
func unescape(text []byte) {
	opens := true
	for i := 0; i+1 < len(text); i++ {
		if text[i] != '\\' || text[i+1] != '"' {
			continue
		}
		text[i], text[i+1] = '"', ' '
		if opens {
			text[i], text[i+1] = ' ', '"'
		}
		opens = !opens
		i++
	}
}
