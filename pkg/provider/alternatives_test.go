package provider

import (
	"slices"
	"testing"
)

// TestAlternativesCanBeChosen holds the list to what a choice is for: each is listed, there to stay, and taken as it is.
func TestAlternativesCanBeChosen(t *testing.T) {
	for _, p := range All() {
		for _, from := range []string{"gpt-4o", "gpt-4o-mini", "text-embedding-3-small"} {
			target := NewTarget(p)
			choice, ok := target.Model(from, Need{})
			list := target.Alternatives(from)
			if ok && !slices.ContainsFunc(list, func(c Choice) bool { return c.ID == choice.ID && c.Suggested }) {
				t.Errorf("%s: %s is not among the alternatives to %s", p.ID, choice.ID, from)
			}
			for i, c := range list {
				if i > 0 && c.Suggested && !list[i-1].Suggested {
					t.Errorf("%s: %s is suggested and stands behind others", p.ID, c.ID)
				}
				if c.Model != nil && (c.Model.Retired != "" || c.Model.Kind != "chat") {
					t.Errorf("%s: %s is retired or no model for chat", p.ID, c.ID)
				}
				target := NewTarget(p)
				if warning := target.Override(from, c.ID); warning.EN != "" {
					t.Errorf("%s: choosing %s warns: %s", p.ID, c.ID, warning.EN)
				}
				if got, ok := target.Model(from, Need{}); !ok || got.ID != c.ID {
					t.Errorf("%s: chose %s, got %s", p.ID, c.ID, got.ID)
				}
			}
		}
	}
	if list := NewTarget(All()[0]).Alternatives("llama-3"); list != nil {
		t.Errorf("alternatives to what is not OpenAI's: %v", list)
	}
}
