package emulate

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
)

// refusal is an error that the provider answers with.
type refusal struct {
	status  int
	kind    string // provider.ErrorKinds
	message string // as the client reads it
	param   string
	reason  i18n.Text // as the log has it
	note    i18n.Text // what the catalog says besides, for the log
	provider.Verdict
}

// refuseParam refuses a field of a request.
func refuseParam(param string, reason i18n.Text) *refusal {
	return &refusal{status: http.StatusBadRequest, kind: "parameter", param: param, reason: reason}
}

// errorShape is the provider's way to write an error: an example of its JSON, and its codes.
type errorShape struct {
	example map[string]any
	codes   []provider.ErrorCode
}

// usual is the shape of OpenAI, for providers of which nothing else is known.
const usual = `{"error":{"message":"...","type":"invalid_request_error","param":null,"code":null}}`

// newErrorShape reads the JSON with which the catalog's example of an error begins; prose may follow it.
func newErrorShape(p *provider.Provider) errorShape {
	out := errorShape{}
	if p.Response != nil {
		out.codes = p.Response.Errors
		_ = json.NewDecoder(strings.NewReader(p.Response.ErrorShape)).Decode(&out.example) // what is not JSON is prose
	}
	if out.example == nil {
		_ = json.Unmarshal([]byte(usual), &out.example)
	}
	return out
}

// code is the provider's code and status for a kind of error, where the catalog has them.
func (e errorShape) code(no *refusal) (string, int) {
	for _, c := range e.codes {
		if c.Kind != no.kind {
			continue
		}
		if c.HTTP != 0 {
			return c.Code, c.HTTP
		}
		return c.Code, no.status
	}
	return "", no.status
}

// otherCode is the code of an error for which the catalog has none: a number where the provider's codes are numbers.
func (e errorShape) otherCode(no *refusal) string {
	if len(e.codes) > 0 && strings.Trim(e.codes[0].Code, "0123456789") == "" {
		return strconv.Itoa(no.status)
	}
	return kindTypes[no.kind]
}

// kindTypes are the types that OpenAI's errors have, by kind.
var kindTypes = map[string]string{
	"auth": "authentication_error", "model": "invalid_request_error", "parameter": "invalid_request_error",
	"path": "invalid_request_error", "rate": "rate_limit_error", "size": "invalid_request_error",
	"server": "server_error", "overloaded": "server_error",
}

// write fills the example in.
func (e errorShape) write(no *refusal, code string, id string) []byte {
	fill := map[string]any{
		"message": no.message, "code": orNull(code), "type": kindTypes[no.kind], "param": orNull(no.param),
		"http_code": strconv.Itoa(no.status), "status": no.status, "id": id, "request_id": id,
	}
	if code == "" {
		fill["code"] = e.otherCode(no)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(filled(e.example, fill, 0)) // maps of strings cannot fail
	return b.Bytes()
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// filled is an example with the values of one error in it. At the top "type" is a constant: it says that this is an error.
func filled(example map[string]any, fill map[string]any, depth int) map[string]any {
	out := map[string]any{}
	for name, v := range example {
		if inner, ok := v.(map[string]any); ok {
			out[name] = filled(inner, fill, depth+1)
			continue
		}
		out[name] = v
		if value, ok := fill[name]; ok && (name != "type" || depth > 0) {
			out[name] = value
		}
		if _, number := v.(float64); number {
			out[name] = fill["status"]
		}
	}
	return out
}

// refuse answers with an error in the provider's shape and notes why.
func (x *exchange) refuse(no *refusal) {
	code, status := x.errors.code(no)
	no.status = status
	if no.message == "" {
		no.message = no.reason.EN
	}
	no.message = x.masked(no.message)
	why := i18n.T(i18n.Spaced(no.reason.ZH), no.reason.EN)
	if no.note.EN != "" {
		why = i18n.Join(why, no.note)
	}
	x.record.Reason = i18n.T(x.hidden(why.ZH), x.hidden(why.EN))
	x.record.Refused, x.record.Param, x.record.Code = x.record.Reason.EN, x.masked(no.param), code
	x.record.Unconfirmed, x.record.Sources = no.Unconfirmed, no.Sources
	if status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable {
		x.w.Header().Set("Retry-After", "1")
	}
	x.answer(status, "application/json", x.errors.write(no, code, x.id("req")))
}

// id is a name for an answer: always the same for the same number of requests before it.
func (x *exchange) id(prefix string) string { return fmt.Sprintf("%s-%08d", prefix, x.number) }
