package finding

import "testing"

func TestSecrets(t *testing.T) {
	for text, masked := range map[string]string{
		"":                                    "",
		"a task-list of many words":           "a task-list of many words",
		"sk-abcdefghij0123456789":             "sk-••••••••",
		"sk-xxxxxxxxxxxxxxxxxxxxxx":           "sk-xxxxxxxxxxxxxxxxxxxxxx",
		"Bearer sk-proj-abcdefghij0123456789": "Bearer sk-••••••••",
		"bce-v3/ALTAK-abcdefghij0123456789":   "bce••••••••",
		"0123456789abcdef0123456789abcdef.ABCDEFGHIJKLMNOP":           "012••••••••",
		"key: 0123456789abcdef0123456789abcdef.ABCDEFGHIJKLMNOP":      "key: 012••••••••",
		"a sentence of some length. Another one. And a third: f.":     "a sentence of some length. Another one. And a third: f.",
		"eyJhbGciOiJIUzI1NiIsInR5cCI6.eyJzdWIiOiIxMjM0NTY3ODkwIn0.ab": "eyJ••••••••",
	} {
		if got := Mask(text); got != masked {
			t.Errorf("Mask(%q) = %q, want %q", text, got, masked)
		}
		if got := IsSecret(text); got != (masked != text) {
			t.Errorf("IsSecret(%q) = %v", text, got)
		}
	}
}
