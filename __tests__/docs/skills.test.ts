/**
 * @jest-environment node
 *
 * llms.txt and skills/ are what the docs make of them; their code compiles, and every name in them is one that there is.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as react from 'react'
import { diagnose } from '../support/compile.js'
import { readNames } from '../support/names.js'
import { isCode, PAGES as DOCS, readFences, type Fence } from '../support/fences.js'
import { ROOT } from '../support/readme.js'

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const SKILLS = readdirSync(join(ROOT, 'skills')).map((name) => `skills/${name}/SKILL.md`)
const PAGES = [...SKILLS, 'llms.txt']
const { exports, members, words } = readNames()
const entries = Object.keys((JSON.parse(read('package.json')) as { exports: object }).exports).map((entry) =>
  join('react-websocket-node', entry),
)

it('are what `npm run skills` makes', () => {
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts', 'skills.mjs'), '--check'], {
    encoding: 'utf8',
  })
  expect([status, stderr]).toEqual([0, ''])
})

/** All code of the README and the guides. */
const FENCES = DOCS.flatMap((page) => readFences(read(page))).filter(isCode)

/** Compiled and run where what they import is installed: in the folders of platforms/. */
const ELSEWHERE = /^docs\/code\/(testing\/(vitest|msw|playwright)|react-native)/

/** The TypeScript file of the docs in which a piece of code stands. */
function fileOf({ code }: Fence): string[] {
  const file = FENCES.find((fence) => fence.code === code && fence.from)?.from?.file
  return file !== undefined && /\.tsx?$/.test(file) && !ELSEWHERE.test(file) ? [file] : []
}

/** Words of the language and of the platform, beside what React exports. */
const LANGUAGE =
  'await boolean const default false for from if import new null number string true typeof undefined ' +
  'Event EventSource RangeError TypeError URL Uint8Array WebSocket base64 https performance window ws wss'

/** Names that readers give: of their rooms, states and parameters; and Godot's, and npm's. */
const READERS =
  'FEED In Out T auth c connection getAddress isOn lines list m messages n onPrice prices r room setLines setList socket source ' +
  'token useFeed user volume _ready node npm test'

/** Names that only one page has a reason to name: of other libraries, of servers, of platforms. */
const OF_PAGE: Readonly<Record<string, string>> = {
  authenticate: 'Origin',
  // What a warning says the right name of.
  'connect-a-component': 'ChatRoom localhost onMessage shouldReconnect',
  // The fields of a recording's lines.
  'debug-with-the-inspector': 'app call hand kind method origin own page provider queue retry sent t',
  'migrate-from-react-use-websocket':
    'CLOSED Options ReadyState SendMessage WebSocketHook disableJson erasableSyntaxOnly eventSourceOptions filter getWebSocket lastJsonMessage lastMessage onClose ' +
    'onError onMessage onOpen onReconnectStop queryParams reconnectAttempts reconnectInterval report retryOnError returnMessage ' +
    'sendJsonMessage sendMessage share shouldReconnect skipAssert tsc useEventSource useSocketIO useWebSocket',
  'react-native': 'headers inactive native react recipes',
  'receive-messages': 'setState',
  'reconnect-and-heartbeat': 'or',
  'secure-a-connection': 'Origin SameSite Strict maxPayload',
  'server-rendering':
    'SOCKET_SECRET app build cacheComponents create dev env local location mjs renderToPipeableStream renderToReadableStream ' +
    'renderToString server',
  'share-one-connection': 'share',
  testing:
    'MockWebSocket advanceTimersByTimeAsync afterEach baseURL dom env environment findByText happy jest jsdom listen page react ' +
    'routeWebSocket server typescript',
  'use-with-state-libraries': 'client extraArgument invalidateQueries setQueryData streamedQuery useQuotesOf',
  'without-react': 'dispatchEvent online postMessage self workerd',
}

/** Texts that readers send, and addresses. */
const TEXTS = [
  '',
  '/',
  '/chat',
  '/live',
  '127.0.0.1',
  'BTC',
  'arraybuffer',
  'chat',
  'chat.example',
  'localhost:8081',
  'online',
  'ping',
  'pong',
  'token',
  'use client',
]

/** Modules that code imports beside the entries. */
const MODULES = ['react-websocket-node', 'react-use-websocket', 'mock-socket', 'ws']

const known = new Set([
  ...exports,
  ...members,
  ...words,
  ...Object.keys(react),
  ...LANGUAGE.split(' '),
  ...READERS.split(' '),
])

/** The names in a piece of code that are none of the package's, and of no list above. */
function strangersIn(code: string, page = ''): string[] {
  // A header's characters; an error's whole text, of which the tables' test knows that it is thrown; a command; a module.
  if (/^[\W_]+$/.test(code) || /; got /.test(code) || /^(npm|npx|node:|node )/.test(code)) return []
  if (/^react-websocket-node(\/[\w/]+)?$/.test(code)) return entries.includes(code) ? [] : [code]
  const texts = [...code.matchAll(/(['"])(.*?)\1/g)].map(([, , text]) => text!)
  const names = code.replace(/(['"`]).*?\1/g, ' ').match(/[A-Za-z_$][\w$]*/g) ?? []
  const ofPage = OF_PAGE[page.split('/')[1] ?? '']?.split(' ') ?? []
  return [
    ...texts
      .filter((text) => !words.has(text) && !members.has(text) && !TEXTS.includes(text) && !MODULES.includes(text))
      .filter((text) => !/ timeout$/.test(text))
      .map((text) => `'${text}'`),
    ...names.filter((name) => !known.has(name) && !ofPage.includes(name)),
  ]
}

describe.each(SKILLS)('%s', (path) => {
  const markdown = read(path)

  it('says its name, and when it is needed', () => {
    const [, name, description] = /^---\nname: ([a-z-]+)\ndescription: ['"](.+)['"]\n---\n\n# /.exec(markdown)!
    expect(path).toBe(`skills/${name}/SKILL.md`)
    expect(name!.length).toBeLessThanOrEqual(64)
    expect(description!.length).toBeLessThanOrEqual(1024)
    expect(description).toContain('Use ')
  })

  it('has only code that tests compile and run', () => {
    expect(untestedIn(path)).toEqual([])
  })
})

it('the files that the code is from compile', () => {
  const files = new Set(SKILLS.flatMap((path) => readFences(read(path)).filter(isCode)).flatMap(fileOf))
  expect(files.size).toBeGreaterThan(5)
  // What the code for React Native imports is not installed here.
  const native = '__tests__/support/reactNative/app/react-native.d.ts'
  const said = diagnose(new Map([...files, native].map((file) => [join(ROOT, file), read(file)])))
  expect(
    [...said].flatMap(([file, problems]) => problems.map(({ line, message }) => `${file}:${line} ${message}`)),
  ).toEqual([])
})

it.each(PAGES)('%s leads to files that are there', (path) => {
  const links = [...read(path).matchAll(/\]\(([^)#\s]+)(#[^)]*)?\)/g)].map(([, target]) => target!)
  const missing = links.filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join(ROOT, dirname(path), target)))
  expect(missing).toEqual([])
})

it.each(PAGES)('%s names what there is', (path) => {
  expect([...new Set(codesIn(read(path)).flatMap((code) => strangersIn(code, path)))]).toEqual([])
})

it('a name that there is not would be found', () => {
  expect(
    ['onMessage', 'node.sendBytes()', "'self-redy'", '{ maxDelays }', 'useSocket(node)'].flatMap((code) =>
      strangersIn(code),
    ),
  ).toEqual(['onMessage', 'sendBytes', "'self-redy'", 'maxDelays', 'useSocket'])
})

/** What stands in code inside of sentences and tables. */
function codesIn(markdown: string): string[] {
  const text = markdown.replace(/^---\n[^]*?\n---\n/, '').replace(/^```[^]*?^```$/gm, '')
  return [...text.matchAll(/(?<!`)(`+)(?!`)([^]*?[^`])\1(?!`)/g)].map(([, , code]) => code!.trim())
}

/** The code of a page that no test runs: it is not the text of a fence of the docs that names the file of its test. */
function untestedIn(path: string): string[] {
  return readFences(read(path))
    .filter(isCode)
    .filter(({ code }) => !FENCES.some((fence) => fence.code === code && (fence.from ?? fence.notRun) !== undefined))
    .map(({ line }) => `${path}:${line}`)
}
