/**
 * @jest-environment node
 *
 * A value of the wrong kind is a TypeError at creation that names the option, what it takes, what came, and the fix.
 */
import {
  backoff,
  createWebSocketNode,
  json,
  ping,
  text,
  wire,
  type AnyFormat,
  type WebSocketNodeOptions,
} from '../../src/core/index.js'
import { createFakeTransport } from '../support/core/fakeTransport.js'

/** What arrives where a server component passes a function of a client module. */
const reference = { $$typeof: Symbol.for('react.lazy') }

const cases: readonly (readonly [option: string, value: unknown, message: RegExp])[] = [
  ['reconnect', true, /^reconnect takes .*backoff\(\).*; got true$/],
  ['reconnect', backoff, /^reconnect takes .*backoff\(\).*; got a function backoff$/],
  ['reconnect', { attempts: 3 }, /^reconnect takes .*backoff\(\).*; got \[object Object\]$/],
  ['reconnect', { next: 5 }, /^reconnect takes .*backoff\(\).*; got \[object Object\]$/],
  ['heartbeat', { interval: 5 }, /^heartbeat takes .*ping\(\{ message.*; got \[object Object\]$/],
  ['heartbeat', ping, /^heartbeat takes .*ping\(\{ message.*; got a function ping$/],
  ['heartbeat', 30, /^heartbeat takes .*ping\(\{ message.*; got 30$/],
  ['format', 'json', /^format takes .*json\(\).*; got "json"$/],
  ['format', json, /^format takes .*json\(\).*; got a function json$/],
  ['format', { decode() {} }, /^format takes .*json\(\).*; got \[object Object\]$/],
  ['url', reference, /^url takes .*function of a client component; got \[object Object\]$/],
  ['destination', 5, /^destination takes .*'room 1'; got 5$/],
  ['authenticate', 'token', /^authenticate takes .*async \(\{ send, next \}\) => .*; got "token"$/],
  ['createSocket', {}, /^createSocket takes .*\(url, protocols\) => .*; got \[object Object\]$/],
  ['transport', {}, /^transport takes a .*; got \[object Object\]$/i],
  ['lifecycle', {}, /^lifecycle takes a Lifecycle, .*watch.*; got \[object Object\]$/],
  ['lifecycle', 'app', /^lifecycle takes a Lifecycle, .*watch.*; got "app"$/],
  ['useWSS', 'yes', /^useWSS takes true or false; got "yes"$/],
  ['useWSS', null, /^useWSS takes true or false; got null$/],
  ['destination', null, /^destination takes .*'room 1'; got null$/],
  ['transport', null, /^transport takes a .*; got null$/i],
  ['onReceived', 'log', /^onReceived takes a function; got "log"$/],
  ['onPacket', {}, /^onPacket takes a function; got \[object Object\]$/],
]

describe.each(cases)('%s: %p', (option, value, message) => {
  const options = { [option]: value } as WebSocketNodeOptions

  test('createWebSocketNode throws', () => {
    const create = () => createWebSocketNode(options)
    expect(create).toThrow(TypeError)
    expect(create).toThrow(message)
  })

  test('configure throws, and the node goes on', () => {
    const transport = createFakeTransport()
    const node = createWebSocketNode<AnyFormat>({ host: 'h', transport })
    node.connect()
    transport.last.peer.open()
    expect(() => node.configure(options)).toThrow(TypeError)
    expect(node.state.status).toBe('open')
    node.dispose()
  })
})

test.each<WebSocketNodeOptions>([
  { reconnect: null, heartbeat: null, url: null },
  { reconnect: backoff(), heartbeat: ping({ message: 'ping' }) },
  { reconnect: undefined, heartbeat: undefined, format: undefined, authenticate: undefined, onReceived: undefined },
  { url: () => 'ws://h/', protocols: () => 'v1', authenticate() {} },
  { destination: '' },
  { url: new URL('ws://h/') },
])('%p is fine', (options) => {
  expect(() => createWebSocketNode(options as never).dispose()).not.toThrow()
})

test.each([
  ['text', text],
  ['wire', wire],
  ['json()', json()],
  ['one with a decoder', { name: 'mine', open: () => ({ decode: () => [] }), join: String, encode: String }],
])('the format %s is fine', (_name, format) => {
  expect(() => createWebSocketNode({ format: format as never }).dispose()).not.toThrow()
})

test('what is wrong with a URL never throws: it is a connectFailed', () => {
  for (const url of [5, {}, true, '', 'ftp://h/']) {
    const node = createWebSocketNode({ url: url as never })
    const failed = jest.fn()
    node.on('connectFailed', failed)
    node.connect()
    expect(failed).toHaveBeenCalledWith(expect.objectContaining({ code: 'invalid-url' }))
    node.dispose()
  }
})
