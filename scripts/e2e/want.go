package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"text/template"

	"github.com/openai-migrate/migrate/pkg/emulate"
	"github.com/openai-migrate/migrate/pkg/provider"
)

// want is what a sample has to print at a provider. It comes from the catalog, not from what the emulator was asked.
func (h *harness) want(sample string, k sdk, t *provider.Target) (string, error) {
	name := stem(sample) + ".txt"
	tmpl, err := template.New(name).Funcs(template.FuncMap{
		"chat":   func(from string) string { return modelAt(t, from, provider.Need{}) },
		"vision": func(from string) string { return modelAt(t, from, provider.Need{Vision: true}) },
		"vector": func(from, text string) string { return vectorAt(t, from, text) },
	}).ParseFiles(filepath.Join(h.root, "want", name))
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = tmpl.Execute(&b, k.models)
	return b.String(), err
}

// modelAt is the model that replaces one of OpenAI's; at OpenAI it is the same.
func modelAt(t *provider.Target, from string, need provider.Need) string {
	if t.ID == openAI {
		return from
	}
	c, _ := t.Model(from, need)
	return c.ID
}

// vectorAt is what samples print of an embedding: its length, and its first and last entry.
func vectorAt(t *provider.Target, from, text string) string {
	n := 0
	if e, ok := t.ListedEmbedding(from); ok {
		n = e.Dimensions
	} else if c, ok := t.Model(from, provider.Need{}); ok && c.Embedding != nil {
		n = c.Embedding.Dimensions
		if c.Dimensions > 0 {
			n = c.Dimensions
		}
	}
	if n == 0 {
		return "no embeddings"
	}
	v := emulate.Vector(text, n)
	return fmt.Sprintf("%d %.5f %.5f", n, v[0], v[n-1])
}

// stem is a file's name without its extension.
func stem(name string) string { return strings.TrimSuffix(name, filepath.Ext(name)) }

// blocked says why a sample cannot work at a provider whatever is edited, in a word that the plan has to say to the user;
// empty where it has to work.
func blocked(sdk, sample string, t *provider.Target) string {
	switch stem(sample) {
	case "tools": // LlamaIndex sends the field whatever it is told
		c, _ := t.Model("gpt-4o", provider.Need{Tools: true})
		if sdk == "llama-index" && t.Receive(c, provider.Sent{Field: "parallel_tool_calls", Value: false}).Refused {
			return "parallel_tool_calls"
		}
	case "azure":
		return "Azure"
	case "embeddings":
		if c, ok := t.Model("text-embedding-3-small", provider.Need{}); !ok || c.ID == "" {
			return "embedding"
		}
	case "jsonmode":
		c, _ := t.Model("gpt-4o-mini", provider.Need{})
		if t.Receive(c, provider.Sent{Field: "response_format", Value: "json_object"}).Refused {
			return "response_format"
		}
	case "vision":
		c, _ := t.Model("gpt-4o", provider.Need{Vision: true})
		if c.Model == nil || c.Model.Vision == nil || !*c.Model.Vision {
			return "image"
		}
	}
	return ""
}
