/**
 * Where a node connects: routing and URLs, good and bad. What is wrong with a URL never throws: it is a connectFailed.
 */
import { runInNewContext } from 'node:vm'
import type { WebSocketNodeError } from '../../src/core/index.js'
import { createStage, type TextOptions } from '../support/core/stage.js'
import { createFakeTransport } from '../support/core/fakeTransport.js'
import { signalsIn } from '../support/core/story.js'
import { watchUncaught } from '../support/core/uncaught.js'

watchUncaught()

/** The address that a node with these options opens. */
function addressOf(options: TextOptions): string {
  const { node, transport, story } = createStage({ host: undefined, useWSS: undefined, ...options })
  expect(node.connect()).toBe(true)
  expect(signalsIn(story)).toEqual([])
  expect(transport.connections).toHaveLength(1)
  const { url } = transport.last.request
  expect(node.state).toMatchObject({ status: 'connecting', url })
  return url
}

const good: readonly (readonly [options: TextOptions, url: string])[] = [
  [{}, 'wss://127.0.0.1/'],
  [{ useWSS: false }, 'ws://127.0.0.1/'],
  [{ host: 'localhost' }, 'wss://localhost/'],
  [{ host: 'localhost:8080' }, 'wss://localhost:8080/'],
  [{ host: 'localhost:443' }, 'wss://localhost/'],
  [{ host: 'localhost:0' }, 'wss://localhost:0/'],
  [{ host: 'localhost:65535' }, 'wss://localhost:65535/'],
  [{ host: 'LOCALHOST' }, 'wss://localhost/'],
  // Nothing but the scheme is rewritten.
  [{ host: 'httpbin.org', route: '/http' }, 'wss://httpbin.org/http'],
  [{ route: '/?next=https://a.example' }, 'wss://127.0.0.1/?next=https://a.example'],
  [{ url: 'http://http.example/https' }, 'ws://http.example/https'],
  [{ host: 'my_host.example' }, 'wss://my_host.example/'],
  [{ host: 'bücher.example' }, 'wss://xn--bcher-kva.example/'],
  [{ host: 'xn--bcher-kva.example:81' }, 'wss://xn--bcher-kva.example:81/'],
  [{ host: '例え.テスト' }, 'wss://xn--r8jz45g.xn--zckzah/'],
  [{ host: '10.0.0.1:9' }, 'wss://10.0.0.1:9/'],
  [{ host: '[::1]' }, 'wss://[::1]/'],
  [{ host: '[::1]:8080' }, 'wss://[::1]:8080/'],
  [{ host: '[2001:DB8::1]' }, 'wss://[2001:db8::1]/'],
  [{ host: '[::ffff:10.0.0.1]' }, 'wss://[::ffff:a00:1]/'],
  // Exactly one slash between host and route.
  [{ route: '' }, 'wss://127.0.0.1/'],
  [{ route: 'chat' }, 'wss://127.0.0.1/chat'],
  [{ route: '/chat' }, 'wss://127.0.0.1/chat'],
  [{ route: '//chat' }, 'wss://127.0.0.1/chat'],
  [{ route: '///evil.example/chat' }, 'wss://127.0.0.1/evil.example/chat'],
  [{ route: '\\\\evil.example' }, 'wss://127.0.0.1/evil.example'],
  [{ route: '/a//b/' }, 'wss://127.0.0.1/a//b/'],
  [{ route: '?q=1' }, 'wss://127.0.0.1/?q=1'],
  [{ route: '/chat?token=a%2Fb&c=d?e' }, 'wss://127.0.0.1/chat?token=a%2Fb&c=d?e'],
  [{ route: '/grüße und küsse' }, 'wss://127.0.0.1/gr%C3%BC%C3%9Fe%20und%20k%C3%BCsse'],
  [{ route: '/@evil.example:80' }, 'wss://127.0.0.1/@evil.example:80'],
  [{ route: '/..//../x' }, 'wss://127.0.0.1/x'],
  // A url instead of the three.
  [{ url: 'ws://a.example/b?c=d', host: 'ignored', route: '/ignored' }, 'ws://a.example/b?c=d'],
  [{ url: 'WSS://A.example' }, 'wss://a.example/'],
  [{ url: 'http://a.example/b' }, 'ws://a.example/b'],
  [{ url: 'https://a.example/b' }, 'wss://a.example/b'],
  [{ url: new URL('https://a.example/b') }, 'wss://a.example/b'],
  [{ url: new URL('ws://a.example') }, 'ws://a.example/'],
  [{ url: runInNewContext('new URL("ws://other.realm/")', { URL }) as URL }, 'ws://other.realm/'],
  [{ url: '/relative?to=page' }, 'ws://localhost/relative?to=page'],
  [{ url: 'relative' }, 'ws://localhost/relative'],
  [{ url: '//a.example/b' }, 'ws://a.example/b'],
  [{ url: () => 'ws://asked.example' }, 'ws://asked.example/'],
  [{ url: () => new URL('https://asked.example/x') }, 'wss://asked.example/x'],
  [{ url: () => '/asked' }, 'ws://localhost/asked'],
]

test.each(good)('%p leads to %s', (options, url) => expect(addressOf(options)).toBe(url))

const badHosts = [
  '',
  ' ',
  'a b',
  ' a',
  'a ',
  'a/b',
  'a/',
  '/a',
  'a\\b',
  'a?b',
  'a#b',
  'a#',
  'user@a',
  'user:pass@a',
  '@a',
  'a\nb',
  'a\r\nb',
  'a\tb',
  '\u0000',
  'a\u007f',
  'a\u0085b',
  'a%2Fb',
  'a%',
  'a:99999',
  'a:',
  'a:b',
  'a:-1',
  'a:1:2',
  ':80',
  '::1',
  '[::1',
  '::1]',
  '[::1]]',
  '[::1]x',
  '[]',
  '[::g]',
  '[fe80::1%25eth0]',
  'ws://a',
  '999.999.999.999',
  // What the name rules would turn into a delimiter.
  'a／b',
  'a＠b',
  'a＃b',
  'a？b',
  'a：80',
  'a％2Fb',
  '\u00ad',
  5,
  null,
  {},
  ['a'],
  true,
]

const badRoutes = ['/a#b', '#', '/a\nb', '/a\r\nHost: evil', '/\u0000', '/a\tb', '/\u007f', 5, null, {}, ['/a']]

const badUrls = [
  'ftp://a/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'ws://',
  'ws://a b/',
  'ws://a:99999/',
  'ws://a/#',
  'ws://a/#fragment',
  'http://a/#fragment',
  'ws:// ',
  'ws://[::1/',
  '',
  5,
  true,
  {},
  [],
  Symbol('url'),
]

const badProtocols = [5, null, true, {}, [1n], [Symbol('protocol')], ['fine', undefined], [['nested']]]

const bad: readonly (readonly [options: object])[] = [
  ...badHosts.map((host) => [{ host }] as const),
  ...badRoutes.map((route) => [{ route }] as const),
  ...badUrls.map((url) => [{ url }] as const),
  ...badUrls.map((url) => [{ url: () => url, name: `a function that answers ${typeof url}` }] as const),
  [{ url: () => undefined }],
  [{ url: () => null }],
  [{ url: () => () => 'ws://a' }],
  [{ url: new URL('ftp://a') }],
  [{ url: new URL('ws://a/#b') }],
]

test.each(badProtocols.map((protocols) => [protocols]))(
  'protocols %p are a connectFailed(invalid-url)',
  (protocols) => {
    const stage = createStage({ reconnect: { next: () => 1 }, protocols: protocols as never })
    expect(stage.node.connect()).toBe(true)
    expect(signalsIn(stage.story)).toEqual(['connectFailed(invalid-url)', 'gaveUp(failed)'])
    expect(stage.node.state).toMatchObject({
      status: 'failed',
      url: 'ws://h/',
      error: { message: expect.stringMatching(/^protocols are strings; got /) as string },
    })
    expect(stage.transport.connections).toEqual([])
    expect(stage.clock.pending()).toBe(0)
  },
)

test.each(bad)('%p is a connectFailed(invalid-url), and nothing is opened', (options) => {
  const stage = createStage({ reconnect: { next: () => 1 }, ...(options as TextOptions) })
  expect(stage.node.connect()).toBe(true)
  expect(signalsIn(stage.story)).toEqual(['connectFailed(invalid-url)', 'gaveUp(failed)'])
  expect(stage.node.state).toMatchObject({ status: 'failed', url: '' })
  expect(stage.transport.connections).toEqual([])
  expect(stage.clock.pending()).toBe(0)
  // It is as good as before.
  stage.configure({ host: 'h', route: '/', url: undefined })
  expect(stage.node.connect()).toBe(true)
  expect(stage.wire.request.url).toBe('ws://h/')
})

describe('the message says what is wrong', () => {
  test.each<readonly [TextOptions, RegExp]>([
    [{ host: 'a/b' }, /^host is a name or address with an optional port, such as 'localhost:8080'; got "a\/b"$/],
    [{ route: '/a#b' }, /^route is a path with an optional query, without a fragment or control characters; got /],
    [{ url: 'ftp://a/' }, /^a url has the scheme ws, wss, http or https; got "ftp:\/\/a\/"$/],
    [{ url: 'ws://a/#b' }, /^a url has no fragment \(RFC 6455 §3\); got one in "ws:\/\/a\/"$/],
    [{ url: 'ws://' }, /^the url "ws:\/\/" can't be parsed$/],
    [{ url: 5 as never }, /^a url is a string or a URL object; got 5\. Where there is none yet: url: null$/],
    [{ url: '' }, /^a url is a string or a URL object; got ""\. Where there is none yet: url: null$/],
    [
      { url: () => null as never },
      /^a url is a string or a URL object; got null\. Where there is none yet: url: null$/,
    ],
    [{ host: 'a:99999' }, /^the url "ws:\/\/a:99999\/" can't be parsed$/],
  ])('%p', (options, message) => {
    const failed = jest.fn()
    const { node } = createStage({ ...options, onConnectFailed: failed })
    node.connect()
    expect(failed).toHaveBeenCalledTimes(1)
    const [error] = failed.mock.calls[0] as [WebSocketNodeError]
    expect(error).toMatchObject({ name: 'WebSocketNodeError', code: 'invalid-url' })
    expect(error.message).toMatch(message)
  })
})

describe('a url function', () => {
  const microtasks = async () => {
    for (let i = 0; i < 10; i++) await Promise.resolve()
  }
  const wordless = Object.create(null) as object

  test.each<readonly [string, TextOptions['url'], unknown, string]>([
    [
      'throws an error',
      () => {
        throw new Error('no token')
      },
      new Error('no token'),
      'the url function failed: no token',
    ],
    [
      'rejects with an error',
      () => Promise.reject(new Error('no token')),
      new Error('no token'),
      'the url function failed: no token',
    ],
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- that is the case
    ['rejects with a string', () => Promise.reject('nope'), 'nope', 'the url function failed: "nope"'],
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- that is the case
    ['rejects with nothing', () => Promise.reject(), undefined, 'the url function failed: undefined'],
    [
      'throws something without words',
      () => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- that is the case
        throw wordless
      },
      wordless,
      'the url function failed: [object Object]',
    ],
    [
      'answers a broken thenable',
      () =>
        ({
          then() {
            throw new Error('thenable')
          },
        }) as never,
      new Error('thenable'),
      'the url function failed: thenable',
    ],
  ])('that %s is a connectFailed(url-rejected) with that cause', async (_name, url, cause, message) => {
    const { node, story, transport, clock } = createStage({ url })
    expect(node.connect()).toBe(true)
    await microtasks()
    expect(signalsIn(story)).toEqual(['connectFailed(url-rejected)'])
    expect(node.state).toMatchObject({ status: 'failed', url: '', error: { code: 'url-rejected', message } })
    expect((node.state as { error: Error }).error.cause).toEqual(cause)
    expect(transport.connections).toEqual([])
    expect(clock.pending()).toBe(0)
  })

  test.each<readonly [string, () => unknown, string]>([
    ['an address', () => 'ws://late/', 'ws://late/'],
    ['a URL', () => new URL('ws://late/'), 'ws://late/'],
    ['nonsense', () => 5, ''],
  ])('that promises %s', async (_name, answer, url) => {
    const { node, story, transport } = createStage({ url: () => Promise.resolve(answer()) as never })
    node.connect()
    expect(node.state).toEqual({ status: 'connecting', url: '', attempt: 0 })
    await microtasks()
    if (url) {
      expect(transport.last.request.url).toBe(url)
      expect(node.state).toEqual({ status: 'connecting', url, attempt: 0 })
    } else {
      expect(signalsIn(story)).toEqual(['connectFailed(invalid-url)'])
    }
  })

  test('may give a promise of another realm', async () => {
    const url = runInNewContext('() => Promise.resolve("ws://other.realm/")') as () => Promise<string>
    const { node, transport } = createStage({ url })
    node.connect()
    await microtasks()
    expect(transport.last.request.url).toBe('ws://other.realm/')
  })

  test('that answers at once connects at once', () => {
    const { node, transport } = createStage({ url: () => 'ws://asked/' })
    node.connect()
    expect(transport.connections).toHaveLength(1)
  })

  test('is asked at every attempt, with its number', () => {
    const url = jest.fn((attempt: number) => `ws://h/?attempt=${attempt}`)
    const stage = createStage({ url, reconnect: { next: (attempt) => (attempt > 2 ? null : 1) } })
    stage.node.connect()
    for (let attempt = 0; attempt < 3; attempt++) {
      expect(stage.wire.request.url).toBe(`ws://h/?attempt=${attempt}`)
      stage.peer.close(1006)
      stage.clock.advance(1)
    }
    expect(stage.node.state.status).toBe('failed')
    stage.node.connect()
    expect(url.mock.calls).toEqual([[0], [1], [2], [0]])
  })

  test.each<readonly [string, (stage: ReturnType<typeof createStage>) => void, string]>([
    ['close()', ({ node }) => void node.close(), 'closed'],
    ['unmount()', ({ driver }) => driver.dispose(), 'idle'],
    ['the timeout', ({ clock }) => clock.advance(10), 'failed'],
    ['a move', (stage) => stage.configure({ url: 'ws://new/' }), 'connecting'],
  ])('that answers after %s opens nothing', async (_name, end, status) => {
    for (const settle of ['resolve', 'reject'] as const) {
      let answer!: { resolve(url: string): void; reject(error: Error): void }
      const stage = createStage({ url: () => new Promise<string>((resolve, reject) => (answer = { resolve, reject })) })
      stage.node.connect()
      end(stage)
      stage.clock.runTasks()
      const soFar = [...stage.story]
      const { length } = stage.transport.connections
      if (settle === 'resolve') answer.resolve('ws://late/')
      else answer.reject(new Error('late'))
      await microtasks()
      expect(stage.story).toEqual(soFar)
      expect(stage.node.state.status).toBe(status)
      expect(stage.transport.connections).toHaveLength(length)
      stage.driver.dispose()
      expect(stage.clock.pending()).toBe(0)
    }
  })
})

describe('protocols', () => {
  test.each<readonly [TextOptions['protocols'], readonly string[]]>([
    [undefined, []],
    [[], []],
    ['chat', ['chat']],
    ['', ['']],
    [
      ['v2', 'v1'],
      ['v2', 'v1'],
    ],
  ])('%p are offered as %p', (protocols, offered) => {
    const { node, transport } = createStage({ protocols })
    node.connect()
    expect(transport.last.request.protocols).toEqual(offered)
  })

  test('the one that was chosen is in the state', () => {
    const stage = createStage({ protocols: ['v2', 'v1'] })
    stage.node.connect()
    stage.peer.open('v1')
    expect(stage.node.state).toEqual({ status: 'open', url: 'ws://h/', protocol: 'v1' })
  })
})

describe('what the constructor throws', () => {
  const malformed = 'the platform takes no url or protocols such as these: ws://h/'
  const forbidden = 'the platform does not allow a socket to ws://h/: '

  test.each<readonly [string, unknown, string, string]>([
    ['a SyntaxError of the DOM', new DOMException('bad protocols', 'SyntaxError'), 'invalid-url', malformed],
    ['a SyntaxError', new SyntaxError('bad protocols'), 'invalid-url', malformed],
    ['a SyntaxError of another realm', runInNewContext('new SyntaxError("bad")'), 'invalid-url', malformed],
    ['a SecurityError', new DOMException('mixed content', 'SecurityError'), 'blocked', `${forbidden}mixed content`],
    ['a TypeError', new TypeError('no WebSocket'), 'blocked', `${forbidden}no WebSocket`],
    ['a string', 'no', 'blocked', `${forbidden}"no"`],
    ['nothing', undefined, 'blocked', `${forbidden}undefined`],
    ['something without words', Object.create(null), 'blocked', `${forbidden}[object Object]`],
  ])('%s', (_name, thrown, code, message) => {
    const transport = createFakeTransport(() => {
      throw thrown
    })
    const { node, story, clock } = createStage({ reconnect: { next: () => 1 } }, transport)
    expect(node.connect()).toBe(true)
    expect(signalsIn(story)).toEqual([`connectFailed(${code})`, 'gaveUp(failed)'])
    expect(node.state).toMatchObject({ status: 'failed', url: 'ws://h/', error: { code, message } })
    expect((node.state as { error: Error }).error.cause).toBe(thrown)
    expect(clock.pending()).toBe(0)
  })
})
