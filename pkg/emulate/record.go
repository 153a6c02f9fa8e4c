package emulate

import (
	"strings"
	"unicode/utf8"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
)

// Record is what is logged of one request: a line of JSON. It holds nothing that was said, and no key.
type Record struct {
	Time        string            `json:"time"`
	Method      string            `json:"method"`
	Path        string            `json:"path"`
	Endpoint    string            `json:"endpoint,omitempty"` // as in provider.EndpointNames
	Model       string            `json:"model,omitempty"`
	Stream      bool              `json:"stream,omitempty"`
	Status      int               `json:"status"`
	Refused     string            `json:"refused,omitempty"`     // why, empty where the request was accepted
	Param       string            `json:"param,omitempty"`       // the field that was refused
	Code        string            `json:"code,omitempty"`        // the provider's code of the error
	Unconfirmed bool              `json:"unconfirmed,omitempty"` // the refusal rests on what could not be confirmed
	Sources     []provider.Source `json:"sources,omitempty"`     // of the refusal
	Ignored     []string          `json:"ignored,omitempty"`     // fields that the provider drops silently, or does not know
	Unproven    []string          `json:"unproven,omitempty"`    // fields of which nothing is known there, taken on trust
	Tolerated   []string          `json:"tolerated,omitempty"`   // lenient: what would have been refused, and why
	Fault       string            `json:"fault,omitempty"`       // the failure shown on purpose
	Broken      string            `json:"broken,omitempty"`      // why the answer did not reach the client whole

	Reason i18n.Text `json:"-"` // Refused in both languages
}

// longest is how much of a name that a client made up is kept.
const longest = 200

// masked makes a name from a request fit for the log and for answers: no key, no bulk.
func (x *exchange) masked(s string) string {
	s = x.hidden(s)
	if len(s) <= longest {
		return s
	}
	cut := longest
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}

// hidden is text without keys.
func (x *exchange) hidden(s string) string {
	for _, key := range []string{x.options.Key, x.presented} {
		if len(key) > 3 {
			s = strings.ReplaceAll(s, key, "••••••••")
		}
	}
	return finding.Mask(strings.ToValidUTF8(s, "�"))
}
