package jssyntax

import "testing"

func TestBinds(t *testing.T) {
	for _, c := range []struct {
		text, name string
		want       ways
	}{
		{"export async function make() {}", "make", ways{function: true}},
		{"export function* make() {}", "make", ways{function: true}},
		{"export const make = async (a: string, b = f()) => a", "make", ways{function: true}},
		{"export const make = (a: string): Promise<X> => a", "make", ways{function: true}},
		{"const make = a => a", "make", ways{function: true}},
		{"const make = function () {}", "make", ways{function: true}},
		{"const make = (a ? b : c)", "make", ways{other: true}},
		{"let make = () => 1", "make", ways{other: true}},
		{"const make: Maker = () => 1", "make", ways{other: true}},
		{"function make() {}\nmake = other", "make", ways{function: true, other: true}},
		{"export class Maker {}", "Maker", ways{class: true}},
		{"export class Maker<T> extends Base<T> {}", "Maker", ways{class: true, derived: true}},
		{"import { type A, make } from './make'", "make", ways{other: true}},
		{"import make from './make'", "make", ways{other: true}},
		{"import * as make from './make'", "make", ways{other: true}},
		{"const { a: { make } } = lib", "make", ways{other: true}},
		{"export { other as make }", "make", ways{other: true}},
		{"module.exports = { make: other }", "make", ways{other: true}},
		{"exports.make = other", "make", ways{other: true}},
		{"x.make(1); make(2); unmake = 3; makes = 4; if (make == 5) {}", "make", ways{}},
		{"export default function () {}", "default", ways{function: true}},
		{"export default class X extends Y {}", "default", ways{class: true, derived: true}},
		{"export default make", "default", ways{other: true}},
		{"export { make as default }", "default", ways{other: true}},
		{"module.exports = make", "default", ways{other: true}},
		{"switch (x) { default: y() }\nexport default async function f() {}", "default", ways{function: true}},
	} {
		if got := binds([]byte(c.text), c.name); got != c.want {
			t.Errorf("%s binds %s: %+v, want %+v", c.text, c.name, got, c.want)
		}
	}
}
