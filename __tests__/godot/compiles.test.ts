/**
 * @jest-environment node
 *
 * The JSX of each scene is code of this package: it compiles, and so does that of names and texts that were made to break
 * it.
 */
import { join } from 'node:path'
import { toJsx } from '../../stories/godot/index.js'
import { compile } from '../support/compile.js'
import { damagedScene } from '../support/godot/damage.js'
import { SCENES } from '../support/godot/scenes.js'
import { ROOT } from '../support/readme.js'

/** Texts that mean something to JSX, to strings or to comments. */
const NASTY = ['"', "'", '`${x}`', '{x}', '</i>', '&amp;', '*/', '\\', '\n', '\u2028', '', '数', '1', '-', '__proto__']

const quote = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`

/** A scene in which everything that can have a text has this one. */
const nastyScene = (text: string) => `[gd_scene format=3]
[ext_resource type="Script" path="res://addons/websocket/WebSocket.gd" id="1"]
[ext_resource type="PackedScene" path=${quote(`res://${text}.tscn`)} id="2"]
[node name=${quote(`a${text}`)} type=${quote(text)}]
[node name=${quote(`b${text}`)} type="Node" parent="." node_paths=PackedStringArray("autoconnect_reference")]
script = ExtResource("1")
host = ${quote(`host${text}`)}
route = ${quote(text)}
autoconnect_mode = 5
autoconnect_reference = NodePath(${quote(`../c${text}`)})
[node name=${quote(`c${text}`)} type="Button" parent="."]
text = ${quote(text)}
[node name=${quote(`d${text}`)} parent="." instance=ExtResource("2")]
[node name="Timer" type="Timer" parent="."]
autostart = true
[connection signal="connected" from=${quote(`b${text}`)} to="." method=${quote(text)} binds=[${quote(text)}, {${quote(text)}: [${quote(text)}]}]]
[connection signal="closed" from=${quote(`b${text}`)} to="." method=${quote(text)} unbinds=1]
[connection signal="pressed" from=${quote(`c${text}`)} to=${quote(`b${text}`)} method="send_string" binds=[${quote(text)}]]
[connection signal="ready" from=${quote(`d${text}`)} to=${quote(`b${text}`)} method="connect_socket" binds=[${quote(text)}]]
[connection signal="timeout" from="Timer" to=${quote(`b${text}`)} method="send_string" binds=[${quote(text)}]]
`

const modules = new Map([
  ...[...SCENES].map(([name, text]) => [name, toJsx(text).jsx] as const),
  ...NASTY.map((text, index) => [`nasty-${index}`, toJsx(nastyScene(text)).jsx] as const),
])

/** What damaged scenes still give. */
const damaged = new Map(
  Array.from({ length: 100 }, (_, seed) => [`damaged-${seed}`, toJsx(damagedScene(seed)).jsx] as const).filter(
    ([, code]) => code,
  ),
)
const pathOf = (name: string) => join(ROOT, `scene-${name}.tsx`)

let said: Map<string, string[]>
beforeAll(() => {
  const wrong = modules.get('01-chat')!.replace('receiveLimit={8}', 'receiveLimit="8"')
  const files = new Map([...modules, ...damaged, ['wrong', wrong] as const].map(([name, code]) => [pathOf(name), code]))
  said = compile(files, { noUnusedLocals: true, noUnusedParameters: true })
})

test.each([...SCENES.keys()])('%s', (name) => {
  expect(modules.get(name)).toContain('export function ')
  expect(said.get(pathOf(name))).toEqual([])
})

test.each(NASTY.map((text, index) => [JSON.stringify(text), `nasty-${index}`]))('%s anywhere', (_text, name) => {
  expect(modules.get(name)).toContain('WebSocketNode')
  expect(said.get(pathOf(name))).toEqual([])
})

test('what is left of damaged scenes', () => {
  expect(damaged.size).toBeGreaterThan(20)
  expect([...damaged].flatMap(([name, code]) => said.get(pathOf(name))!.map((message) => [message, code]))).toEqual([])
})

test('a mistake would be found', () => {
  expect(said.get(pathOf('wrong'))).toEqual([expect.stringContaining("'string' is not assignable to type 'number'")])
})
