package syntax

import "testing"

func TestMayPass(t *testing.T) {
	for _, c := range []struct {
		text string
		arg  Argument
		want bool
	}{
		{"run(x)", Argument{At: 0}, true},
		{"self.run( x )", Argument{At: 0}, true},
		{"run( )", Argument{At: 0}, false},
		{"rerun(x)", Argument{At: 0}, false},
		{"$run(x)", Argument{At: 0}, false},
		{"def run(x): pass", Argument{At: 0}, false},
		{"function run(x) {}", Argument{At: 0}, false},
		{"class run(x): pass", Argument{At: 0}, false},
		{"def run(x): return run(x)", Argument{At: 0}, true},
		{"run (x)", Argument{At: 0}, false},
		{"run(x)", Argument{At: 1}, false},
		{"run(f(a, b), [c, d], {e: g})", Argument{At: 2}, true},
		{"run(f(a, b), [c, d], {e: g})", Argument{At: 3}, false},
		{"run('a, b', \"c\")", Argument{At: 2}, false},
		{"run('a\\', b')", Argument{At: 3}, true}, // not looked into
		{"run(*all)", Argument{At: 3}, true},
		{"run(...all)", Argument{At: 3}, true},
		{"run(a, model = x)", Argument{At: 7, Name: "model"}, true},
		{"run(a, 'model')", Argument{At: 7, Name: "model"}, false},
		{"run(a)", Argument{At: -1, Name: "model"}, false},
		{"run(", Argument{At: 7}, true},
	} {
		if got := MayPass([]byte(c.text), "run", c.arg); got != c.want {
			t.Errorf("%s gives %+v: %v", c.text, c.arg, got)
		}
	}
}
