package jssyntax

import (
	"testing"

	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

func TestBinds(t *testing.T) {
	for _, c := range []struct {
		text, name string
		want       syntax.Ways
	}{
		{"export async function make() {}", "make", syntax.Ways{Function: true}},
		{"export function* make() {}", "make", syntax.Ways{Function: true}},
		{"export const make = async (a: string, b = f()) => a", "make", syntax.Ways{Function: true}},
		{"export const make = (a: string): Promise<X> => a", "make", syntax.Ways{Function: true}},
		{"const make = a => a", "make", syntax.Ways{Function: true}},
		{"const make = function () {}", "make", syntax.Ways{Function: true}},
		{"const make = (a ? b : c)", "make", syntax.Ways{Other: true}},
		{"let make = () => 1", "make", syntax.Ways{Other: true}},
		{"const make: Maker = () => 1", "make", syntax.Ways{Other: true}},
		{"function make() {}\nmake = other", "make", syntax.Ways{Function: true, Other: true}},
		{"export class Maker {}", "Maker", syntax.Ways{Class: true}},
		{"export class Maker<T> extends Base<T> {}", "Maker", syntax.Ways{Class: true, Derived: true}},
		{"import { type A, make } from './make'", "make", syntax.Ways{Other: true}},
		{"import make from './make'", "make", syntax.Ways{Other: true}},
		{"import * as make from './make'", "make", syntax.Ways{Other: true}},
		{"const { a: { make } } = lib", "make", syntax.Ways{Other: true}},
		{"export { other as make }", "make", syntax.Ways{Other: true}},
		{"module.exports = { make: other }", "make", syntax.Ways{Other: true}},
		{"exports.make = other", "make", syntax.Ways{Other: true}},
		{"x.make(1); make(2); unmake = 3; makes = 4; if (make == 5) {}", "make", syntax.Ways{}},
		{"export default function () {}", "default", syntax.Ways{Function: true}},
		{"export default class X extends Y {}", "default", syntax.Ways{Class: true, Derived: true}},
		{"export default make", "default", syntax.Ways{Other: true}},
		{"export { make as default }", "default", syntax.Ways{Other: true}},
		{"module.exports = make", "default", syntax.Ways{Other: true}},
		{"switch (x) { default: y() }\nexport default async function f() {}", "default", syntax.Ways{Function: true}},
	} {
		if got := binds([]byte(c.text), c.name); got != c.want {
			t.Errorf("%s binds %s: %+v, want %+v", c.text, c.name, got, c.want)
		}
	}
}
