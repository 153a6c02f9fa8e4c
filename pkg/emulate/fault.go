package emulate

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

// Broken is the kind of [Fault] that cuts a stream off in its middle.
const Broken = "broken-stream"

// Fault is a failure shown on purpose: to every request, to the first ones, or to each one in so many.
type Fault struct {
	Kind  string // "429", "500", "503" or Broken
	Every int    // only each such request, counting from one; 0 for no such limit
	First int    // only so many requests; 0 for no such limit
}

// FaultForms says how a fault is written.
const FaultForms = "429|500|503|broken-stream[:every N|:first N]"

// ParseFault reads a fault as it is written on the command line: "429", "503:first 2", "broken-stream:every 3".
func ParseFault(s string) (Fault, error) {
	kind, when, limited := strings.Cut(strings.TrimSpace(s), ":")
	f := Fault{Kind: strings.TrimSpace(kind)}
	if !slices.Contains([]string{"429", "500", "503", Broken}, f.Kind) {
		return Fault{}, fmt.Errorf("no fault %q", s)
	}
	if !limited {
		return f, nil
	}
	word, count, _ := strings.Cut(strings.TrimSpace(when), " ")
	n, err := strconv.Atoi(strings.TrimSpace(count))
	if err != nil || n < 1 {
		return Fault{}, fmt.Errorf("no fault %q", s)
	}
	switch word {
	case "every":
		f.Every = n
	case "first":
		f.First = n
	default:
		return Fault{}, fmt.Errorf("no fault %q", s)
	}
	return f, nil
}

// armed is a fault with the count of requests it has seen.
type armed struct {
	Fault
	seen atomic.Int64
}

// strikes counts a request and reports whether it is one to fail.
func (a *armed) strikes() bool {
	n := a.seen.Add(1)
	switch {
	case a.First > 0:
		return n <= int64(a.First)
	case a.Every > 0:
		return n%int64(a.Every) == 0
	}
	return true
}

// faultKinds are the errors that faults show.
var faultKinds = map[string]struct {
	kind string
	why  i18n.Text
}{
	"429": {"rate", i18n.T("请求过多（按要求模拟）", "too many requests (a fault shown on purpose)")},
	"500": {"server", i18n.T("服务器内部错误（按要求模拟）", "internal server error (a fault shown on purpose)")},
	"503": {"overloaded", i18n.T("服务过载（按要求模拟）", "the server is overloaded (a fault shown on purpose)")},
}

// fail shows the faults that are due. Those of streams wait until the request is known to ask for one.
func (x *exchange) fail() *refusal {
	for _, a := range x.faults {
		if a.Kind == Broken || !a.strikes() {
			continue
		}
		status, _ := strconv.Atoi(a.Kind)
		x.record.Fault = a.Kind
		return &refusal{status: status, kind: faultKinds[a.Kind].kind, reason: faultKinds[a.Kind].why}
	}
	return nil
}

// broken reports whether this stream is to break off.
func (x *exchange) broken() bool {
	for _, a := range x.faults {
		if a.Kind == Broken && a.strikes() {
			x.record.Fault = Broken
			return true
		}
	}
	return false
}

// cut ends the connection without an end of the answer.
func (x *exchange) cut() {
	x.record.Broken = "cut off on purpose"
	panic(http.ErrAbortHandler)
}
