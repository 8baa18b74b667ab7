/**
 * What an error says: the close of the attempt, the platform's cause, and in its message no secret of the URL.
 */
import { platformTransport } from '../../src/core/wire/transport.js'
import { createFakeSocket } from '../support/core/fakeSocket.js'
import { createFakeTransport } from '../support/core/fakeTransport.js'
import { useHideablePage } from '../support/core/hideablePage.js'
import { microtasks } from '../support/core/microtasks.js'
import { createStage, type Stage, type TextOptions } from '../support/core/stage.js'
import type { CloseDetails, WebSocketNodeError } from '../../src/core/index.js'

const page = useHideablePage()

const URL_WITH_SECRETS = 'wss://user:SECRET@localhost/chat?token=SECRET'

function errorOf({ node: { state } }: Stage): WebSocketNodeError {
  if (state.status !== 'failed') throw new Error(`it is ${state.status}`)
  return state.error
}

async function failing(options: TextOptions, act: (stage: Stage) => unknown = () => {}): Promise<WebSocketNodeError> {
  const stage = createStage({ url: URL_WITH_SECRETS, ...options })
  stage.node.connect()
  await microtasks()
  await act(stage)
  await microtasks()
  return errorOf(stage)
}

/** A constructor that throws as browsers do: with the address and the protocols in quotes. */
const throwing = (name: string) =>
  createFakeTransport(({ url, protocols }) => {
    throw new DOMException(`Failed to construct 'WebSocket': '${url}' and '${protocols.join()}' are bad.`, name)
  })

interface Case {
  readonly name: string
  readonly code: string
  readonly options?: TextOptions
  readonly act?: (stage: Stage) => unknown
}

const cases: readonly Case[] = [
  { name: 'refused', code: 'refused', act: ({ peer }) => peer.close(1006) },
  { name: 'a timeout', code: 'timeout', act: ({ clock }) => clock.advance(10) },
  {
    name: 'a connection that ends during authenticate',
    code: 'refused',
    options: { authenticate: () => new Promise(() => {}) },
    act({ peer }) {
      peer.open()
      peer.close(4401)
    },
  },
  {
    name: 'authenticate that hangs',
    code: 'timeout',
    options: { authenticate: () => new Promise(() => {}) },
    act({ peer, clock }) {
      peer.open()
      clock.advance(10)
    },
  },
  {
    name: 'authenticate that throws what quotes the address',
    code: 'rejected',
    options: { authenticate: ({ url }) => Promise.reject(new Error(`no answer of ${url}, sorry`)) },
    act: ({ peer }) => peer.open(),
  },
  {
    name: 'a url function that throws what quotes an address',
    code: 'url-rejected',
    options: { url: () => Promise.reject(new Error('fetch of https://SECRET@auth/?key=SECRET failed')) },
  },
  {
    name: 'protocols that throw what quotes an address',
    code: 'url-rejected',
    options: { protocols: () => Promise.reject(new Error('fetch of https://auth/?key=SECRET failed')) },
  },
  { name: 'a bad scheme', code: 'invalid-url', options: { url: 'ftp://a:SECRET@b/?token=SECRET' } },
  { name: 'a fragment', code: 'invalid-url', options: { url: 'ws://b/?token=SECRET#SECRET' } },
  { name: 'what can’t be parsed', code: 'invalid-url', options: { url: 'ws://a:SECRET@b:99999/?token=SECRET' } },
  { name: 'a password with a slash', code: 'invalid-url', options: { url: 'ws://a:SECRET/x@b/@me?token=SECRET' } },
  { name: 'a password with a question mark', code: 'invalid-url', options: { url: 'ws://a:SECRET?x@b/?mail=a@b' } },
  {
    name: 'a password with a slash in the host',
    code: 'invalid-url',
    options: { url: undefined, host: 'me:SECRET/x@h' },
  },
  { name: 'credentials in the host', code: 'invalid-url', options: { url: undefined, host: 'me:SECRET@h' } },
  { name: 'a bad route', code: 'invalid-url', options: { url: undefined, route: '/a?token=SECRET#SECRET' } },
  { name: 'an answer that is bad', code: 'invalid-url', options: { url: () => 'ftp://a/?token=SECRET' } },
  {
    name: 'a constructor that finds url or protocols malformed',
    code: 'invalid-url',
    options: { protocols: ['v1', 'SECRET'], transport: throwing('SyntaxError') },
  },
  {
    name: 'a constructor that forbids',
    code: 'blocked',
    options: { protocols: ['v1', 'SECRET'], transport: throwing('SecurityError') },
  },
  { name: 'protocols of another kind', code: 'invalid-url', options: { protocols: ['SECRET', 5 as never] } },
]

test.each(cases)('$name: the message holds no secret', async ({ code, options = {}, act }) => {
  const error = await failing(options, act)
  expect(error.code).toBe(code)
  expect(error.message).not.toContain('SECRET')
  expect(error.message).not.toBe('')
})

test('the text of a refused wss: URL on this machine names the way out', async () => {
  const refused = (url: string) => failing({ url }, ({ peer }) => peer.close(1006))
  for (const url of ['wss://localhost/', 'wss://127.0.0.1:8080/', 'wss://[::1]/']) {
    expect((await refused(url)).message).toContain('useWSS: false')
  }
  for (const url of ['ws://localhost/', 'wss://localhost.example/', 'wss://192.0.2.1/']) {
    expect((await refused(url)).message).not.toContain('useWSS')
  }
})

describe('error.close', () => {
  test('holds how the attempt was closed', async () => {
    const error = await failing({}, ({ peer }) => peer.close(1006))
    expect(error.close).toEqual<CloseDetails>({ code: 1006, reason: '', wasClean: false })
  })

  test('is 1006 after an error event, whatever code a mock closes a refused handshake with', () => {
    const socket = createFakeSocket()
    const stage = createStage({ url: 'ws://h/', transport: platformTransport, createSocket: () => socket })
    stage.node.connect()
    socket.onerror?.({} as never)
    socket.peer.close(1000, '', true)
    expect(errorOf(stage).close).toEqual<CloseDetails>({ code: 1006, reason: '', wasClean: false })
  })

  test('is undefined where the attempt was not closed', async () => {
    expect((await failing({}, ({ clock }) => clock.advance(10))).close).toBeUndefined()
    expect((await failing({ host: 'a/b', url: undefined })).close).toBeUndefined()
  })
})

describe('error.cause', () => {
  const refusedBy = (event: object | undefined): unknown => {
    const socket = createFakeSocket()
    const stage = createStage({ url: 'ws://h/', transport: platformTransport, createSocket: () => socket })
    stage.node.connect()
    socket.onerror?.(event as never)
    socket.peer.close(1006, '', false)
    return errorOf(stage).cause
  }

  test('is the error of the platform’s event', () => {
    const error = new Error('connect ECONNREFUSED')
    expect(refusedBy({ type: 'error', error, message: error.message })).toBe(error)
  })

  test('is the event where it has only words', () => {
    const event = { type: 'error', message: 'Unexpected server response: 401' }
    expect(refusedBy(event)).toBe(event)
  })

  test.each([[{ type: 'error' }], [undefined]])('is undefined where it says nothing, as in browsers: %p', (event) => {
    expect(refusedBy(event)).toBeUndefined()
  })

  test('is what was thrown', async () => {
    const thrown = { code: 42 }
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- that is the case
    expect((await failing({ url: () => Promise.reject(thrown) })).cause).toBe(thrown)
  })
})

test('a socket that tells only an error and is closed then, as under a content security policy, fails in a later task', () => {
  const socket = createFakeSocket()
  const stage = createStage({ url: 'ws://h/', transport: platformTransport, createSocket: () => socket })
  stage.node.connect()
  socket.readyState = 3
  socket.peer.error()
  expect(stage.node.state.status).toBe('connecting')
  page.deliverMessages()
  expect(errorOf(stage).code).toBe('refused')
  expect(errorOf(stage).message).toContain('content security policy')
  stage.driver.dispose()
})
