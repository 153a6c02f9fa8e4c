package provider

import "testing"

func TestAddress(t *testing.T) {
	p := &Provider{BaseURLs: []BaseURL{{ID: "mainland", URL: "https://cn.example/v1"}, {ID: "abroad", URL: "https://example/v1/"}}}
	for url, want := range map[string]string{
		"https://cn.example/v1": "mainland",
		"https://example/v1":    "abroad",
		"https://other/v1":      "",
	} {
		target := &Target{Provider: p, BaseURL: url}
		if got := target.Address().ID; got != want {
			t.Errorf("Address of %s is %q, want %q", url, got, want)
		}
	}
}
