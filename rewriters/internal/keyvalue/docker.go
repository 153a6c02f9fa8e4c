package keyvalue

import (
	"bytes"
	"regexp"
	"slices"

	"github.com/openai-migrate/migrate/pkg/source"
)

var dockerLine = regexp.MustCompile(`^[ \t]*(?i:(ENV|ARG|RUN|CMD|ENTRYPOINT))[ \t]+`)

// dockerfile reads the instructions of a Dockerfile that set variables or run commands. What they set is written as a shell
// writes it, and read as such.
//
//	Have: ENV OPENAI_API_KEY=x OPENAI_MODEL="gpt-4o"; ARG OPENAI_BASE_URL; ENV OPENAI_MODEL gpt-4o
func dockerfile(text []byte, from int, into *File) error {
	for at := from; at < len(text); {
		s := instruction(text, at)
		if m := dockerLine.FindSubmatchIndex(text[s.Start:s.End]); m != nil {
			word := string(bytes.ToUpper(text[s.Start+m[2] : s.Start+m[3]]))
			dockerInstruction(text, source.Span{Start: s.Start + m[1], End: s.End}, s, word, into)
		}
		at = s.End + 1
		if at < len(text) && text[at-1] == '\r' {
			at++
		}
	}
	return nil
}

// instruction returns a line with those that continue it; lines of comment may stand between.
func instruction(text []byte, at int) source.Span {
	l := lineOf(text, at)
	start := l.Start
	for {
		line := bytes.TrimRight(text[l.Start:l.End], " \t")
		goesOn := bytes.HasSuffix(line, []byte(`\`)) || l.Start > start && commented(line)
		next := bytes.IndexByte(text[l.End:], '\n')
		if !goesOn || next < 0 || l.Start == start && commented(line) {
			return source.Span{Start: start, End: l.End}
		}
		l = lineOf(text, l.End+next+1)
	}
}

// dockerPair is the old form of ENV, with a space.
var dockerPair = regexp.MustCompile(`^([A-Za-z_]\w*)[ \t]+([^=\s][^\n\r\\]*)$`)

// dockerBare is an argument without a default.
var dockerBare = regexp.MustCompile(`^([A-Za-z_]\w*)[ \t]*$`)

func dockerInstruction(text []byte, s, whole source.Span, word string, into *File) {
	inner := &File{}
	body := text[s.Start:s.End]
	switch m := dockerPair.FindSubmatchIndex(body); {
	case word == "CMD" || word == "ENTRYPOINT":
		if bytes.HasPrefix(body, []byte("[")) && jsonText(text[:s.End], s.Start, inner) == nil {
			break
		}
		script(text, s, []string{word}, inner)
	case word == "RUN":
		script(text, s, []string{word}, inner)
	case word == "ENV" && m != nil:
		inner.Entries = append(inner.Entries, assigned(s.Start, body, m))
	case dockerBare.Match(body):
		m := dockerBare.FindSubmatchIndex(body)
		e := assigned(s.Start, body, []int{m[0], m[1], m[2], m[3], m[3], m[3]})
		e.Origin, e.Opaque = Argument, true
		inner.Entries = append(inner.Entries, e)
	default:
		script(text, s, nil, inner)
	}
	for _, e := range inner.Entries {
		e.Path = append([]string{word}, e.Path...)
		if (word == "ENV" || word == "ARG") && e.Environ && len(inner.Entries) == 1 {
			e.Lines = whole
		} else {
			e.Lines = source.Span{}
		}
		into.Entries = append(into.Entries, e)
	}
	into.Requests = append(into.Requests, inner.Requests...)
	into.Mentions = append(into.Mentions, inner.Mentions...)
}

// assigned is a setting from the places of its name and value in a text.
func assigned(at int, text []byte, m []int) Entry {
	name := string(text[m[2]:m[3]])
	return Entry{
		Path: []string{name}, Name: name, Key: source.Span{Start: at + m[2], End: at + m[3]}, Environ: true,
		Value: string(bytes.TrimRight(text[m[4]:m[5]], " \t")), Text: source.Span{Start: at + m[4], End: at + m[4] + len(bytes.TrimRight(text[m[4]:m[5]], " \t"))},
	}
}

var (
	makeVariable = regexp.MustCompile(`^(?:export[ \t]+|override[ \t]+)*([A-Za-z_][\w]*)[ \t]*(?:::?:?|\?|\+)?=[ \t]*(.*)$`)
	makeExport   = regexp.MustCompile(`^export[ \t]+([A-Za-z_]\w*)[ \t]*$`)
	makeCall     = regexp.MustCompile(`\$\(([A-Za-z_]\w*)\)`)
)

// makefile reads the variables of a Makefile, and its recipes as shell commands.
func makefile(text []byte, from int, into *File) error {
	for at := from; at < len(text); {
		l := lineOf(text, at)
		line := text[l.Start:l.End]
		end := l
		switch {
		case bytes.HasPrefix(line, []byte("\t")):
			end = instruction(text, l.Start)
			recipe(text, source.Span{Start: l.Start, End: end.End}, into)
		case commented(line):
		case makeExport.Match(line):
			m := makeExport.FindSubmatchIndex(line)
			e := assigned(l.Start, line, []int{m[0], m[1], m[2], m[3], m[3], m[3]})
			e.Use, e.Path, e.Lines = true, []string{Passed}, l
			into.Entries = append(into.Entries, e)
		default:
			if m := makeVariable.FindSubmatchIndex(line); m != nil {
				e := assigned(l.Start, line, m)
				e.Opaque, e.Lines = bytes.HasSuffix(line, []byte(`\`)), l
				e.trim()
				into.Entries = append(into.Entries, e)
			}
		}
		next := bytes.IndexByte(text[end.End:], '\n')
		if next < 0 {
			break
		}
		at = end.End + next + 1
	}
	return nil
}

// recipe reads a line of a recipe: make's own signs are taken away, and its variables look like the shell's.
func recipe(text []byte, s source.Span, into *File) {
	shown := slices.Clone(text[:s.End])
	line := shown[s.Start:]
	for i := 0; i < len(line) && (isSpace(line[i]) || line[i] == '@' || line[i] == '-' || line[i] == '+'); i++ {
		line[i] = ' '
	}
	for i := 0; i+1 < len(line); i++ {
		if line[i] == '$' && line[i+1] == '$' {
			line[i] = ' '
			i++
		}
	}
	for _, m := range makeCall.FindAllIndex(line, -1) {
		line[m[0]+1], line[m[1]-1] = '{', '}'
	}
	inner := &File{}
	if shellRead(shown, text[:s.End], s.Start, inner) != nil {
		mentions(text[:s.End], s.Start, into)
		return
	}
	for _, e := range inner.Entries {
		e.Lines = source.Span{}
		into.Entries = append(into.Entries, e)
	}
	into.Requests = append(into.Requests, inner.Requests...)
}
