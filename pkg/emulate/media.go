package emulate

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
)

// pixel is the picture that every request for one gets: a PNG of one pixel.
const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8BQDwAEgAF/pooBPQAAAABJRU5ErkJggg=="

// mediaModel looks up a model of a kind. Where the catalog lists none of that kind, nothing is known, and any will do.
func (x *exchange) mediaModel(body map[string]any, kind string) *refusal {
	for _, m := range x.target.Provider.Models {
		if m.Kind == kind {
			_, no := x.model(body, kind)
			return no
		}
	}
	id, _ := body["model"].(string)
	x.record.Model = x.masked(id)
	x.note(&x.record.Unproven, "model")
	if id == "" {
		return refuseParam("model", i18n.T("没有写明模型", "no model is named"))
	}
	return nil
}

// images answers POST /images/generations.
func (x *exchange) images() *refusal {
	var body map[string]any
	if no := x.body(&body); no != nil {
		return no
	}
	if no := x.mediaModel(body, "image"); no != nil {
		return no
	}
	if prompt, _ := body["prompt"].(string); prompt == "" {
		return refuseParam("prompt", i18n.T("没有 prompt", "there is no prompt"))
	}
	entry := map[string]any{"url": "data:image/png;base64," + pixel}
	if body["response_format"] == "b64_json" {
		entry = map[string]any{"b64_json": pixel}
	}
	n := min(max(1, int(number(body["n"], 1))), 10)
	data := make([]any, n)
	for i := range data {
		data[i] = entry
	}
	return x.reply(map[string]any{"created": epoch, "data": data})
}

// speech answers POST /audio/speech with a frame of MP3 that holds silence.
func (x *exchange) speech() *refusal {
	var body map[string]any
	if no := x.body(&body); no != nil {
		return no
	}
	if no := x.mediaModel(body, "speech"); no != nil {
		return no
	}
	if input, _ := body["input"].(string); input == "" {
		return refuseParam("input", i18n.T("没有 input", "there is no input"))
	}
	frame := make([]byte, 417) // 128 kbit/s at 44.1 kHz
	copy(frame, []byte{0xff, 0xfb, 0x90, 0x00})
	x.answer(http.StatusOK, "audio/mpeg", frame)
	return nil
}

// formMemory is how much of an upload is kept in memory; the rest lies in a file while it is read.
const formMemory = 1 << 20

// transcription answers POST /audio/transcriptions: it says how long the file was.
func (x *exchange) transcription() *refusal {
	_ = x.control.SetReadDeadline(time.Now().Add(x.options.Timeout))
	x.r.Body = http.MaxBytesReader(x.w, x.r.Body, x.options.MaxBody)
	err := x.r.ParseMultipartForm(formMemory)
	if tooBig := (*http.MaxBytesError)(nil); errors.As(err, &tooBig) {
		return x.tooBig()
	}
	if err != nil {
		return refuseParam("", i18n.T("请求体不是 multipart/form-data", "the body is no multipart/form-data"))
	}
	defer func() { _ = x.r.MultipartForm.RemoveAll() }()
	if no := x.mediaModel(map[string]any{"model": x.r.FormValue("model")}, "transcription"); no != nil {
		return no
	}
	_, head, err := x.r.FormFile("file")
	if err != nil {
		return refuseParam("file", i18n.T("没有 file", "there is no file"))
	}
	text := fmt.Sprintf("%s heard %d bytes", x.record.Model, head.Size)
	if x.r.FormValue("response_format") == "text" {
		x.answer(http.StatusOK, "text/plain; charset=utf-8", []byte(text+"\n"))
		return nil
	}
	return x.reply(map[string]any{"text": text})
}

// beyond is the answer of endpoints that the provider has and the emulator does not stand in for.
func (x *exchange) beyond() *refusal {
	name := x.target.Brief()
	e := x.target.Endpoints[x.record.Endpoint]
	return &refusal{status: http.StatusNotImplemented, kind: "server", Verdict: provider.Verdict{Sources: e.Sources},
		reason: i18n.Tf("%[1]s有这个接口，但模拟器不模拟它", "%[2]s has this endpoint, but the emulator does not stand in for it", name.ZH, name.EN)}
}
