/** @jest-environment node */
/**
 * The code that the codemod writes compiles in an app with the settings of Vite's template: no enum, and no parameter or
 * local that is not read.
 */
import { join } from 'node:path'
import ts from 'typescript'
import { run } from '../../codemod/run.js'
import { diagnose } from '../support/compile.js'
import { ROOT } from '../support/readme.js'

const TEMPLATE = { erasableSyntaxOnly: true, noUnusedParameters: true, noUnusedLocals: true }

const component = (call: string, above = '', before = '') => `import { useEffect } from 'react'
import useWebSocket, { ReadyState } from 'react-use-websocket'
${above}
export function Example({ act }: { act: () => void }) {
  useEffect(() => act())
  ${before}
  ${call}
  return null
}
`

/** A component that uses nothing of `ReadyState`. */
const withoutEnum = (call: string, before = '') => component(call, '', before).replace(', { ReadyState }', '')

function convert(source: string, path = 'Example.tsx'): string {
  const [file] = run(new Map([[path, source]])).files
  expect(file).toMatchObject({ changed: true, marks: [] })
  return file!.code
}

function problems(code: string): string[] {
  const path = join(ROOT, 'Example.tsx')
  return diagnose(new Map([[path, code]]), TEMPLATE)
    .get(path)!
    .map(({ message }) => message)
}

describe('a parameter that is not read is left out', () => {
  it.each<[string, string, string]>([
    [
      'wasClean of onClose',
      `{ onClose: (e) => console.log(e.wasClean) }`,
      '(code: number) => console.log(code !== 1006)',
    ],
    ['code of onClose', `{ onClose: (e) => console.log(e.code) }`, 'onConnectFailed: () => onClose(1006),'],
    ['reason of onClose', `{ onClose: (e) => console.log(e.reason) }`, '(_code: number, reason: string) =>'],
    [
      'both of onClose',
      `{ onClose: (e) => console.log(e.code, e.reason) }`,
      '(code: number, reason: string) => console.log(code, reason)',
    ],
    ['a function of the file as onClose', `{ onClose: known }`, 'onClosed: () => known()'],
    ['a function of the file as onMessage', `{ onMessage: known }`, 'onPacket: () => known()'],
    [
      'attempt, where attempts have no end',
      `{ shouldReconnect: () => true, reconnectAttempts: Infinity }`,
      'next: () => 5',
    ],
    [
      'attempt, where only the cause decides',
      `{ retryOnError: true, reconnectAttempts: Infinity }`,
      "next: (_attempt, cause) => (cause.type === 'failed' ? 5 : null)",
    ],
    [
      'the event of shouldReconnect, for a function of the file',
      `{ shouldReconnect: isWanted }`,
      'next: (attempt) => (attempt <= 20 && isWanted() ? 5 : null)',
    ],
    [
      'the event of shouldReconnect, for a function with statements',
      `{ shouldReconnect: () => { act(); return true } }`,
      'next: (attempt) => (attempt <= 20 && shouldReconnect() ? 5 : null)',
    ],
    [
      'the count of reconnectInterval',
      `{ shouldReconnect: () => true, reconnectInterval: () => { act(); return 3000 } }`,
      'next: (attempt) => (attempt <= 20 ? reconnectInterval() / 1000 : null)',
    ],
  ])('%s', (_, options, expected) => {
    const before = [
      ...(options.includes('known') ? ['const known = () => act()'] : []),
      ...(options.includes('isWanted') ? ['const isWanted = () => document.hasFocus()'] : []),
    ]
    const code = convert(withoutEnum(`useWebSocket('wss://feed.example', ${options})`, before.join('\n  ')))
    expect(code).toContain(expected)
    expect(problems(code)).toEqual([])
  })

  it('the packet, where an effect on the last message does not read it', () => {
    const code = convert(
      withoutEnum(
        `const { lastMessage } = useWebSocket('wss://feed.example')\n  useEffect(() => { act() }, [lastMessage])`,
      ),
    )
    expect(code).toContain('onPacket: () => { act() }')
    expect(problems(code)).toEqual([])
  })
})

describe('ReadyState is no enum', () => {
  const USE = `const { readyState } = useWebSocket('wss://feed.example')\n  console.log(of(readyState))`

  it.each<[string, string, string[], string[]]>([
    [
      'names of states as values alone need no type',
      'const of = (state: number) => (state === ReadyState.OPEN ? 1 : 0)',
      ['} as const\n'],
      ['\nenum ', 'type ReadyState', 'Object.assign'],
    ],
    [
      'a type is the union of the values',
      `const LABELS: Record<ReadyState, string> = { [-1]: 'a', 0: 'b', [ReadyState.OPEN]: 'c', 2: 'd', 3: 'e' }
const of = (state: ReadyState) => LABELS[state]`,
      ['} as const\ntype ReadyState = (typeof ReadyState)[keyof typeof ReadyState]\n'],
      ['\nenum ', 'Object.assign'],
    ],
    [
      'the type of one state',
      'const of = (state: ReadyState) => (isOpen(state) ? 1 : 0)\nconst isOpen = (state: ReadyState): state is ReadyState.OPEN => state === 1',
      ['state is typeof ReadyState.OPEN'],
      ['\nenum '],
    ],
    [
      'a look-up of a value by its name needs no names',
      `const of = (state: ReadyState) => state === ReadyState['OPEN' as keyof typeof ReadyState]`,
      ['type ReadyState = (typeof'],
      ['\nenum ', 'Object.assign'],
    ],
    [
      'a look-up of the name gives the name, for a state and for any number',
      `const of = (state: ReadyState): string => ReadyState[state]
export const ofNumber = (state: number): string | undefined => ReadyState[state]`,
      ['= Object.assign(', 'type ReadyState = -1 | 0 | 1 | 2 | 3\n'],
      ['\nenum '],
    ],
  ])('%s', (_, above, present, absent) => {
    const code = convert(component(USE, above))
    for (const text of present) expect(code).toContain(text)
    for (const text of absent) expect(code).not.toContain(text)
    expect(problems(code)).toEqual([])
  })

  it.each([
    ['a state', 'const [last, setLast] = useState(ReadyState.CLOSED)', 'setLast(readyState)'],
    ['a lazy state', 'const [last, setLast] = useState(() => ReadyState.CLOSED)', 'setLast(readyState)'],
    [
      'a choice',
      'const [last, setLast] = useState(act.length ? ReadyState.OPEN : ReadyState.CLOSED)',
      'setLast(readyState)',
    ],
    ['a ref', 'const last = useRef(ReadyState.CLOSED)', 'last.current = readyState'],
    ['a part of a state', 'const [last, setLast] = useState({ is: ReadyState.CLOSED })', 'setLast({ is: readyState })'],
    ['a list', 'const last = [ReadyState.OPEN, ReadyState.CLOSED]', 'last.includes(readyState)'],
    ['a set', 'const last = new Set([ReadyState.OPEN])', 'last.has(readyState)'],
    ['a variable', 'let last = ReadyState.CLOSED', 'last = readyState'],
    ['a parameter', 'const last = (state = ReadyState.CLOSED) => state', 'last(readyState)'],
  ])('%s that begins with one state takes every state', (_, declared, use) => {
    const source = component(
      `const { readyState } = useWebSocket('wss://feed.example')\n  useEffect(() => { ${use} })\n  console.log(last)`,
      '',
      declared,
    ).replace('useEffect }', 'useEffect, useRef, useState }')
    const unused = /is declared but its value is never read/
    expect(problems(convert(source)).filter((problem) => !unused.test(problem))).toEqual([])
  })

  it('a state whose type is written beside it stays as it is', () => {
    const above = `const PAIR = [ReadyState.OPEN, ReadyState.CLOSED] as const
const of = (state: ReadyState) => state === PAIR[0]
export const ONE: Record<string, ReadyState.OPEN> = { a: ReadyState.OPEN }`
    const code = convert(component(USE, above))
    expect(code).toContain('[ReadyState.OPEN, ReadyState.CLOSED] as const')
    expect(code).toContain('{ a: ReadyState.OPEN }')
    expect(problems(code)).toEqual([])
  })

  it('numbers without the enum look labels up by their five keys', () => {
    const above = `const LABELS = { [-1]: 'a', 0: 'b', 1: 'c', 2: 'd', 3: 'e' }\nconst of = String`
    const code = convert(
      component(USE.replace('readyState)', 'LABELS[readyState])'), above).replace(', { ReadyState }', ''),
    )
    expect(problems(code)).toEqual([])
  })

  it('is kept where an option alone uses it', () => {
    const code = convert(
      component(`useWebSocket('wss://feed.example', { onOpen: () => console.log(ReadyState.OPEN) })`),
    )
    expect(code).toContain('const ReadyState = {')
    expect(problems(code)).toEqual([])
  })

  it.each(['Example.tsx', 'Example.jsx'])('%s: has the values and the names that the enum had', (path) => {
    const source = component(USE.replace('of(', 'String('), 'console.log(Object.keys(ReadyState))')
    const code = convert(path === 'Example.jsx' ? source.replace(': { act: () => void }', '') : source, path)
    const declared = /const ReadyState = [^]*?\n[)}]/.exec(code)![0]
    const script = ts.transpile(`${declared}\nReadyState`, { target: ts.ScriptTarget.ES2022 })
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
    const made: unknown = new Function(`${script.replace(/\nReadyState;\s*$/, '\nreturn ReadyState')}`)()
    expect(made).toEqual({
      ...{ UNINSTANTIATED: -1, CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 },
      ...{ [-1]: 'UNINSTANTIATED', 0: 'CONNECTING', 1: 'OPEN', 2: 'CLOSING', 3: 'CLOSED' },
    })
  })
})

describe('what the old call alone read goes with it', () => {
  it.each([
    ['the third argument', 'const ON = true', `useWebSocket('wss://feed.example', {}, ON)`],
    ['an option', 'const SHARE = false', `useWebSocket('wss://feed.example', { share: SHARE })`],
    [
      'the heartbeat, with its times',
      'const BEAT = 20_000\nconst HEART = { interval: 10_000, timeout: BEAT }',
      `useWebSocket('wss://feed.example', { heartbeat: HEART })`,
    ],
  ])('%s', (_, above, call) => {
    expect(problems(convert(component(call, above).replace(', { ReadyState }', '')))).toEqual([])
  })
})

describe('sendMessage gave nothing, where nothing may be returned', () => {
  it.each([
    `useEffect(() => sendMessage('hello'), [])`,
    `useEffect(() => () => sendMessage('bye'), [])`,
    `useEffect(() => { return () => sendMessage('bye', false) }, [])`,
    `useEffect(() => () => getWebSocket()?.close(), [])`,
    `const say = (): void => sendMessage('hello')\n  useEffect(say)`,
  ])('%s', (use) => {
    const call = `const { sendMessage, getWebSocket } = useWebSocket('wss://feed.example')\n  ${use}`
    const unused = /^'(getWebSocket|sendMessage)' is declared/
    const left = problems(convert(withoutEnum(call))).filter((problem) => !unused.test(problem))
    expect(left).toEqual([])
  })
})

describe('the times of a heartbeat are in the range that ping() takes', () => {
  const HEART = (heartbeat: string, before = '') =>
    convert(withoutEnum(`useWebSocket('wss://feed.example', { heartbeat: ${heartbeat} })`, before))

  it.each([
    ['{ interval: 20 * 1000, timeout: 60_000 }', 'interval: 20, timeout: 40 '],
    ['{ interval: 60_000, timeout: 0 }', 'interval: 60, timeout: 0.001 '],
    ['{ interval: 60_000, timeout: 60_000 }', 'interval: 60, timeout: 60 '],
    ['{ interval: 7_200_000, timeout: 86_400_000 }', 'interval: 3600, timeout: 3600 '],
  ])('%s', (heartbeat, times) => {
    expect(HEART(heartbeat)).toContain(times)
  })

  it('times that are known when the component renders are brought into range then', () => {
    const code = HEART('{ interval: beat, timeout: 5_000 }', 'const beat = Number(act)')
    expect(code).toContain('...heartbeatTimes(beat, 5_000)')
    expect(problems(code)).toEqual([])
    const declared = /function heartbeatTimes[^]*?\n}/.exec(code)![0]
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
    const times = new Function(`${ts.transpile(declared)}\nreturn heartbeatTimes`)() as (
      interval?: number,
      timeout?: number,
    ) => unknown
    expect(times()).toEqual({ interval: 25, timeout: 35 })
    expect(times(5000, 2000)).toEqual({ interval: 5, timeout: 2 })
    expect(times(5000, 5000)).toEqual({ interval: 5, timeout: 5 })
    expect(times(0, -1)).toEqual({ interval: 0.001, timeout: 0.001 })
    expect(times(1000, Infinity)).toEqual({ interval: 1, timeout: 3600 })
  })
})

describe('an address that is missing opens nothing', () => {
  it.each([
    ['Example.tsx', 'undefined', 'url: null,'],
    ['Example.tsx', 'address!', 'url: address || null,'],
    ['Example.tsx', `act ? 'wss://a.example' : ''`, `url: (act ? 'wss://a.example' : '') || null,`],
    ['Example.tsx', 'address', 'url: address,'],
    ['Example.jsx', 'act', 'url: act || null,'],
    ['Example.jsx', 'process.env.FEED', 'url: process.env.FEED || null,'],
    ['Example.jsx', `act && 'wss://a.example'`, `url: act && 'wss://a.example' || null,`],
    ['Example.jsx', `'wss://a.example'`, `url: 'wss://a.example',`],
  ])('%s: %s', (path, address, url) => {
    const source = withoutEnum(`useWebSocket(${address}, { onOpen: () => act() })`, `const address = String(act)`)
    expect(convert(path === 'Example.jsx' ? source.replace(': { act: () => void }', '') : source, path)).toContain(url)
  })
})

it('a result that is kept as an object and then taken apart is followed', () => {
  const call = `const socket = useWebSocket('wss://feed.example', {})
  const { lastMessage: last, sendMessage, readyState } = socket
  useEffect(() => { if (last) sendMessage(last.data) }, [last, sendMessage])
  console.log(readyState === 1)`
  const code = convert(withoutEnum(call))
  expect(code).toContain('onPacket: (last) => { if (last !== null) sendMessage(last) }')
  expect(code).not.toContain('= socket')
  expect(problems(code)).toEqual([])
})

it('a body on one line gets a line for what comes before it', () => {
  const call = `const { lastJsonMessage } = useWebSocket('wss://feed.example', { filter: (message) => message.data !== '' })
  useEffect(() => { if (lastJsonMessage) act() }, [lastJsonMessage])`
  const code = convert(withoutEnum(call).replace('  useEffect(() => act())\n', ''))
  expect(code).toContain(`      if (!accept(packet)) return
      const lastJsonMessage = jsonOf(packet)
      if (lastJsonMessage) act()
    },`)
  expect(problems(code)).toEqual([])
})
