package source

import "testing"

func TestIsTest(t *testing.T) {
	for p, want := range map[string]bool{
		"tests/a.py": true, "a/b/__tests__/c.js": true, "src/App.test.tsx": true, "x_test.go": true, "conftest.py": true, "spec/chat_spec.rb": true,
		"test_a.py": true, "pkg/testdata/x.json": true, "Tests/OpenAITests/A.swift": true,
		"a.py": false, "testing.py": false, "src/contest.py": false, "latest/a.go": false, "test.py": false, "attests/a.py": false, "spec.md": false,
	} {
		if got := IsTest(p); got != want {
			t.Errorf("%s: %v", p, got)
		}
	}
}
