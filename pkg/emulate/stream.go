package emulate

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/openai-migrate/migrate/pkg/provider"
)

// wantsUsage reports whether the stream ends with a chunk of usage.
func (x *exchange) wantsUsage(c provider.Choice, body map[string]any) bool {
	o, _ := body["stream_options"].(map[string]any)
	return o["include_usage"] == true && x.takes(c, "stream_options", o)
}

// stream sends server-sent events, each flushed by itself.
type stream struct {
	*exchange
	sent int
	cut  int // the number of events after which the connection breaks; 0 for none
	gone bool
}

// open starts a stream of about so many events.
func (x *exchange) open(events int) *stream {
	s := &stream{exchange: x}
	if x.broken() {
		s.cut = max(1, events/2)
	}
	h := x.w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-cache")
	h.Set("X-Request-Id", x.id("req"))
	x.record.Stream, x.record.Status = true, http.StatusOK
	x.w.WriteHeader(http.StatusOK)
	return s
}

// send writes one event; name is that of the event, or empty. After a failed write, or once the client has gone, nothing
// more is sent.
func (s *stream) send(name string, v any) {
	if s.gone {
		return
	}
	data, ok := v.([]byte)
	if !ok {
		data, _ = json.Marshal(v) // of maps and strings
	}
	if name != "" {
		name = "event: " + name + "\n"
	}
	_ = s.control.SetWriteDeadline(time.Now().Add(s.options.Timeout))
	_, err := s.w.Write([]byte(name + "data: " + string(data) + "\n\n"))
	if err == nil {
		err = s.control.Flush()
	}
	if err == nil {
		err = s.r.Context().Err()
	}
	if err != nil {
		s.gone, s.record.Broken = true, s.masked(err.Error())
		return
	}
	if s.sent++; s.sent == s.cut {
		s.exchange.cut()
	}
}

// streamChat sends an answer in pieces.
func (x *exchange) streamChat(a *chatAnswer, usage bool) *refusal {
	var deltas []map[string]any
	deltas = append(deltas, map[string]any{"role": "assistant", "content": ""})
	for _, piece := range pieces(a.thought, a.field != "") {
		deltas = append(deltas, map[string]any{a.field: piece})
	}
	for _, piece := range pieces(a.content, true) {
		deltas = append(deltas, map[string]any{"content": piece})
	}
	if a.call != nil {
		deltas = append(deltas, a.call.deltas()...)
	}
	s := x.open(len(deltas) * a.n)
	for i := range a.n {
		for _, d := range deltas {
			s.send("", a.chunk(i, d, nil))
		}
		s.send("", a.chunk(i, map[string]any{}, a.finish))
	}
	if usage {
		last := a.chunk(0, nil, nil)
		last["choices"], last["usage"] = []any{}, a.usage
		s.send("", last)
	}
	s.send("", []byte("[DONE]"))
	return nil
}

func (a *chatAnswer) chunk(i int, delta map[string]any, finish any) map[string]any {
	return map[string]any{
		"id": a.id, "object": "chat.completion.chunk", "created": epoch, "model": a.model,
		"choices": []any{map[string]any{"index": i, "delta": delta, "finish_reason": finish}},
	}
}

// pieceLength is the number of characters in a piece of a stream.
const pieceLength = 6

// pieces cuts a text between characters.
func pieces(text string, wanted bool) []string {
	if !wanted {
		return nil
	}
	var out []string
	for r := []rune(text); len(r) > 0; {
		n := min(pieceLength, len(r))
		out, r = append(out, string(r[:n])), r[n:]
	}
	return out
}
