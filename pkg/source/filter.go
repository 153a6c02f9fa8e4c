package source

import (
	"bytes"
	"io"
	"path"
	"slices"
	"strings"
)

// The limits on the size of a file that is analysed, in bytes. Notebooks carry their output with them, and JSON is also
// a format for data.
const (
	maxSource = 1 << 20
	maxData   = 10 << 20
)

func maxSize(l Lang) int {
	switch l {
	case Notebook, JSON:
		return maxData
	}
	return maxSource
}

// opaque are extensions of files that hold no text. They are not opened, and not listed either: nothing in them is
// written by hand.
var opaque = extensions(`
	png jpg jpeg jpe gif webp ico bmp tif tiff avif heic psd xcf icns cur
	mp3 wav ogg oga opus flac m4a aac mid mp4 m4v mov avi mkv webm wmv flv
	zip gz tgz bz2 tbz xz txz zst lz4 br 7z rar tar jar war ear apk aab ipa deb rpm dmg iso whl egg gem nupkg vsix crx
	woff woff2 ttf otf eot pdf doc docx xls xlsx ppt pptx odt ods odp epub
	so dylib dll exe a o obj lib pdb class pyc pyo pyd wasm bc node beam rlib rmeta nib mo
	parquet arrow feather orc avro npy npz pkl pickle h5 hdf5 pt pth ckpt onnx safetensors gguf ggml tflite mlmodel
	db sqlite sqlite3 mdb idx pack rev keystore jks p12 pfx der glb fbx blend stl`)

// foreign are extensions of text in which nobody calls the API or configures a call: plain prose, code for other
// purposes, styles, drawings, certificates, tables, translations, recorded output. They are not opened either.
var foreign = extensions(`
	txt
	c h cc cpp cxx hpp hxx hh ino cu cuh s asm sv vhd f f90 f95 ll mlir
	css scss sass less styl svg dot drawio excalidraw puml
	csv tsv golden snap diff patch po pot xlf xliff srt vtt
	crt pem csr cer pub sig asc map`)

func extensions(list string) map[string]bool {
	set := map[string]bool{}
	for _, e := range strings.Fields(list) {
		set["."+e] = true
	}
	return set
}

// isOpaque reports whether the name alone says that nothing in a file matters.
func isOpaque(name string) bool {
	ext := path.Ext(name)
	if ext == "" {
		return false
	}
	low := strings.ToLower(ext)
	if low == ".txt" && listsPackages(path.Base(name)) {
		return false
	}
	return opaque[ext] || opaque[low] || foreign[ext] || foreign[low]
}

// listsPackages reports whether a .txt file is one of pip's.
func listsPackages(base string) bool {
	return strings.Contains(base, "requirements") || strings.Contains(base, "constraints")
}

// carries reports whether a file of the language matters when it holds only a secondary needle. What is in no known format does
// not.
func (l Lang) carries() bool { return l != Other }

// filter decides, from bytes alone, whether a file is kept. One filter serves one goroutine: it reuses its buffer.
type filter struct {
	core, all *finder
	buf       []byte
}

func newFilter(core, all *finder) *filter {
	return &filter{core: core, all: all, buf: make([]byte, 64<<10)}
}

// examine reads a file and returns it when it may matter, a skip when it may matter and cannot be analysed, and neither
// when it does not mention OpenAI. The error is the reader's.
func (ft *filter) examine(name string, r io.Reader) (*File, *Skip, error) {
	limit := maxSize(Detect(name))
	raw, err := ft.fill(r, limit+1)
	if err != nil {
		return nil, nil, err
	}
	lang := detect(name, raw)
	find := ft.core
	if lang.carries() {
		find = ft.all
	}
	if len(raw) > limit {
		return ft.large(name, raw, r, find)
	}
	if wide(raw) {
		if text, _, err := Decode(raw, lang); err == nil && !find.find(text) {
			return nil, nil, nil
		}
	} else if isBinary(raw) {
		return nil, ft.binary(name, lang, raw), nil
	} else if !find.find(raw) {
		return nil, nil, nil
	}
	f, err := NewFile(name, bytes.Clone(raw))
	if err != nil {
		return nil, &Skip{Path: name, Reason: err.Error()}, nil
	}
	return f, nil, nil
}

// fill reads up to limit bytes into the buffer, which grows when it must.
func (ft *filter) fill(r io.Reader, limit int) ([]byte, error) {
	n := 0
	for n < limit {
		if n == len(ft.buf) {
			ft.buf = append(ft.buf, make([]byte, min(3*n, limit-n))...)
		}
		k, err := r.Read(ft.buf[n:min(len(ft.buf), limit)])
		n += k
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
	}
	return ft.buf[:n], nil
}

// binary lists a file of a source language in any case, for its text may be in an encoding that shows as binary, and any
// other when it spells the core.
func (ft *filter) binary(name string, lang Lang, raw []byte) *Skip {
	if lang != Other || ft.core.find(raw) {
		return &Skip{Path: name, Reason: ReasonBinary}
	}
	return nil
}

// large searches the rest of a file that is too large to analyse, and lists it when it spells a needle.
func (ft *filter) large(name string, raw []byte, r io.Reader, find *finder) (*File, *Skip, error) {
	skip := &Skip{Path: name, Reason: ReasonTooLarge}
	if wide(raw) {
		return nil, skip, nil
	}
	if isBinary(raw) {
		skip.Reason = ReasonBinary
	}
	for keep := find.span; ; {
		if find.find(raw) {
			return nil, skip, nil
		}
		n := copy(ft.buf, raw[max(0, len(raw)-keep):])
		k, err := io.ReadAtLeast(r, ft.buf[n:], 1)
		if err == io.EOF {
			return nil, nil, nil
		}
		if err != nil {
			return nil, nil, err
		}
		raw = ft.buf[:n+k]
	}
}

// isBinary reports whether the beginning holds what no text holds, as git tells it.
func isBinary(raw []byte) bool { return bytes.IndexByte(raw[:min(len(raw), 8<<10)], 0) >= 0 }

// wide reports whether raw begins with a UTF-16 byte order mark.
func wide(raw []byte) bool {
	return slices.ContainsFunc([][]byte{{0xff, 0xfe}, {0xfe, 0xff}}, func(m []byte) bool { return bytes.HasPrefix(raw, m) })
}
