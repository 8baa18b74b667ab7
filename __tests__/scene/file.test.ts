/**
 * @jest-environment node
 *
 * The Godot file behind a scene: untouched it goes back byte for byte; edits go into it, or are said to be left out.
 */
import { readScene, toJsx, toScene } from '../../stories/godot/index.js'
import { createDoc, derive, reduce, type Action, type Doc } from '../../stories/scene/document.js'
import { EXAMPLE, START } from '../../stories/scene/example.js'
import { fileOf, openModel } from '../../stories/scene/file.js'
import { createItem, targetOf, walk, type Kind, type Scene } from '../../stories/scene/model.js'
import { stepOf, STEPS } from '../../stories/scene/places.js'
import { openBytes } from '../../stories/scene/readFile.js'
import { sceneOf } from '../../stories/scene/tscn.js'
import { unsaidOf } from '../../stories/scene/unsaid.js'
import { damagedScene } from '../support/godot/damage.js'
import { SCENES } from '../support/godot/scenes.js'
import { seeded, type Chance } from '../support/seeded.js'

const ROUTING = { host: 'here.test', route: '/', useWSS: false }
const opened = (text: string) => reduce(createDoc(START), { type: 'open', name: 'some.tscn', text })
const derived = (doc: Doc) => derive(doc, ROUTING)
const idOf = (doc: Doc, name: string) => walk(doc.scene).find(({ item }) => item.name === name)!.item.id
const act = (doc: Doc, ...actions: readonly Action[]) => actions.reduce(reduce, doc)
const lossesOf = (doc: Doc) => derived(doc).losses.map(({ name, text }) => `${name}: ${text}`)

test.each([...SCENES])(
  '%s: untouched, the code is the converter’s and the file goes back byte for byte',
  (_name, text) => {
    const doc = opened(text)
    const { jsx, notes } = toJsx(text)
    expect(doc.refusal).toBe('')
    expect(derived(doc).text).toBe(text)
    if (jsx) expect(derived(doc).jsx).toBe(jsx)
    expect(derived(doc).losses.map(({ text }) => text)).toEqual(notes.map(({ text }) => text))
  },
)

test('a scene file becomes the tree that its JSX has, each node waiting for what that one waits for', () => {
  const { scene } = opened(EXAMPLE)
  const lines = walk(scene).map(({ item, above }) => {
    const target = walk(scene).find((placed) => placed.item.id === targetOf(scene, item.id))
    return `${'  '.repeat(above.length)}${item.kind} ${item.name}${item.kind === 'node' ? ` waits for ${target?.item.name}` : ''}`
  })
  expect(lines).toEqual([
    'provider Lobby',
    '  node Session waits for Session',
    '    node Players waits for Session',
    '  element Panel',
    '    node Chat waits for Session',
  ])
})

describe('an edit of a scene that came from a file', () => {
  const doc = opened(EXAMPLE)
  const chat = idOf(doc, 'Chat')

  test.each<[string, readonly Action[], readonly string[]]>([
    ['a name', [{ type: 'rename', id: chat, name: 'Talk' }], ['[node name="Talk"', 'from="Panel/Talk"']],
    ['a mode', [{ type: 'mode', id: chat, mode: 'root-ready' }], ['autoconnect_mode = 4']],
    [
      'a reference',
      [{ type: 'reference', id: chat, reference: idOf(doc, 'Players') }],
      ['autoconnect_reference = NodePath("../../Session/Players")'],
    ],
    [
      'another node',
      [
        { type: 'select', id: idOf(doc, 'Panel') },
        { type: 'add', kind: 'node' },
      ],
      ['[node name="Node" type="Node" parent="Panel"]\nscript = ExtResource("1_ws")\nautoconnect_mode = 1\n'],
    ],
    ['another element', [{ type: 'add', kind: 'element' }], ['[node name="Element" type="Node" parent="."]']],
    [
      'another place, with what waits for the parent there',
      [{ type: 'move', id: idOf(doc, 'Players'), to: { parent: idOf(doc, 'Panel'), index: 0 } }],
      ['[node name="Players" type="Node" parent="Panel"', 'parent="Panel" node_paths='],
    ],
    // Godot's parent of Chat is Panel: what means the same there is a reference.
    [
      'a wait for a parent that is another one in Godot',
      [{ type: 'mode', id: chat, mode: 'parent-ready' }],
      ['autoconnect_mode = 5', 'autoconnect_reference = NodePath("../..")'],
    ],
  ])('that the file can say goes into it: %s', (_what, actions, parts) => {
    const edited = act(doc, ...actions)
    for (const part of parts) expect(derived(edited).text).toContain(part)
    expect(unsaidOf(edited.scene, edited.file!)).toEqual([])
    expect(derived(edited).jsx).toBe(toJsx(derived(edited).text).jsx)
  })

  test('a node that is removed goes from the file, with its connections', () => {
    const { text } = derived(act(doc, { type: 'remove', id: idOf(doc, 'Panel') }))
    expect(text).not.toMatch(/Panel|Chat/)
    expect(text).toContain('[connection signal="closed" from="Session"')
  })

  test.each<[string, readonly Action[], RegExp]>([
    ['a provider', [{ type: 'add', kind: 'provider' }], /^Provider: The file has a plain node in its place/],
    [
      'a move to the top',
      [{ type: 'move', id: chat, to: { parent: null, index: 0 } }],
      /^Chat: It was moved; in the file/,
    ],
    ['ready', [{ type: 'ready', id: chat, ready: false }], /^Chat: In Godot a node is always ready/],
    ['a name that Godot does not allow', [{ type: 'rename', id: chat, name: 'a/b' }], /^a\/b: The file calls it Chat/],
    [
      'a second root',
      [
        { type: 'select', id: null },
        { type: 'add', kind: 'node' },
      ],
      /^Node: It is not in the file: a scene file has one root/,
    ],
    ['no root', [{ type: 'remove', id: doc.scene[0]!.id }], /^Lobby: It is still in the file/],
  ])('that the file can’t say is named: %s', (_what, actions, expected) => {
    const edited = act(doc, ...actions)
    expect(lossesOf(edited)).toContainEqual(expect.stringMatching(expected))
    expect(derived(edited).jsx).not.toContain('backoff()')
    expect(readScene(derived(edited).text).error).toBeNull()
  })

  test('that is taken back is no loss any more', () => {
    const held = act(doc, { type: 'ready', id: chat, ready: false }, { type: 'ready', id: chat, ready: true })
    expect(lossesOf(held)).toEqual(lossesOf(doc))
    const added = act(doc, { type: 'add', kind: 'provider' })
    const removed = act(added, { type: 'remove', id: added.selected! })
    expect(derived(removed)).toEqual(derived(doc))
  })
})

test('a file that can’t be read leaves the scene, and says why', () => {
  const doc = act(opened('[gd_scene format=2]\n'), { type: 'select', id: null })
  expect(doc.scene).toBe(START)
  expect(lossesOf(doc)).toContainEqual(expect.stringMatching(/some\.tscn can’t be read: line 1: .*Godot 3/))
  expect(openBytes('a.tscn', Uint8Array.of(0xff, 0xfe, 0x00).buffer)).toEqual({
    type: 'refuse',
    reason: 'a.tscn can’t be read: it is no text in UTF-8.',
  })
})

test('a byte order mark goes back with the file', () => {
  const bytes = new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode(EXAMPLE)])
  const doc = act(createDoc(START), openBytes('bom.tscn', bytes.buffer))
  expect([...new TextEncoder().encode(derived(doc).text)]).toEqual([...bytes])
})

test('no damaged file crashes the editor', () => {
  for (let seed = 0; seed < 150; seed++) expect(() => derived(opened(damagedScene(seed)))).not.toThrow()
})

describe('a scene without a file', () => {
  const scenes: Record<string, Scene> = {
    start: START,
    empty: [],
    'a node at the top': [createItem('a', 'node', 'A', { mode: 'owner-ready' })],
    'two at the top': [
      createItem('p', 'provider', 'P', { children: [createItem('a', 'node', 'A', { mode: 'owner-ready' })] }),
      createItem('b', 'node', 'B', { mode: 'custom', reference: 'p' }),
    ],
    'a wait for what comes later': [
      createItem('p', 'provider', 'P', {
        children: [
          createItem('a', 'node', 'A', { mode: 'custom', reference: 'e' }),
          createItem('e', 'element', 'E', { children: [createItem('b', 'node', 'B', { mode: 'parent-ready' })] }),
        ],
      }),
    ],
  }

  test.each(Object.entries(scenes))(
    '%s is saved so that each node waits in the file for what it waits for here',
    (_name, scene) => {
      const file = fileOf(scene)
      const there = sceneOf(file.model, (path) => [...file.paths].find(([, other]) => other === path)?.[0] ?? path)
      expect(readScene(toScene(file.model)).error).toBeNull()
      for (const { item } of walk(scene)) {
        expect(walk(there).map((placed) => placed.item.name)).toContain(item.name)
        if (item.kind === 'node')
          expect([item.name, targetOf(there, item.id)]).toEqual([item.name, targetOf(scene, item.id)])
      }
    },
  )

  test('opened again, it is the same tree, but for providers below the root', () => {
    const { scene } = openModel(fileOf(START).model, newId())
    const shape = (scene: Scene) => walk(scene).map(({ item, above }) => `${above.length} ${item.name}`)
    expect(shape(scene)).toEqual(shape(START))
    expect(derived(createDoc(START)).losses).toEqual([
      { name: 'Room', text: 'The file has a plain node in its place: only the root of a scene file is a provider.' },
    ])
  })
})

test('where the file can’t say all of it, the code is of the tree, which is said', () => {
  const edited = act(opened(EXAMPLE), { type: 'add', kind: 'provider' })
  expect(derived(edited).jsx).toContain('export function Scene()')
  expect(derived(edited).jsx).toContain('route="/players"')
  expect(lossesOf(edited)).toContainEqual(expect.stringContaining('The code is of the tree as it was edited'))
})

test('after any edits the file can be read, and where nothing is said to be lost, it holds the whole scene', () => {
  const chance = seeded(19)
  let complete = 0
  for (const text of [EXAMPLE, ...SCENES.values()]) {
    let doc = opened(text)
    for (let round = 0; round < 12; round++) {
      doc = reduce(doc, { type: 'select', id: chance.pick([null, ...walk(doc.scene).map(({ item }) => item.id)]) })
      doc = reduce(doc, draw(doc, chance))
      const { model, paths } = doc.file!
      const again = readScene(derived(doc).text)
      expect(again.error).toBeNull()
      expect([...paths.values()].filter((path) => !again.nodes.some((node) => node.path === path))).toEqual([])
      if (unsaidOf(doc.scene, doc.file!).length > 0) continue
      complete++
      expect(outline(openModel(model, newId()).scene)).toEqual(outline(doc.scene))
    }
  }
  expect(complete).toBeGreaterThan(20)
})

function newId(): () => string {
  let count = 0
  return () => `new${++count}`
}

/** The names, kinds and waits of a scene, line by line. */
function outline(scene: Scene): string[] {
  const rows = walk(scene)
  return rows.map(({ item, above }) => {
    const target = rows.findIndex((row) => row.item.id === targetOf(scene, item.id))
    return `${above.length} ${item.kind} ${item.name} ${item.kind === 'node' ? target : ''}`
  })
}

function draw(doc: Doc, { pick }: Chance): Action {
  const id = doc.selected ?? ''
  const other = pick([null, ...walk(doc.scene).map(({ item }) => item.id)])
  const place = stepOf(doc.scene, id, pick(STEPS))
  return pick<Action>([
    { type: 'add', kind: pick<Kind>(['provider', 'node', 'element']) },
    { type: 'remove', id },
    { type: 'rename', id, name: pick(['Chat', 'a/b', 'Ünï', 'Node', '%x']) },
    {
      type: 'mode',
      id,
      mode: pick(['none', 'self-ready', 'parent-ready', 'owner-ready', 'root-ready', 'custom'] as const),
    },
    { type: 'reference', id, reference: other },
    { type: 'ready', id, ready: pick([true, false]) },
    ...(place ? [{ type: 'move', id, to: place } as const] : []),
  ])
}
