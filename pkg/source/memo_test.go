package source

import "testing"

func TestMemo(t *testing.T) {
	type key string
	var p Project
	made := 0
	ask := func() any { return p.Memo(key("a"), func() any { made++; return made }) }
	first, again := ask(), ask()
	if first != 1 || again != 1 || p.Memo(key("b"), func() any { return 7 }) != 7 {
		t.Error("a thing was made twice, or for another key")
	}
	if p.Forget(); ask() != 2 {
		t.Error("a forgotten thing was remembered")
	}
}
