/**
 * @jest-environment node
 *
 * Every block of code in the README, and what "Show code" shows in Storybook, compiles against the sources, as strictly as
 * a user's project may; and the README's tables list exactly the names that the types have.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compile } from '../support/compile.js'
import { codeIn, README, readBlocks, readTable, ROOT } from '../support/readme.js'

/** What the blocks leave open: values of the reader's own, and names that a block before has imported. */
const PREAMBLE = `
import type { createWebSocketNode as Create } from 'react-websocket-node/core'
import type { json as Json, text as Text, useLastPacket as LastPacket, useNode as Node } from 'react-websocket-node'
import type { useReceivedReducer as Reducer, useRemaining as Remaining } from 'react-websocket-node'
import type { useWebSocketNode as WebSocketNode } from 'react-websocket-node'
import type { useEffect as Effect } from 'react'

declare global {
  interface Price { symbol: string; volume: number }
  interface Tick { at: number }
  const url: string
  const ChatRoom: () => React.ReactNode
  function show(message: string): void
  function draw(ticks: readonly Tick[]): void
  function freshToken(): Promise<string>

  const createWebSocketNode: typeof Create
  const json: typeof Json
  const text: typeof Text
  const useEffect: typeof Effect
  const useLastPacket: typeof LastPacket
  const useNode: typeof Node
  const useReceivedReducer: typeof Reducer
  const useRemaining: typeof Remaining
  const useWebSocketNode: typeof WebSocketNode
}
`

const blocks = readBlocks(README)

/** The names that a table lists in a column: `node.connect(host?)` is connect. */
const listed = (table: string, column = 0): string[] =>
  readTable(README, table).flatMap((cells) => codeIn(cells[column]!).map((code) => code.replace(/[(:].*/, '')))

const optionNames = listed('option')

/** Tables, the names that they list, and the type of those that there are. */
const LISTS: readonly (readonly [title: string, names: readonly string[], type: string])[] = [
  ['every option', [...optionNames, ...listed('signal', 1)], 'keyof ReactWebSocketNodeOptions'],
  [
    'the options of createWebSocketNode first',
    optionNames.slice(0, -5),
    'Exclude<keyof WebSocketNodeOptions, `on${string}`>',
  ],
  ['every signal', listed('signal'), 'Signal'],
  ['every member of a node', listed('member'), 'Exclude<keyof WebSocketNodeHandle, symbol>'],
  ['every option of backoff', listed('`backoff` option'), 'keyof BackoffOptions'],
  ['every option of ping', listed('`ping` option'), 'keyof PingOptions'],
  ['every mode', listed('`autoconnectMode`').map(unquoted), 'AutoconnectMode'],
  ['every flush', listed('`flush`').map(unquoted), 'Flush'],
  ['every error code', listed('`error.code`').map(unquoted), 'WebSocketNodeErrorCode'],
]

function unquoted(name: string): string {
  return name.replaceAll("'", '')
}

/** A module that compiles if the names are exactly those of the type. */
const listModule = (names: readonly string[], type: string) => `
import type * as All from 'react-websocket-node'
type Names = ${type.replace(/\b(?!Exclude)([A-Z]\w+)/g, 'All.$1')}
const names: Record<Names, true> = { ${names.map((name) => `${JSON.stringify(name)}: true`).join()} }
export default names
`
const pathOf = (index: number) => join(ROOT, `readme-block-${index}.${blocks[index]!.language}`)
const preamble = join(ROOT, 'readme-preamble.d.ts')
const listPathOf = (index: number) => join(ROOT, `readme-list-${index}.ts`)
const storyCode = join(ROOT, 'stories', 'code')
const shown = readdirSync(storyCode)
const tooMuch = join(ROOT, 'readme-too-much.ts')
const wrong = join(ROOT, 'readme-wrong.tsx')

let said: Map<string, string[]>
beforeAll(() => {
  said = compile(
    new Map([
      [preamble, PREAMBLE],
      ...blocks.map(({ code }, index) => [pathOf(index), code] as const),
      ...LISTS.map(([, names, type], index) => [listPathOf(index), listModule(names, type)] as const),
      ...shown.map((name) => [join(storyCode, name), readFileSync(join(storyCode, name), 'utf8')] as const),
      [tooMuch, listModule([...LISTS[0]![1], 'onMessage'], LISTS[0]![2])],
      [wrong, blocks[0]!.code.replace('last?.text', 'last?.txt')],
    ]),
  )
})

it.each(blocks.map(({ heading }, index) => [heading, index] as const))(
  'the block below "%s" (%#) compiles',
  (_heading, index) => {
    expect(said.get(pathOf(index))).toEqual([])
  },
)

it.each(shown)('“Show code” of stories/code/%s compiles', (name) => {
  expect(said.get(join(storyCode, name))).toEqual([])
})

it('what the blocks leave open is declared without an error', () => {
  expect(said.get(preamble)).toEqual([])
})

it.each(LISTS.map(([title], index) => [title, index] as const))('a table lists %s, and no other', (_title, index) => {
  expect(said.get(listPathOf(index))).toEqual([])
})

it('a name too many would be found', () => {
  expect(said.get(tooMuch)).toEqual([expect.stringContaining('\'"onMessage"\' does not exist in type')])
})

it('a mistake would be found', () => {
  expect(said.get(wrong)).toEqual([expect.stringContaining("Property 'txt' does not exist on type 'Chat'")])
})
