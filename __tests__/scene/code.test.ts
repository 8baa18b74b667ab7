/**
 * @jest-environment node
 *
 * The JSX of a scene that one has built compiles, whatever its names are.
 */
import { sceneJsx } from '../../stories/scene/jsx.js'
import { START } from '../../stories/scene/example.js'
import { createItem, mapScene, type Scene } from '../../stories/scene/model.js'
import { problemsOf } from '../support/compile.js'

const ROUTING = { host: 'localhost:6006', route: '/ws/echo', useWSS: false }

const BELOW: Scene = [
  createItem('p', 'provider', 'P', { ready: false, children: [createItem('e', 'element', 'E')] }),
  createItem('a', 'node', 'A', { mode: 'custom', reference: 'b', ready: false }),
  createItem('b', 'node', 'B', { mode: 'custom', reference: 'p', attributes: ['receiveLimit={8}'] }),
  createItem('c', 'node', 'B', { mode: 'custom', reference: 'e' }),
]
const NASTY = [
  '"',
  "'",
  '`${x}`',
  '{x}',
  '</i>',
  '*/',
  '\\',
  '\n',
  '\u2028',
  '数',
  '1',
  '-',
  '__proto__',
  'useRef',
  'Scene',
]
const renamed = (name: string) => mapScene(BELOW, (item) => ({ ...item, name: name + item.id }))

const codes = new Map([
  ['start.tsx', sceneJsx(START, ROUTING)],
  ['from-a-file.tsx', sceneJsx(START, null)],
  ['empty.tsx', sceneJsx([], ROUTING)],
  ['an-element.tsx', sceneJsx([createItem('e', 'element', 'E')], ROUTING)],
  ['a-node.tsx', sceneJsx([createItem('a', 'node', 'A')], ROUTING)],
  ['many.tsx', sceneJsx(BELOW, ROUTING)],
  ...NASTY.map((name, index) => [`nasty-${index}.tsx`, sceneJsx(renamed(name), ROUTING)] as const),
])

test('all of them compile in a strict project', () => {
  expect(problemsOf(codes)).toEqual([])
})

test('a mistake would be found', () => {
  const wrong = codes.get('start.tsx')!.replace('"self-ready"', '"at once"')
  expect(problemsOf(new Map([['wrong.tsx', wrong]]))).toEqual([expect.stringContaining('at once')])
})

test('the code has each item where it stands, and the routing once', () => {
  expect(codes.get('start.tsx'))
    .toBe(`import { useReadyRef, WebSocketNode, WebSocketProvider } from 'react-websocket-node'

export function Scene() {
  const panel = useReadyRef<HTMLDivElement>()
  return (
    <WebSocketProvider defaults={{ host: 'localhost:6006', route: '/ws/echo', useWSS: false }}>
      <WebSocketNode name="Auth" autoconnectMode="self-ready">
        <WebSocketNode name="Profile" autoconnectMode="parent-ready" />
      </WebSocketNode>
      <WebSocketProvider>
        <WebSocketNode name="Chat" autoconnectMode="owner-ready" />
      </WebSocketProvider>
      <div ref={panel} />
      <WebSocketNode name="Help" autoconnectMode="custom" autoconnectReference={panel} />
      <WebSocketNode name="News" autoconnectMode="root-ready" />
    </WebSocketProvider>
  )
}
`)
})
