package provider

import (
	"net/netip"
	"regexp"
	"strings"
	"sync"
)

// ByURL says whose service an address as found in code belongs to: "openai", "azure", a catalog id, "local" for a
// machine of one's own (loopback, private networks, names without a dot as in compose files), or "" for anything else,
// and where the host is not a constant (${HOST}/v1). A scheme may be missing; what follows the host does not matter.
func ByURL(rawurl string) string {
	host := hostOf(rawurl)
	switch {
	case host == "":
		return ""
	case host == "api.openai.com" || strings.HasSuffix(host, ".api.openai.com"): // eu.api.openai.com and its like
		return "openai"
	case host == "openai.azure.com" || hasAnySuffix(host, ".openai.azure.com", ".openai.azure.us", ".openai.azure.cn",
		".cognitiveservices.azure.com", ".cognitiveservices.azure.us", ".cognitiveservices.azure.cn",
		".services.ai.azure.com", ".inference.ai.azure.com"):
		return "azure"
	case isLocal(host):
		return "local"
	}
	h := hosts()
	if id, ok := h.exact[host]; ok {
		return id
	}
	for rest := host; ; {
		_, tail, ok := strings.Cut(rest, ".")
		if !ok {
			return ""
		}
		if id, ok := h.below[tail]; ok {
			return id
		}
		rest = tail
	}
}

// hostTable finds a provider by host: exactly, or below a domain whose first label is the user's ({WorkspaceId}).
type hostTable struct{ exact, below map[string]string }

var hosts = sync.OnceValue(func() hostTable {
	h := hostTable{map[string]string{}, map[string]string{}}
	for _, v := range shelf() {
		for _, u := range v.label().BaseURLs {
			host := hostOf(u.URL)
			if _, tail, _ := strings.Cut(host, "."); strings.Contains(u.URL, "{") {
				h.below[tail] = v.id
			} else if host != "" && !isLocal(host) {
				h.exact[host] = v.id
			}
		}
	}
	return h
})

// filler stands for a placeholder while the rest of a host is looked at.
const filler = "x--filled--x"

// placeholder matches ${HOST}, {{ host }}, {host}, <host>, $HOST and %s.
var placeholder = regexp.MustCompile(`\$\{[^}]*\}|\{\{[^}]*\}\}|\{[^}]*\}|<[A-Za-z][^>]*>|\$[A-Za-z_][A-Za-z0-9_]*|%[sv]`)

// hostOf returns the host of an address in lower case, without port, or "" where there is none that is constant.
func hostOf(raw string) string {
	rest := strings.TrimSpace(raw)
	if strings.ContainsAny(rest, "${<%") {
		rest = placeholder.ReplaceAllString(rest, filler)
	}
	rest, schemed := cutScheme(rest)
	if i := strings.IndexAny(rest, "/?#\\ \t\r\n\"'`<>),;"); i >= 0 {
		rest = rest[:i]
	}
	if i := strings.LastIndexByte(rest, '@'); i >= 0 {
		if !schemed {
			return "" // an address of mail
		}
		rest = rest[i+1:]
	}
	if inner, ok := strings.CutPrefix(rest, "["); ok {
		inner, _, _ = strings.Cut(inner, "]")
		return inner
	}
	host, port, ported := strings.Cut(strings.ToLower(rest), ":")
	host = strings.TrimSuffix(host, ".")
	if ported && strings.Trim(port, "0123456789") != "" && port != filler {
		return ""
	}
	labels := strings.Split(host, ".")
	for i, l := range labels {
		// Below a constant domain a placeholder may stand: https://${RESOURCE}.openai.azure.com.
		if !isLabel(l) || i >= len(labels)-2 && strings.Contains(l, filler) {
			return ""
		}
	}
	// Without a scheme a single word is any word, not a host; with a port it is one ("ollama:11434").
	if len(labels) == 1 && !schemed && !(ported && port != "") && host != "localhost" {
		return ""
	}
	return host
}

// cutScheme removes http, https, ws or wss.
func cutScheme(s string) (rest string, ok bool) {
	scheme, rest, ok := strings.Cut(s, "://")
	if !ok || len(scheme) > len("https") {
		return s, false
	}
	switch strings.ToLower(scheme) {
	case "http", "https", "ws", "wss":
		return rest, true
	}
	return s, false
}

// isLabel reports whether s can be one part of a host name in lower case. Compose allows the underscore.
func isLabel(s string) bool {
	for _, c := range []byte(s) {
		if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_') {
			return false
		}
	}
	return s != "" && s[0] != '-' && s[len(s)-1] != '-'
}

// isLocal reports whether a host is a machine of one's own.
func isLocal(host string) bool {
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.IsLoopback() || ip.IsPrivate() || ip.IsUnspecified() || ip.IsLinkLocalUnicast()
	}
	return !strings.Contains(host, ".") || hasAnySuffix(host, ".localhost", ".local", ".internal", ".svc", ".svc.cluster.local", ".lan")
}

func hasAnySuffix(s string, suffixes ...string) bool {
	for _, suffix := range suffixes {
		if strings.HasSuffix(s, suffix) {
			return true
		}
	}
	return false
}
