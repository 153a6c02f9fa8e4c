package emulate

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
)

// exchange is one request and its answer.
type exchange struct {
	*Server
	w         http.ResponseWriter
	r         *http.Request
	control   *http.ResponseController
	record    Record
	number    int64
	presented string // the key that the client sent
	rest      string // what follows the endpoint in the path
}

// serve answers, or says why the provider would not.
func (x *exchange) serve() *refusal {
	x.number = x.served.Add(1)
	x.presented = strings.TrimSpace(strings.TrimPrefix(x.r.Header.Get("Authorization"), "Bearer "))
	x.record.Path = x.masked(x.r.URL.Path)
	rt, rest, ok := x.find(x.r.URL.Path)
	if !ok {
		return x.noPath()
	}
	x.record.Endpoint, x.rest = rt.name, rest
	if no := x.admit(rt); no != nil {
		return no
	}
	if no := x.fail(); no != nil {
		return no
	}
	if !x.wait(x.options.Latency) {
		return nil
	}
	if answer, ok := handlers[rt.name]; ok {
		return answer(x)
	}
	return x.beyond()
}

// handlers answer the endpoints, by the names of provider.EndpointNames.
var handlers = map[string]func(*exchange) *refusal{
	"chat_completions": (*exchange).chat, "completions": (*exchange).completions, "responses": (*exchange).responses,
	"embeddings": (*exchange).embeddings, "models": (*exchange).models, "images_generations": (*exchange).images,
	"audio_speech": (*exchange).speech, "audio_transcriptions": (*exchange).transcription,
}

// admit looks at method and key.
func (x *exchange) admit(rt route) *refusal {
	if !slices.Contains(rt.methods, x.r.Method) {
		x.w.Header().Set("Allow", strings.Join(rt.methods, ", "))
		return &refusal{status: http.StatusMethodNotAllowed, kind: "path",
			reason: i18n.Tf("%s 不接受 %s 请求", "%s does not take %s", rt.path, x.record.Method)}
	}
	header := x.r.Header.Get("Authorization")
	if _, bearer := strings.CutPrefix(header, "Bearer "); !bearer || x.presented == "" {
		return &refusal{status: http.StatusUnauthorized, kind: "auth", Verdict: x.target.Auth.Verdict,
			reason: i18n.T("请求没有 Authorization: Bearer <密钥>", "the request has no Authorization: Bearer <key>")}
	}
	if x.options.Key != "" && x.presented != x.options.Key {
		return &refusal{status: http.StatusUnauthorized, kind: "auth",
			reason: i18n.T("密钥不是服务器接受的那一个", "the key is not the one that is accepted")}
	}
	return nil
}

// noPath is the answer to a path that the provider does not have, with what is wrong with it.
func (x *exchange) noPath() *refusal {
	base := x.BasePath()
	no := &refusal{status: http.StatusNotFound, kind: "path", message: "not found: " + x.r.Method + " " + x.r.URL.Path}
	name := x.target.Brief()
	no.reason = i18n.Tf("%[1]s没有这个接口", "%[2]s has no such endpoint", name.ZH, name.EN)
	for _, id := range provider.EndpointNames {
		e, said := x.target.Endpoints[id]
		sh := shapes[id]
		if sh.path == "" || !strings.Contains(x.r.URL.Path, sh.path) {
			continue
		}
		x.record.Endpoint = id
		if serves(id, e, said) {
			no.reason = i18n.Tf("路径不对：此接口的版本路径是 %s", "the path is wrong: the version path of this endpoint is %s", orSlash(x.pathFor(id, base)))
		} else if said {
			no.Verdict = e.Verdict
			if note := e.Says(); note.EN != "" {
				no.reason = i18n.Join(no.reason, note)
			}
		}
		break
	}
	return no
}

// pathFor is the version path under which an endpoint is served: the default one where that is among them.
func (x *exchange) pathFor(name, base string) string {
	paths := basePaths(x.target.Provider, x.target.Endpoints[name].Base)
	if len(paths) == 0 || slices.Contains(paths, base) {
		return base
	}
	return paths[0]
}

func orSlash(s string) string {
	if s == "" {
		return "/"
	}
	return s
}

// body reads a request of JSON.
func (x *exchange) body(into *map[string]any) *refusal {
	_ = x.control.SetReadDeadline(time.Now().Add(x.options.Timeout)) // a ResponseWriter that cannot is a test's
	r := http.MaxBytesReader(x.w, x.r.Body, x.options.MaxBody)
	data, err := io.ReadAll(r)
	if tooBig := (*http.MaxBytesError)(nil); errors.As(err, &tooBig) {
		return x.tooBig()
	}
	if err != nil {
		return &refusal{status: http.StatusRequestTimeout, kind: "size",
			reason: i18n.T("请求没有完整到达", "the request did not arrive whole")}
	}
	if err := json.Unmarshal(data, into); err != nil || *into == nil {
		return refuseParam("", i18n.T("请求体不是 JSON 对象", "the body is no JSON object"))
	}
	return nil
}

func (x *exchange) tooBig() *refusal {
	return &refusal{status: http.StatusRequestEntityTooLarge, kind: "size",
		reason: i18n.Tf("请求超过 %d 字节", "the request is longer than %d bytes", x.options.MaxBody)}
}

// wait lets time pass, unless the client goes away.
func (x *exchange) wait(d time.Duration) bool {
	if d <= 0 {
		return true
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-x.r.Context().Done():
		x.record.Broken = "the client went away"
		return false
	}
}

// reply answers with JSON.
func (x *exchange) reply(v any) *refusal {
	data, err := json.Marshal(v)
	if err != nil {
		return &refusal{status: http.StatusInternalServerError, kind: "server", reason: i18n.Tf("%v", "%v", err)}
	}
	x.answer(http.StatusOK, "application/json", append(data, '\n'))
	return nil
}

// answer sends a whole answer. Status 0 in the record means that none was sent.
func (x *exchange) answer(status int, kind string, data []byte) {
	x.record.Status = status
	_ = x.control.SetWriteDeadline(time.Now().Add(x.options.Timeout))
	h := x.w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Length", fmt.Sprint(len(data)))
	h.Set("X-Request-Id", x.id("req"))
	x.w.WriteHeader(status)
	if _, err := x.w.Write(data); err != nil {
		x.record.Broken = x.masked(err.Error())
	}
}

// close logs the request, also where the connection is about to be cut.
func (x *exchange) close() {
	if x.options.Log != nil {
		x.options.Log(x.record)
	}
}
