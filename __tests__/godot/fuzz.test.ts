/**
 * @jest-environment node
 *
 * No file crashes the converter: 5,000 scenes with seeded damage give JSX that parses, or a note with a line.
 */
import ts from 'typescript'
import { setOption, toJsx, toScene } from '../../stories/godot/index.js'
import { damagedScene } from '../support/godot/damage.js'

const COUNT = 5000

/** What TypeScript says about the syntax alone. */
function complaints(code: string): readonly unknown[] {
  const file = ts.createSourceFile('scene.tsx', code, ts.ScriptTarget.ES2022, false, ts.ScriptKind.TSX)
  return (file as unknown as { parseDiagnostics: readonly ts.Diagnostic[] }).parseDiagnostics.map(
    ({ messageText }) => messageText,
  )
}

test('damaged scenes give JSX that parses or a note with a line, and come back as they were', () => {
  const outcomes = { jsx: 0, error: 0, none: 0 }
  const checked = new Set<string>()
  for (let seed = 1; seed <= COUNT; seed++) {
    const text = damagedScene(seed)
    const { jsx, notes, model } = toJsx(text)
    const at = { seed, text }
    if (toScene(model) !== text) throw new Error(`seed ${seed}: the text has changed`)
    if (model.error) {
      outcomes.error++
      const [first] = notes
      if (!first?.line || first.line > text.split('\n').length) throw new Error(`seed ${seed}: no note with a line`)
      continue
    }
    outcomes[jsx ? 'jsx' : 'none']++
    if (jsx && !checked.has(jsx))
      expect({ ...at, jsx, complaints: complaints(jsx) }).toEqual({ ...at, jsx, complaints: [] })
    checked.add(jsx)
    const socket = model.nodes.find(({ socket }) => socket)
    if (!socket) continue
    const edited = setOption(model, socket.path, 'route', '/edited')
    expect({ ...at, route: edited.nodes.find(({ path }) => path === socket.path)?.socket?.options.route }).toEqual({
      ...at,
      route: '/edited',
    })
  }
  expect(outcomes.jsx).toBeGreaterThan(COUNT / 5)
  expect(outcomes.error).toBeGreaterThan(COUNT / 5)
})

test('a scene of 2,000 sockets and one of 300 levels are converted whole', () => {
  const node = (index: number) => `[node name="N${index}" type="Node" parent="."]\nscript = ExtResource("1")\n`
  const head =
    '[gd_scene format=3]\n[ext_resource type="Script" path="res://addons/websocket/WebSocket.gd" id="1"]\n[node name="R" type="Node"]\n'
  const model = toJsx(head + Array.from({ length: 2000 }, (_, index) => node(index)).join('')).model
  expect(model.nodes).toHaveLength(2001)
  const deep = Array.from(
    { length: 300 },
    (_, index) => `[node name="N" type="Node" parent="${'N/'.repeat(index).slice(0, -1) || '.'}"]\n`,
  )
  expect(
    toJsx(
      head +
        deep.join('') +
        `[node name="S" type="Node" parent="${'N/'.repeat(300).slice(0, -1)}"]\nscript = ExtResource("1")\n`,
    ).jsx,
  ).toContain('name="S"')
})
