package provider

import "testing"

func TestServes(t *testing.T) {
	p := &Provider{Endpoints: map[string]Endpoint{
		"chat_completions": {Support: Supported}, "embeddings": {Support: Restricted}, "completions": {Support: Restricted},
		"fine_tuning": {Support: Restricted}, "responses": {Support: Supported, Base: "beta"}, "moderations": {Support: Unsupported}, "files": {Support: Undocumented},
	}}
	for name, want := range map[string]bool{
		"chat_completions": true, "embeddings": true, "completions": false, "fine_tuning": false, "responses": false, "moderations": false, "files": false, "batches": false,
	} {
		if got := p.Serves(name); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}
