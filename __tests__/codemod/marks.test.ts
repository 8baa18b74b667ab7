/** @jest-environment node */
/**
 * What the codemod leaves to a person: it never loses a message, and never opens or closes where the old code would not.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { GUIDE, MARKS, markLine, type MarkId } from '../../codemod/ids.js'
import { run } from '../../codemod/run.js'
import { ROOT } from '../support/readme.js'

const component = (body: string, shown = 'null') => `import { useEffect, useMemo, useState } from 'react'
import useWebSocket from 'react-use-websocket'

export function Example({ value, onChange }) {
${body
  .split('\n')
  .map((line) => `  ${line}\n`)
  .join('')}  return ${shown}
}
`

const convertOne = (source: string, path = 'Example.tsx') => run(new Map([[path, source]])).files[0]!
const idsOf = (source: string) => convertOne(source).marks.map(({ id }) => id)

const ADDRESS = `'ws://127.0.0.1:9001'`
const LAST = `const { lastMessage } = useWebSocket(${ADDRESS})`
const MESSAGE = (body: string) => `useWebSocket(${ADDRESS}, { onMessage: (event) => { ${body} } })`
const LIST = 'const [list, setList] = useState([])'

const REASONS: Readonly<Record<MarkId, readonly string[]>> = {
  share: [
    component(`useWebSocket(${ADDRESS}, { share: true })`),
    component(`useWebSocket(${ADDRESS}, { share: value })`),
  ],
  'same-component': [component(`useWebSocket(${ADDRESS})\nuseWebSocket(${ADDRESS}, { share: true })`)],
  'wrapper-hook': [
    `import useWebSocket from 'react-use-websocket'\nexport const useFeed = () => useWebSocket(${ADDRESS})\n`,
    `import useWebSocket from 'react-use-websocket'\nexport function useFeed() {\n  ${LAST}\n  return lastMessage\n}\n`,
  ],
  'whole-result': [
    component(`const socket = useWebSocket(${ADDRESS})\nonChange(socket)`),
    component(`const { lastMessage, ...rest } = useWebSocket(${ADDRESS})`),
    component(`onChange(useWebSocket(${ADDRESS}))`),
    component(`let { lastMessage } = useWebSocket(${ADDRESS})`),
  ],
  'options-not-literal': [
    component(`useWebSocket(${ADDRESS}, value)`),
    component(`useWebSocket(${ADDRESS}, { ...value })`),
    `import { options } from './options'\n${component(`useWebSocket(${ADDRESS}, options)`)}`,
    component(`useWebSocket(${ADDRESS}, { shouldReconnect: () => true, reconnectInterval: value })`),
    component(`useWebSocket(${ADDRESS}, { heartbeat: value })`),
    component(`useWebSocket(${ADDRESS}, { filter: value })`),
  ],
  'message-elsewhere': [
    component(`${LAST}\nconst copy = () => onChange(lastMessage.data)`),
    component(`${LAST}\nonChange(lastMessage)`),
    component(`${LAST}\nif (lastMessage) onChange(lastMessage.data)`),
    component(`${LAST}\nuseEffect(() => onChange(lastMessage))`),
    component(`${LAST}\nuseEffect(() => onChange(lastMessage), [lastMessage?.data])`),
    component(`${LAST}\nuseLog(lastMessage)`),
    component(`${LAST}\nconst text = lastMessage?.data\nuseEffect(() => onChange(text), [text])`),
    component(`${LAST}\nuseEffect(async () => { onChange(lastMessage) }, [lastMessage])`),
  ],
  'message-to-child': [
    component(LAST, '<Log message={lastMessage} />'),
    component(LAST, '<Log text={lastMessage?.data} />'),
    component(LAST, '<Log {...lastMessage} />'),
    component(`${LAST}\nconst text = lastMessage?.data`, '<Log text={text} />'),
  ],
  'effect-dependencies': [
    component(`${LAST}\nuseEffect(() => { onChange(lastMessage) }, [lastMessage, value])`),
    component(`${LAST}\nuseEffect(() => { onChange(lastMessage) }, [lastMessage, onChange])`),
  ],
  'effect-cleanup': [
    component(
      `${LAST}\nuseEffect(() => {\n  const timer = setTimeout(flash, 100)\n  return () => clearTimeout(timer)\n}, [lastMessage])`,
    ),
  ],
  'effect-on-null': [
    component(`${LAST}\n${LIST}\nuseEffect(() => { if (lastMessage === null) setList([]) }, [lastMessage])`),
    component(
      `${LAST}\n${LIST}\nuseEffect(() => { if (lastMessage) setList(() => []); else setList([]) }, [lastMessage])`,
    ),
    component(`${LAST}\n${LIST}\nuseEffect(() => { if (!lastMessage) { setList([]); return } }, [lastMessage])`),
  ],
  'stale-state': [
    component(`${LIST}\n${MESSAGE('const next = [...list, event.data]; setList(next)')}`),
    component(`${LIST}\nconst add = (item) => setList([...list, item])\n${MESSAGE('add(event.data)')}`),
    component(MESSAGE('onChange([...value, event.data])')),
    component(MESSAGE('onChange(value.concat(event.data))')),
    component(`${LIST}\nconst size = list.length\n${MESSAGE('setList(Array(size + 1))')}`),
    component(
      `${LIST}\n${LAST}\nuseEffect(() => { if (list.length < 3) setList((l) => [...l, lastMessage]) }, [lastMessage])`,
    ),
  ],
  'filter-with-work': [
    component(
      `${LIST}\nconst { lastMessage } = useWebSocket(${ADDRESS}, { filter: (message) => { setList((l) => [...l, message.data]); return true } })`,
      '<p>{lastMessage?.data}</p>',
    ),
  ],
  binary: [
    component(`${LAST}\nuseEffect(() => { void lastMessage?.data.text().then(onChange) }, [lastMessage])`),
    component(`useWebSocket(${ADDRESS}, { onMessage: ({ data }) => onChange(data.size) })`),
    component(MESSAGE('const { data } = event; onChange(data.byteLength)')),
    component(MESSAGE('if (event.data instanceof Blob) onChange(event.data)')),
    component(
      `const { sendMessage, lastMessage } = useWebSocket(${ADDRESS})\nconst go = () => sendMessage(new Uint8Array(4))`,
      '<p>{lastMessage?.data}</p>',
    ),
  ],
  'get-websocket': [
    component(`const { getWebSocket } = useWebSocket(${ADDRESS})\nconst address = () => getWebSocket()?.url`),
    component(`const { getWebSocket } = useWebSocket(${ADDRESS})\nonChange(getWebSocket)`),
  ],
  'other-protocol': [
    component(`useWebSocket(${ADDRESS}, { fromSocketIO: true })`),
    component(`useWebSocket(${ADDRESS}, { eventSourceOptions: {} })`),
    `import { useEventSource } from 'react-use-websocket'\nexport const Example = () => {\n  useEventSource('/events')\n  return null\n}\n`,
  ],
  'query-params': [component(`useWebSocket(() => value, { queryParams: { a: 1 } })`)],
  'reconnect-by-close': [
    component(
      `const { getWebSocket } = useWebSocket(${ADDRESS}, { shouldReconnect: () => true, onError: () => getWebSocket()?.close() })`,
    ),
    component(
      `const { getWebSocket } = useWebSocket(${ADDRESS}, { shouldReconnect: ({ code }) => code === 1000 })\nconst again = () => getWebSocket()?.close()`,
    ),
    component(
      `const { getWebSocket } = useWebSocket(${ADDRESS}, { shouldReconnect: () => true })\nconst again = () => getWebSocket()?.close(4000)`,
    ),
  ],
  types: [
    `import type { WebSocketHook } from 'react-use-websocket/dist/lib/types'\nexport type Feed = WebSocketHook<string>\n`,
  ],
  'import-form': [
    `import * as all from 'react-use-websocket'\nexport const { ReadyState } = all\n`,
    `const { ReadyState } = require('react-use-websocket')\n`,
    `const load = () => import('react-use-websocket')\n`,
    `import useWebSocket from 'react-use-websocket'\nexport const hook = useWebSocket.default ?? useWebSocket\n`,
  ],
  're-export': [
    `export { default } from 'react-use-websocket'\n`,
    `export * from 'react-use-websocket'\n`,
    `import useWebSocket from 'react-use-websocket'\nexport { useWebSocket }\n`,
    `import useWebSocket from 'react-use-websocket'\nexport default useWebSocket\n`,
  ],
  mock: [`jest.mock('react-use-websocket', () => ({}))\n`, `vi.mock('react-use-websocket')\n`],
}

const CASES = Object.entries(REASONS).flatMap(([id, sources]) =>
  sources.map((source) => [id as MarkId, source] as const),
)

it.each(CASES)('%s: the call stays as it is below a mark: %#', (id, source) => {
  const { code, marks, error } = convertOne(source)
  expect(error).toBeUndefined()
  expect(marks.map((mark) => mark.id)).toContain(id)
  const unmarked = code.split('\n').filter((line) => !line.includes('react-websocket-node-codemod('))
  expect(unmarked.join('\n')).toBe(source)
  expect(convertOne(code).code).toBe(code)
})

it('the guide has each id as a heading, and no other', () => {
  const guide = readFileSync(join(ROOT, 'docs', 'migration.md'), 'utf8')
  const list = /^### The marks$([^]*?)^(?=###? )/m.exec(guide)![1]!
  const headings = [...list.matchAll(/^#### ([\w-]+)$/gm)].map(([, heading]) => heading)
  expect(headings.sort()).toEqual(Object.keys(MARKS).sort())
  expect(GUIDE).toBe('react-websocket-node/docs/migration.md')
  for (const id of Object.keys(MARKS) as MarkId[]) {
    expect(markLine(id)).toMatch(new RegExp(`^// react-websocket-node-codemod\\(${id}\\): .+ ${GUIDE}#${id}$`))
    // The guide says the sentence that stands in the code.
    expect(list).toContain(`#### ${id}\n\n${MARKS[id]}.`)
  }
})

it('a mark goes when its reason is gone', () => {
  const marked = convertOne(component(`useWebSocket(${ADDRESS}, { share: true })`)).code
  const { code, marks } = convertOne(marked.replace('share: true', 'share: false'))
  expect(marks).toEqual([])
  expect(code).not.toContain('codemod(')
})

it('all files that share an address are named at each of its calls', () => {
  const shared = component(`useWebSocket(FEED, { share: true })`)
  const files = new Map([
    ['src/A.tsx', `${shared}const FEED = ${ADDRESS}\n`],
    ['src/B.tsx', shared.replace('FEED', ADDRESS)],
    ['src/C.tsx', shared.replace('FEED', `'ws://127.0.0.1:9001/other'`)],
  ])
  const result = run(files)
  expect(result.shared).toEqual([
    { address: 'ws://127.0.0.1:9001', files: ['src/A.tsx', 'src/B.tsx'] },
    { address: 'ws://127.0.0.1:9001/other', files: ['src/C.tsx'] },
  ])
  expect(result.files.map(({ code }) => code.includes('together: src/A.tsx, src/B.tsx.'))).toEqual([true, true, false])
})

it.each([
  ['setList([...list, event.data])', 'setList((list) => [...list, data])'],
  ['setList(list.concat(event.data))', 'setList((list) => list.concat(data))'],
  ['setList({ ...list, last: event.data })', 'setList((list) => ({ ...list, last: data }))'],
  ['setList((l) => [...l, event.data])', 'setList((l) => [...l, data])'],
])('%s folds every message of a burst: %s', (before, after) => {
  const { code, marks } = convertOne(component(`${LIST}\n${MESSAGE(before)}`))
  expect(marks).toEqual([])
  expect(code).toContain(after)
})

it('an empty text is a message like any other', () => {
  const { code } = convertOne(
    component(
      `${LAST}\n${LIST}\nuseEffect(() => { if (lastMessage) setList((l) => [...l, lastMessage.data]) }, [lastMessage])`,
      '<p>{lastMessage && <b>{lastMessage.data}</b>}</p>',
    ),
  )
  expect(code).toContain('if (lastMessage !== null) setList((l) => [...l, lastMessage])')
  expect(code).toContain('{lastMessage !== undefined && <b>{lastMessage}</b>}')
})

it.each([
  ['if (lastMessage) setList(() => []); else if (lastMessage && value) setList(() => [1])', '[lastMessage]'],
  ['if (lastMessage) add(lastMessage.data)', '[lastMessage, add]'],
])('an effect that runs for messages alone becomes onPacket: %s', (body, dependencies) => {
  const { code, marks } = convertOne(
    component(
      `${LIST}\nconst add = useStore((state) => state.add)\n${LAST}\nuseEffect(() => { ${body} }, ${dependencies})`,
    ),
  )
  expect(marks).toEqual([])
  expect(code).toContain('onPacket: (lastMessage) => {')
})

it('a file without react-use-websocket is not read', () => {
  const source = 'this is no JavaScript {{{'
  expect(convertOne(source)).toEqual({ path: 'Example.tsx', code: source, changed: false, marks: [] })
})

it('a file that cannot be parsed stays untouched, and says where', () => {
  const source = `import useWebSocket from 'react-use-websocket'\nconst = 1\n`
  const { code, changed, error } = convertOne(source)
  expect([code, changed]).toEqual([source, false])
  expect(error).toMatch(/2:6/)
})

it('each id is used by what it marks', () => {
  expect(new Set(CASES.flatMap(([, source]) => idsOf(source)))).toEqual(new Set(Object.keys(MARKS)))
})
