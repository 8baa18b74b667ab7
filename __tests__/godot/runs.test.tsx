/**
 * The JSX of each scene runs: the sockets that are in the table, with their options, references and handlers, connect as
 * the modes say, and what was wired calls what it was wired to.
 */
import { act, fireEvent, render, screen } from '@testing-library/react'
import { TextDecoder, TextEncoder } from 'node:util'
import { toJsx } from '../../stories/godot/index.js'
import { describeReference, load } from '../support/godot/run.js'
import { scene, SCENES } from '../support/godot/scenes.js'
import { mockNetwork, pass } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'
import { scriptSockets } from '../support/react/scripted-socket.js'
import { EXPECTED, type ExpectedSocket } from './expected.js'

mockNetwork()
// jsdom has none.
beforeAll(() => void Object.assign(globalThis, { TextEncoder }))
afterAll(() => void Reflect.deleteProperty(globalThis, 'TextEncoder'))

/** Renders a scene; `calls` are those of its scripts' methods. */
async function run(name: string) {
  const { sockets, createSocket } = scriptSockets()
  const { Component, nodes } = load(toJsx(scene(name)).jsx, createSocket)
  const calls: unknown[][] = []
  const methods = new Proxy(
    {},
    {
      get:
        (_, method) =>
        (...args: unknown[]) =>
          void calls.push([method, ...args]),
    },
  )
  const view = render(<Component methods={methods} />)
  await pass()
  const socketOf = (host: string) => sockets.findLast(({ url }) => new URL(url).hostname === host)!
  return { ...view, sockets, socketOf, nodes, calls }
}

const handlersIn = (props: object) => Object.keys(props).filter((name) => /^on[A-Z]/.test(name))
const text = (sent: unknown) => new TextDecoder().decode(sent as Uint8Array)

describeInBothModes('each scene', () => {
  test.each([...SCENES.keys()])(
    '%s has the sockets of the table, which connect each once where the mode is not none',
    async (name) => {
      const { nodes, sockets } = await run(name)
      const found = nodes()
      const described = found.map(({ url, props }): ExpectedSocket => {
        const reference = describeReference(props.autoconnectReference ?? undefined, found)
        const on = handlersIn(props)
        return {
          url,
          ...(props.autoconnectMode !== undefined && { mode: props.autoconnectMode }),
          ...(reference !== undefined && { reference }),
          ...(props.receiveLimit !== undefined && { receiveLimit: props.receiveLimit }),
          ...(props.connectionTimeout !== undefined && { connectionTimeout: props.connectionTimeout }),
          ...(props.reconnect && { reconnect: true }),
          ...(props.heartbeat && { heartbeat: true }),
          ...(on.length > 0 && { on }),
        }
      })
      expect(described).toEqual(EXPECTED[name])

      const byEffect: Readonly<Record<string, readonly string[]>> = { '16-buttons': ['wss://ready.example/ready'] }
      const wanted = EXPECTED[name]!.filter(({ mode }) => mode !== 'none').map(({ url }) => url)
      const alive = sockets.filter(({ isMute }) => !isMute).map(({ url }) => url)
      expect(alive.sort()).toEqual([...wanted, ...(byEffect[name] ?? [])].sort())
    },
  )
})

describeInBothModes('connections', (isStrict) => {
  it('are called in the order of the file, with what Godot would pass', async () => {
    const { socketOf, sockets, calls } = await run('10-connections')
    act(() => socketOf('a.example').opens())
    expect(calls).toEqual([
      ['first', 'wss://a.example/'],
      ['second', 'wss://a.example/', 'bound', 7, true],
    ])
    await pass()
    expect(sockets.map(({ url }) => url)).toEqual(['wss://a.example/', 'wss://bound.example/bound'])
    expect(socketOf('a.example').sent.map(text)).toEqual(['hello "you"'])
  })

  it('are later where they are deferred, and once where they are one-shot', async () => {
    const { socketOf, calls } = await run('10-connections')
    act(() => socketOf('a.example').opens())
    await pass()
    act(() => socketOf('bound.example').opens())
    calls.length = 0
    for (const byte of [1, 2]) {
      act(() => socketOf('a.example').delivers(Uint8Array.of(byte).buffer))
      await pass()
    }
    expect(calls.map(([method]) => method)).toEqual(['once', 'later', 'later'])
    expect(calls[0]).toEqual(['once'])
    expect(socketOf('bound.example').sent).toEqual([Uint8Array.of(1), Uint8Array.of(2)])
  })

  it('drop what is unbound and add what is bound', async () => {
    const { socketOf, calls } = await run('10-connections')
    act(() => socketOf('a.example').opens())
    calls.length = 0
    act(() => socketOf('a.example').closes(4000, 'bye', true))
    await pass()
    expect(calls).toContainEqual(['gone', 4000, 'a', null, { k: [1, 2] }])
  })

  it('of a timer beat', async () => {
    const { socketOf } = await run('11-reconnect-heartbeat')
    act(() => socketOf('stays.example').opens())
    await pass(15_100)
    expect(socketOf('stays.example').sent.map(text)).toEqual(['ping'])
  })

  it('of closed to connect_socket reconnect', async () => {
    const { socketOf, sockets } = await run('11-reconnect-heartbeat')
    act(() => socketOf('stays.example').opens())
    act(() => socketOf('stays.example').closes())
    const before = sockets.length
    await pass(1100)
    expect(sockets.slice(before).map(({ url }) => url)).toEqual(['wss://stays.example/'])
  })

  it('of a button are clicks, and of the tree effects', async () => {
    const { socketOf, sockets, unmount } = await run('16-buttons')
    const socket = socketOf('ready.example')
    act(() => socket.opens())
    fireEvent.click(screen.getByRole('button', { name: 'Wave' }))
    // StrictMode runs the clean-up of each effect once more.
    expect(socket.sent.map(text)).toEqual([...(isStrict ? ['bye'] : []), '{"op":"wave","to":["all"]}'])
    act(() => socket.closes(1000, '', true))
    fireEvent.click(screen.getByRole('button', { name: 'Join <now> & "play"' }))
    await pass()
    const again = sockets.at(-1)!
    act(() => again.opens())
    unmount()
    expect(again.sent.map(text)).toEqual(['bye'])
  })
})

test('no secret is in the JSX or the notes', () => {
  const { jsx, notes } = toJsx(scene('07-addresses'))
  expect(jsx + JSON.stringify(notes)).not.toMatch(/hunter2|ada|sesame/)
})
