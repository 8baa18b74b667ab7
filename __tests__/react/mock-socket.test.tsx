/**
 * mock-socket as users' own tests have it: in place of the global `WebSocket`, and through `createSocket`. It is not a
 * browser: a refused handshake closes with 1000, a fatal error has no close, binary messages arrive in its own ways.
 */
import { act, render } from '@testing-library/react'
import { Server, WebSocket as MockWebSocket } from 'mock-socket'
import { useEffect } from 'react'
import {
  backoff,
  bytes,
  json,
  text,
  useWebSocketNode,
  type AnyFormat,
  type ReactWebSocketNodeOptions,
  type WebSocketNodeHandle,
} from '../../src/index.js'
import { HERE, mockNetwork, pass, takeComplaints, URL_HERE } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'
import { recordSignals } from '../support/react/signals.js'

const network = mockNetwork()

const WAYS: [string, ReactWebSocketNodeOptions['createSocket']][] = [
  ['as the global WebSocket', undefined],
  ['through createSocket', (url, protocols) => new MockWebSocket(url, protocols)],
]

function renderNode<F extends AnyFormat>(options: ReactWebSocketNodeOptions<F>) {
  const { said, handlers } = recordSignals()
  let held: WebSocketNodeHandle<F> | undefined
  const Subject = () => {
    const [, node] = useWebSocketNode<F>({ ...HERE, autoconnectMode: 'self-ready', ...options, ...handlers })
    useEffect(() => {
      held = node
    }, [node])
    return null
  }
  render(<Subject />)
  return { said, node: held! }
}

describeInBothModes('mock-socket', () => {
  describe.each(WAYS)('%s', (_way, createSocket) => {
    it('connects, speaks both ways and closes', async () => {
      const server = network.serve()
      const { said, node } = renderNode({ format: text, createSocket })
      await pass()
      act(() => expect(node.send('hello')).toBe(true))
      await pass()
      server.send('welcome')
      await pass()
      act(() => void node.close(4000, 'bye'))
      await pass()
      expect(server.messages).toEqual(['hello'])
      expect(said).toEqual([
        ['onConnected', URL_HERE],
        ['onReceived', ['welcome'], ['welcome']],
        ['onClosing'],
        ['onClosed', 4000, 'bye'],
      ])
      expect(node.bufferedAmount).toBe(0)
    })

    it('carries bytes both ways', async () => {
      const server = network.serve()
      const { said, node } = renderNode({ format: bytes, createSocket })
      await pass()
      node.send(new Uint8Array([1, 2, 3]).subarray(1))
      await pass()
      expect([...(server.messages[0] as Uint8Array)]).toEqual([2, 3])
      server.send(new Uint8Array([4, 5]).buffer, new Uint8Array([6]).buffer)
      await pass()
      const [, data, packets] = said.at(-1)!
      expect([...(data as Uint8Array)]).toEqual([4, 5, 6])
      expect((packets as Uint8Array[]).map((packet) => [...packet])).toEqual([[4, 5], [6]])
    })

    it('carries JSON both ways, what is not JSON being refused alone', async () => {
      const server = network.serve()
      const { said, node } = renderNode({ format: json<{ n: number }>(), createSocket, flush: 'sync' })
      await pass()
      node.send({ n: 1 })
      await pass()
      expect(server.messages).toEqual(['{"n":1}'])
      server.send('{"n":2}', 'oops', '{"n":3}')
      expect(said.slice(1)).toEqual([
        ['onReceived', [{ n: 2 }], [{ n: 2 }]],
        ['onReceiveFailed', 'invalid-message', 'oops'],
        ['onReceived', [{ n: 3 }], [{ n: 3 }]],
      ])
    })

    it.each<[string, ConstructorParameters<typeof Server>[1], string | undefined]>([
      ['a server that rejects the client', { verifyClient: () => false }, undefined],
      ['a server that chooses a protocol that was not offered', { selectProtocol: () => 'other' }, 'chat'],
    ])('tells %s as a failed attempt, though it closes with 1000', async (_what, options, protocols) => {
      const server = network.serve(URL_HERE, options)
      const { said, node } = renderNode({ createSocket, protocols })
      await pass()
      expect(said).toEqual([['onConnectFailed', 'refused']])
      expect(node.state).toMatchObject({ status: 'failed', error: { code: 'refused' } })
      expect(server.handshakes).toBe(0)
    })

    it('a missing server is tried again under backoff(), though mock-socket closes with 1000', async () => {
      const { said } = renderNode({ createSocket, reconnect: backoff({ attempts: 1, minDelay: 0, maxDelay: 0 }) })
      await pass()
      expect(said).toEqual([
        ['onConnectFailed', 'refused'],
        ['onReconnecting', 1, 0],
        ['onConnectFailed', 'refused'],
        ['onGaveUp', 'failed'],
      ])
    })

    it('tells a missing server as a failed attempt', async () => {
      const { said } = renderNode({ createSocket })
      await pass()
      expect(said).toEqual([['onConnectFailed', 'refused']])
    })

    it('has the protocol that the server chose in the state', async () => {
      network.serve(URL_HERE, { selectProtocol: (offered) => offered[1] ?? '' })
      const { node } = renderNode({ createSocket, protocols: ['chat', 'superchat'] })
      await pass()
      expect(node.state).toEqual({ status: 'open', url: URL_HERE, protocol: 'superchat' })
    })

    it("tells the server's close with its code and reason, after what it had sent", async () => {
      const server = network.serve()
      const { said } = renderNode({ format: text, createSocket })
      await pass()
      server.send('last', 'words')
      server.close(4002, 'go away')
      await pass()
      expect(said).toEqual([
        ['onConnected', URL_HERE],
        ['onReceived', ['last', 'words'], ['last', 'words']],
        ['onClosing'],
        ['onClosed', 4002, 'go away'],
      ])
    })

    it('loses nothing that a server says at the connection', async () => {
      const server = new Server(URL_HERE, { mock: false })
      server.on('connection', (client) => {
        client.send('first')
        client.send('second')
        client.close({ code: 4003, reason: 'at once', wasClean: true })
      })
      const { said } = renderNode({ format: text, createSocket })
      await pass()
      server.stop()
      expect(said).toEqual([
        ['onConnected', URL_HERE],
        ['onReceived', ['first', 'second'], ['first', 'second']],
        ['onClosing'],
        ['onClosed', 4003, 'at once'],
      ])
    })

    it('tells a fatal error that comes without a close as a lost connection', async () => {
      const server = new Server(URL_HERE, { mock: false })
      const { node, said } = renderNode({ format: text, createSocket })
      await pass()
      act(() => server.simulate('error'))
      await pass()
      expect(said).toEqual([
        ['onConnected', URL_HERE],
        ['onClosed', 1006, ''],
      ])
      expect(node.send('into the void')).toBe(false)
      expect(takeComplaints()).toEqual([expect.stringContaining('the message is not sent')])
      server.stop()
    })

    it('tells the shutdown of the whole server', async () => {
      const server = new Server(URL_HERE, { mock: false })
      const { said } = renderNode({ createSocket })
      await pass()
      act(() => server.close({ code: 1001, reason: 'going', wasClean: true }))
      await pass()
      expect(said.slice(1)).toEqual([['onClosing'], ['onClosed', 1001, 'going']])
    })

    it('times out where no answer comes', async () => {
      const { said } = renderNode({
        createSocket: createSocket && (() => new SilentSocket('ws://silent.test/')),
        url: createSocket ? undefined : () => new Promise<string>(() => {}),
        connectionTimeout: 3,
      })
      await pass(2900)
      expect(said).toEqual([])
      await pass(200)
      expect(said).toEqual([['onConnectFailed', 'timeout']])
    })
  })

  it('needs no instanceof: a plain object with the parts of a socket does', async () => {
    const events: string[] = []
    const { said, node } = renderNode({
      format: text,
      createSocket: (url, protocols) => {
        events.push(`made ${url} ${String(protocols)}`)
        const socket = {
          binaryType: '',
          readyState: 0,
          protocol: '',
          bufferedAmount: 0,
          onopen: null as ((event: never) => void) | null,
          onmessage: null as ((event: never) => void) | null,
          onclose: null as ((event: never) => void) | null,
          onerror: null as ((event: never) => void) | null,
          send: (data: never) => void events.push(`sent ${String(data)}`),
          close: () => void events.push('closed'),
        }
        setTimeout(() => {
          socket.readyState = 1
          socket.onopen?.({} as never)
          socket.onmessage?.({ data: 'hello' } as never)
        }, 5)
        return socket
      },
    })
    await pass()
    node.send('hi')
    expect(said).toEqual([
      ['onConnected', URL_HERE],
      ['onReceived', ['hello'], ['hello']],
    ])
    expect(events).toEqual([`made ${URL_HERE} undefined`, 'sent hi'])
  })
})

/** A mock whose handshake never ends. */
class SilentSocket extends MockWebSocket {
  override dispatchEvent(): boolean {
    return false
  }
}
