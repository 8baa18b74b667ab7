/**
 * The recipes of docs/recipes, each against a fake server that speaks its protocol.
 */
import { call, jsonRpc } from '../../docs/recipes/jsonRpc.js'
import { command, events, homeAssistant, logIn } from '../../docs/recipes/homeAssistant.js'
import { channels, phoenix, push } from '../../docs/recipes/phoenix.js'
import { createWebSocketNode, type AnyFormat, type WebSocketNodeOptions } from '../../src/core/index.js'
import { createFakeTransport } from '../support/core/fakeTransport.js'
import { patience } from '../support/recipes.js'

/** A node whose server answers each message by what `answer` gives. */
function serve<F extends AnyFormat>(
  format: F,
  answer: (message: never) => readonly unknown[],
  options: WebSocketNodeOptions<F> = {},
) {
  const transport = createFakeTransport()
  const wires = transport
  const node = createWebSocketNode<F>({
    url: 'ws://server/',
    format,
    flush: 'sync',
    transport: {
      open(request, events) {
        const connection = wires.open(request, events)
        const { send } = connection
        connection.send = (message) => {
          const isSent = send(message)
          const answers = answer(JSON.parse(message as string) as never)
          queueMicrotask(() => transport.last.peer.deliver(...answers.map((one) => JSON.stringify(one))))
          return isSent
        }
        return connection
      },
    },
    ...options,
  })
  node.connect()
  transport.last.peer.open()
  return {
    node,
    transport,
    say: (...packets: unknown[]) => transport.last.peer.deliver(...packets.map((p) => JSON.stringify(p))),
  }
}

describe('JSON-RPC 2.0', () => {
  const server = () =>
    serve(jsonRpc, ({ id, method, params }: { id: number; method: string; params: number[] }) =>
      method === 'add'
        ? [{ jsonrpc: '2.0', id, result: params[0]! + params[1]! }]
        : [{ jsonrpc: '2.0', id, error: { code: -32601, message: 'Method not found' } }],
    )

  it('resolves with the result', async () => {
    const { node } = server()
    expect(await Promise.all([call(node, 'add', [1, 2]), call(node, 'add', [3, 4])])).toEqual([3, 7])
    node.dispose()
  })

  it('rejects with the error as cause', async () => {
    const { node } = server()
    await expect(call(node, 'none')).rejects.toMatchObject({ code: 'rejected', cause: { code: -32601 } })
    node.dispose()
  })
})

describe('Phoenix channels', () => {
  it('are joined while they have a reader, pushed to, and left', async () => {
    const seen: string[] = []
    const { node, say } = serve(phoenix, ([, ref, topic, event]: readonly string[]) => {
      seen.push(`${event} ${topic}`)
      const status = topic === 'room:secret' ? 'error' : 'ok'
      return [[ref, ref, topic, 'phx_reply', { status, response: { event } }]]
    })
    const lobby = channels.of(node, 'room:lobby')
    const heard: unknown[] = []
    const stop = lobby.on('packet', ([, , , event, payload]) => heard.push([event, payload]))
    expect(await push(lobby, 'shout', { text: 'hi' })).toEqual({ event: 'shout' })
    say([null, null, 'room:lobby', 'shouted', 1], [null, null, 'room:other', 'shouted', 2])
    expect(heard.at(-1)).toEqual(['shouted', 1])
    await expect(push(channels.of(node, 'room:secret'), 'shout', {})).rejects.toMatchObject({ code: 'rejected' })
    stop()
    await patience()
    expect(seen).toEqual(['phx_join room:lobby', 'shout room:lobby', 'phx_join room:secret', 'phx_leave room:lobby'])
    node.dispose()
  })
})

describe('Home Assistant', () => {
  it('logs in, subscribes events by their type, and answers commands', async () => {
    const seen: string[] = []
    const { node, transport, say } = serve(
      homeAssistant,
      ({ type, id, event_type }: { type: string; id: number; event_type?: string }) => {
        seen.push([type, event_type].filter(Boolean).join(' '))
        return type === 'auth' ? [{ type: 'auth_ok' }] : [{ id, type: 'result', success: true, result: type }]
      },
      { authenticate: logIn(() => 'token') },
    )
    transport.last.peer.deliver('{"type":"auth_required"}')
    expect(await command(node, { type: 'get_states' })).toBe('get_states')
    const heard: unknown[] = []
    const handle = events.of(node, 'state_changed')
    const stop = handle.on('packet', ({ event }) => heard.push(event?.data))
    await patience()
    expect(handle.state.status).toBe('subscribed')
    say({ id: 1, type: 'event', event: { event_type: 'state_changed', data: 'on' } })
    expect(heard).toEqual(['on'])
    stop()
    await patience()
    expect(seen).toEqual(['auth', 'get_states', 'subscribe_events state_changed', 'unsubscribe_events'])
    node.dispose()
  })
})
