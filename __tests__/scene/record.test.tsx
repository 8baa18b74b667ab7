/**
 * A run: every effect of the commit in its order, and the scene at each step of the record.
 */
import { render } from '@testing-library/react'
import { toJsx } from '../../stories/godot/index.js'
import { applyEdit } from '../../stories/scene/edits.js'
import { START } from '../../stories/scene/example.js'
import { createItem, type Scene } from '../../stories/scene/model.js'
import { createRecorder, looksAt, UNMOUNTED, wordOf, type Effect } from '../../stories/scene/record.js'
import { Runner } from '../../stories/scene/Runner.js'
import { openModel } from '../../stories/scene/file.js'
import { scene as sceneFile } from '../support/godot/scenes.js'
import { mockNetwork, pass } from '../support/react/network.js'

const network = mockNetwork()
const ROUTING = { host: 'here.test', route: '/', useWSS: false }

function run(scene: Scene) {
  network.serve()
  const recorder = createRecorder(scene, () => performance.now())
  const element = (scene: Scene) => <Runner scene={scene} recorder={recorder} routing={ROUTING} />
  const { rerender, unmount } = render(element(scene))
  return { recorder, unmount, become: (next: Scene) => rerender(element(next)) }
}
const words = (effects: readonly Effect[]) => effects.map(({ words }) => words)

test('all effects of the commit are recorded in the order in which they happen: from the leaves to the root', async () => {
  const { recorder } = run(START)
  expect(words(recorder.effects)).toEqual([
    'Panel mounted',
    'Panel became ready',
    'Profile mounted',
    'Profile became ready',
    'Profile waits for Auth',
    'Auth mounted',
    'Auth became ready',
    'Profile connecting',
    'Auth connecting',
    'Chat mounted',
    'Chat became ready',
    'Chat waits for Room',
    'Room mounted',
    'Room became ready',
    'Chat connecting',
    'Help mounted',
    'Help became ready',
    'Help connecting',
    'News mounted',
    'News became ready',
    'News waits for App',
    'App mounted',
    'App became ready',
    'News connecting',
  ])
  await pass(500)
  const open = words(recorder.effects).filter((words) => words.endsWith('connected: open'))
  expect(open.sort()).toEqual(['Auth', 'Chat', 'Help', 'News', 'Profile'].map((name) => `${name} connected: open`))
})

test('the scene at a step is what the effects up to there have made of it, in both directions', async () => {
  const { recorder } = run(START)
  await pass(500)
  const wordAt = (count: number, id: string) => wordOf(looksAt(recorder.effects, count).get(id) ?? UNMOUNTED)
  const steps = (id: string) =>
    [...recorder.effects.keys(), recorder.effects.length]
      .map((count) => wordAt(count, id))
      .filter((word, index, all) => word !== all[index - 1])
  expect(steps('chat')).toEqual(['not mounted', 'mounted', 'ready', 'waiting', 'connecting', 'open'])
  expect(steps('room')).toEqual(['not mounted', 'mounted', 'ready'])
  expect(steps('panel')).toEqual(['not mounted', 'mounted', 'ready'])
  expect(looksAt(recorder.effects, 0).size).toBe(0)
})

test('what is held back holds back those that wait for it, until it is let go', async () => {
  const held = applyEdit(START, { type: 'ready', id: 'room', ready: false })
  const { recorder, become } = run(held)
  await pass(500)
  expect(words(recorder.effects)).toContain('Room is held back: ready is false')
  expect(words(recorder.effects)).not.toContain('Room became ready')
  expect(wordOf(looksAt(recorder.effects, recorder.effects.length).get('chat')!)).toBe('waiting')

  const before = recorder.effects.length
  become(applyEdit(held, { type: 'ready', id: 'room', ready: true }))
  await pass(500)
  expect(words(recorder.effects.slice(before))).toEqual([
    'Room became ready',
    'Chat connecting',
    'Chat connected: open',
  ])
})

test('a node that is held back itself waits for its own ready', () => {
  const { recorder } = run([createItem('a', 'node', 'A', { mode: 'self-ready', ready: false })])
  expect(words(recorder.effects)).toEqual(['A mounted', 'A waits for its own ready', 'A is held back: ready is false'])
})

test('a scene of Godot runs against the server of the page: each node once, and none to its own host', async () => {
  let count = 0
  const { model } = toJsx(sceneFile('20-login'))
  const { scene } = openModel(model, () => `id${++count}`)
  const { recorder } = run(scene)
  await pass(500)
  expect(words(recorder.effects).filter((words) => words.endsWith(': open'))).toHaveLength(3)
  expect(new Set(network.attempts)).toEqual(new Set(['ws://here.test/']))
  expect(network.attempts).toHaveLength(3)
})

test('an unmount leaves nothing', async () => {
  const { unmount } = run(START)
  await pass(500)
  unmount()
  await pass()
  expect(network.live).toBe(0)
})
