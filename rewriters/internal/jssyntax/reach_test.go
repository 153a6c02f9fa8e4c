package jssyntax

import (
	"bytes"
	"slices"
	"testing"
)

func TestMayReach(t *testing.T) {
	p := project(t, `
-- a.ts --
import { client } from './lib'
import { log } from './log'
import { ring } from './ring'
import { fork } from './fork'
import { absent, quiet, loud } from './barrel'
import { all } from './common'
import * as other from 'other'
export class Own {}
const made = build(), sent = wrap(() => client.send()), { shown } = require('./log'), { client: got } = require('./lib'), { a = client } = {}
const round = square(), square = round, near = far, far = near || client
function take(given) { given() }
made(); sent(); shown(); got.x(); a(); round(); square(); far(); near();
client.send(); log(); ring.go(); fork(); other.x(); new Own(); made(); unbound(); this.x(); client!.a.b(); absent(); quiet(); loud(); all();
-- lib/index.ts --
export * from './deep'
-- lib/deep.ts --
export { default as client } from "sdk"
-- log.ts --
import fs from 'fs'
export const log = "an sdk of sorts"
-- ring.ts --
export { ring } from './ring2'
-- ring2.ts --
import { ring } from './ring'
-- fork.ts --
import './ring'
const { client } = require( './lib/deep.js' )
export const fork = () => client
-- barrel.ts --
export * from './fork'
export { log as quiet } from './log'
export {
  fork as loud,
} from './fork'
-- common.js --
module.exports = require('./lib/deep.js')
`)
	p.options.Leads = func(text []byte) bool { return bytes.Contains(text, []byte(`"sdk"`)) }
	var got []string
	for n := range p.Of(p.source.Files[0]).Tree.Root().Descendants("call_expression", "new_expression") {
		if fn := Callee(n); p.MayReach(fn) {
			got = append(got, fn.Text())
		}
	}
	want := []string{"build", "wrap", "client.send", "require", "require", "given", "sent", "got.x", "a", "far", "near", "client.send", "fork", "other.x", "Own", "unbound", "this.x", "client!.a.b", "loud", "all"}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
}

func TestSpecifiers(t *testing.T) {
	text := "import a from './a'\nimport \"./b\"\nexport * from './c'; const d = require(\n  `./d` ), e = await import('./e')\n// don't\nf('./f')\nimport {\n  g,\n} from './g'"
	if got, want := specifiers([]byte(text)), []string{"./a", "./b", "./c", "./d", "./e", "./g"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
