package provider

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// FileError is one thing wrong with a file of the catalog. Line counts from 1; 0 means the file as a whole.
type FileError struct {
	File   string
	Line   int
	Reason string
}

func (e *FileError) Error() string {
	if e.Line == 0 {
		return e.File + ": " + e.Reason
	}
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Reason)
}

// Load reads the *.toml files at the root of fsys, one provider each, as strictly as the built-in catalog is read. The
// error joins a *FileError for everything that is wrong.
func Load(fsys fs.FS) ([]*Provider, error) { return load(fsys, false) }

// load reads all files, in the order of their names.
func load(fsys fs.FS, user bool) ([]*Provider, error) {
	names, err := fs.Glob(fsys, "*.toml")
	if err != nil {
		return nil, fmt.Errorf("list providers: %w", err)
	}
	var list []*Provider
	var errs []error
	seen := map[string]string{}
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			errs = append(errs, fmt.Errorf("read provider: %w", err))
			continue
		}
		p, err := decode(name, data, user)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		for _, id := range append([]string{p.ID}, p.Aliases...) {
			if by, ok := seen[id]; ok && by != name {
				line := indexLines(data).at("id")
				errs = append(errs, &FileError{name, line, fmt.Sprintf("id %q is also in %s", id, by)})
			}
			seen[id] = name
		}
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b *Provider) int { return strings.Compare(a.ID, b.ID) })
	return list, errors.Join(errs...)
}

// decode reads one file; the error joins *FileErrors.
func decode(name string, data []byte, user bool) (*Provider, error) {
	var e entry
	if err := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields().Decode(&e); err != nil {
		return nil, decodeError(name, err)
	}
	c := &checker{file: name, data: data, entry: &e, user: user}
	c.all()
	if len(c.errs) > 0 {
		return nil, errors.Join(c.errs...)
	}
	p := e.provider()
	p.Origin, p.User = path.Base(name), user
	p.Name.ZH, p.Name.EN = cmp.Or(p.Name.ZH, p.Name.EN), cmp.Or(p.Name.EN, p.Name.ZH)
	return p, nil
}

// wrongType is what the decoder says of a value of the wrong type.
var wrongType = regexp.MustCompile(`cannot decode TOML (.+) into (?:struct field \S+ |a Go value )?of type (\S+)`)

// kinds are the types of the entries' fields, in a writer's words.
var kinds = map[string]string{
	"int": "a whole number", "float64": "a number", "bool": "true or false", "string": "a string", "[]string": "a list of strings",
}

// reason says what the decoder stopped at, in the words of who writes the file.
func reason(err *toml.DecodeError) string {
	text := strings.TrimPrefix(err.Error(), "toml: ")
	m := wrongType.FindStringSubmatch(text)
	if m == nil {
		return text
	}
	want := kinds[strings.TrimPrefix(m[2], "*")]
	if want == "" {
		want = "another type"
	}
	return fmt.Sprintf("%s wants %s, not a TOML %s", strings.Join(err.Key(), "."), want, m[1])
}

// decodeError gives the decoder's errors this package's form.
func decodeError(name string, err error) error {
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) {
		var errs []error
		for i := range strict.Errors {
			row, _ := strict.Errors[i].Position()
			key := strings.Join(strict.Errors[i].Key(), ".")
			errs = append(errs, &FileError{name, row, fmt.Sprintf("unknown key %s", key)})
		}
		return errors.Join(errs...)
	}
	var bad *toml.DecodeError
	if errors.As(err, &bad) {
		row, _ := bad.Position()
		return &FileError{name, row, reason(bad)}
	}
	return &FileError{name, 0, err.Error()}
}
