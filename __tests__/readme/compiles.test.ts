/**
 * @jest-environment node
 *
 * What "Show code" shows in Storybook compiles against the sources, as strictly as a user's project may; and the tables of
 * the README and the guides list exactly the names that the types have.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compile } from '../support/compile.js'
import { codeIn, readTable, REFERENCE, ROOT } from '../support/readme.js'

/** The names that a table lists in a column: `node.connect(host?)` is connect. */
const listed = (table: string, column = 0): string[] =>
  readTable(REFERENCE, table).flatMap((cells) => codeIn(cells[column]!).map((code) => code.replace(/[(:].*/, '')))

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
const listPathOf = (index: number) => join(ROOT, `readme-list-${index}.ts`)
const storyCode = join(ROOT, 'stories', 'code')
const shown = readdirSync(storyCode)
const tooMuch = join(ROOT, 'readme-too-much.ts')

let said: Map<string, string[]>
beforeAll(() => {
  said = compile(
    new Map([
      ...LISTS.map(([, names, type], index) => [listPathOf(index), listModule(names, type)] as const),
      ...shown.map((name) => [join(storyCode, name), readFileSync(join(storyCode, name), 'utf8')] as const),
      [tooMuch, listModule([...LISTS[0]![1], 'onMessage'], LISTS[0]![2])],
    ]),
  )
})

it.each(shown)('“Show code” of stories/code/%s compiles', (name) => {
  expect(said.get(join(storyCode, name))).toEqual([])
})

it.each(LISTS.map(([title], index) => [title, index] as const))('a table lists %s, and no other', (_title, index) => {
  expect(said.get(listPathOf(index))).toEqual([])
})

it('a name too many would be found', () => {
  expect(said.get(tooMuch)).toEqual([expect.stringContaining('\'"onMessage"\' does not exist in type')])
})
