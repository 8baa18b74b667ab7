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
