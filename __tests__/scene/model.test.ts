/**
 * A scene and its edits: what an edit gives, and what is not possible.
 */
import { applyEdit, type Edit } from '../../stories/scene/edits.js'
import { createItem, find, freeName, targetOf, walk, type Scene } from '../../stories/scene/model.js'
import { dropOf, sideOf, stepOf } from '../../stories/scene/places.js'

const SCENE: Scene = [
  createItem('app', 'provider', 'App', {
    children: [
      createItem('auth', 'node', 'Auth', {
        mode: 'self-ready',
        children: [createItem('profile', 'node', 'Profile', { mode: 'parent-ready' })],
      }),
      createItem('panel', 'element', 'Panel', {
        children: [createItem('chat', 'node', 'Chat', { mode: 'custom', reference: 'auth' })],
      }),
    ],
  }),
]

/** `App(Auth(Profile) Panel(Chat))` */
function shape(scene: Scene): string {
  return scene.map(({ name, children }) => (children.length > 0 ? `${name}(${shape(children)})` : name)).join(' ')
}
const after = (edit: Edit) => shape(applyEdit(SCENE, edit))

test.each<[Edit, string]>([
  [{ type: 'add', id: 'x', kind: 'node', parent: 'panel' }, 'App(Auth(Profile) Panel(Chat Node))'],
  [{ type: 'add', id: 'x', kind: 'provider', parent: null }, 'App(Auth(Profile) Panel(Chat)) Provider'],
  [{ type: 'remove', id: 'auth' }, 'App(Panel(Chat))'],
  [{ type: 'remove', id: 'app' }, ''],
  [{ type: 'rename', id: 'chat', name: ' Talk ' }, 'App(Auth(Profile) Panel(Talk))'],
  [{ type: 'rename', id: 'chat', name: 'Auth' }, 'App(Auth(Profile) Panel(Auth2))'],
  [{ type: 'move', id: 'panel', to: { parent: 'app', index: 0 } }, 'App(Panel(Chat) Auth(Profile))'],
  [{ type: 'move', id: 'auth', to: { parent: 'app', index: 2 } }, 'App(Panel(Chat) Auth(Profile))'],
  [{ type: 'move', id: 'chat', to: { parent: 'profile', index: 0 } }, 'App(Auth(Profile(Chat)) Panel)'],
  [{ type: 'move', id: 'chat', to: { parent: null, index: 0 } }, 'Chat App(Auth(Profile) Panel)'],
])('%j', (edit, expected) => {
  expect(after(edit)).toBe(expected)
})

test.each<Edit>([
  { type: 'add', id: 'x', kind: 'node', parent: 'gone' },
  { type: 'remove', id: 'gone' },
  { type: 'rename', id: 'chat', name: '  ' },
  { type: 'move', id: 'auth', to: { parent: 'profile', index: 0 } },
  { type: 'move', id: 'auth', to: { parent: 'auth', index: 0 } },
  { type: 'move', id: 'auth', to: { parent: 'app', index: 0 } },
  { type: 'move', id: 'auth', to: { parent: 'app', index: 1 } },
  { type: 'mode', id: 'panel', mode: 'custom' },
  { type: 'mode', id: 'auth', mode: 'self-ready' },
  { type: 'reference', id: 'chat', reference: 'gone' },
  { type: 'ready', id: 'panel', ready: false },
])('%j is not possible, or changes nothing: the scene is the same object', (edit) => {
  expect(applyEdit(SCENE, edit)).toBe(SCENE)
})

test('no edit changes the scene that it was made to', () => {
  const before = JSON.stringify(SCENE)
  applyEdit(SCENE, { type: 'move', id: 'chat', to: { parent: 'auth', index: 0 } })
  applyEdit(SCENE, { type: 'remove', id: 'auth' })
  expect(JSON.stringify(SCENE)).toBe(before)
})

test('who waited for something that is removed waits for nothing', () => {
  expect(find(applyEdit(SCENE, { type: 'remove', id: 'auth' }), 'chat')?.item.reference).toBeNull()
})

test.each([
  ['none', null],
  ['self-ready', 'chat'],
  ['parent-ready', 'app'],
  ['owner-ready', 'app'],
  ['root-ready', 'app'],
  ['custom', 'auth'],
] as const)('under the mode %s a node below an element waits for %s', (mode, target) => {
  expect(targetOf(applyEdit(SCENE, { type: 'mode', id: 'chat', mode }), 'chat')).toBe(target)
})

test('a node that has nothing above it connects at once', () => {
  const alone = [createItem('a', 'node', 'A', { mode: 'owner-ready' })]
  expect(targetOf(alone, 'a')).toBe('a')
})

test('a name that is taken gets the next number', () => {
  expect(freeName('Node', [])).toBe('Node')
  expect(freeName('Node2', ['Node2', 'Node3'])).toBe('Node4')
  expect(freeName('7', ['7'])).toBe('72')
})

describe('a step', () => {
  const stepped = (id: string, step: 'up' | 'down' | 'in' | 'out') => {
    const to = stepOf(SCENE, id, step)
    return to && shape(applyEdit(SCENE, { type: 'move', id, to }))
  }
  test.each([
    ['panel', 'up', 'App(Panel(Chat) Auth(Profile))'],
    ['panel', 'down', null],
    ['auth', 'down', 'App(Panel(Chat) Auth(Profile))'],
    ['panel', 'in', 'App(Auth(Profile Panel(Chat)))'],
    ['auth', 'in', null],
    ['profile', 'out', 'App(Auth Profile Panel(Chat))'],
    ['panel', 'out', 'App(Auth(Profile)) Panel(Chat)'],
    ['app', 'out', null],
  ] as const)('of %s %s gives %s', (id, step, expected) => {
    expect(stepped(id, step)).toBe(expected)
  })
})

test('a drop is before, in or after the row that it is on, and never in what is dragged', () => {
  expect([sideOf(2, 40), sideOf(20, 40), sideOf(38, 40)]).toEqual(['before', 'inside', 'after'])
  expect(dropOf(SCENE, 'panel', 'auth', 'before')).toEqual({ parent: 'app', index: 0 })
  expect(dropOf(SCENE, 'panel', 'auth', 'inside')).toEqual({ parent: 'auth', index: 1 })
  expect(dropOf(SCENE, 'chat', 'auth', 'after')).toEqual({ parent: 'app', index: 1 })
  for (const { item } of walk(SCENE)) expect(dropOf(SCENE, 'app', item.id, 'inside')).toBeNull()
})
