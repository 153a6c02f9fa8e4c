package source

import "testing"

func TestProjectSets(t *testing.T) {
	for text, want := range map[string]bool{
		"OPENAI_BASE_URL=https://gateway.example/v1":               true,
		"export OPENAI_BASE_URL=\"https://gateway.example/v1\"":    true,
		"      - OPENAI_BASE_URL=https://gateway.example/v1":       true,
		"  OPENAI_BASE_URL: 'https://gateway.example/v1'":          true,
		"OPENAI_BASE_URL=${OPENAI_BASE_URL:-https://gateway.corp}": true,
		"OPENAI_BASE_URL := https://gateway.example/v1":            true,
		"- name: OPENAI_BASE_URL\n  value: https://gateway.corp":   true,
		"- {name: OPENAI_BASE_URL, value: https://gateway.corp}":   true,
		"- name: OPENAI_BASE_URL\n  value: ''":                     false,
		"- name: OPENAI_BASE_URL\n  valueFrom: {}":                 false,
		"OPENAI_BASE_URL=${OPENAI_BASE_URL}":                       false,
		"OPENAI_BASE_URL: ${OPENAI_BASE_URL:-}":                    false,
		"OPENAI_BASE_URL=$OPENAI_BASE_URL":                         false,
		"OPENAI_BASE_URL=":                                         false,
		"OPENAI_BASE_URL= # empty":                                 false,
		"# OPENAI_BASE_URL=https://gateway.example/v1":             false,
		"MY_OPENAI_BASE_URL=https://gateway.example/v1":            false,
	} {
		f, err := NewFile(".env", []byte(text+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		tree := &Tree{Files: []*File{f}}
		if got := (&Project{Tree: tree, Root: "app"}).Sets("OPENAI_BASE_URL"); got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}
