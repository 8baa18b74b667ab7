/**
 * @jest-environment node
 *
 * The tables of the README and the guides say what the code says: defaults, ranges, error texts, and the files of the house. That they list
 * every option and no other is checked with the types, in `compiles.test.ts`.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { locate } from '../../src/core/wire/address.js'
import { settingsOf, type Settings } from '../../src/core/options.js'
import { backoff, createWebSocketNode, json, ping, text, WebSocketNodeError } from '../../src/core/index.js'
import type { DisconnectCause, WebSocketNodeHandle } from '../../src/core/index.js'
import { codeIn, README, readTable, REFERENCE, ROOT } from '../support/readme.js'

/** What a message says about numbers, as the README writes them: 10,000. */
const withCommas = (message: string) => message.replace(/\d{4,}/g, (digits) => Number(digits).toLocaleString('en-US'))

/** What a call throws, in its words. */
function errorOf(call: () => unknown): string {
  try {
    call()
  } catch (error) {
    return withCommas((error as Error).message)
  }
  return 'nothing was thrown'
}

/** A default as the table writes it, as a value. */
const valueOf = (cell: string) => JSON.parse(cell.replaceAll('`', '').replaceAll("'", '"')) as unknown

const rowsOf = (heading: string) =>
  new Map(readTable(REFERENCE, heading).map((cells) => [codeIn(cells[0]!)[0]!, cells]))

describe('the table of options', () => {
  const rows = rowsOf('option')
  const defaults = settingsOf({})

  it.each(Object.keys(defaults) as (keyof Settings)[])('says the default of %s', (option) => {
    expect(valueOf(rows.get(option)![2]!)).toBe(defaults[option])
  })

  it('says the default address', () => {
    const [host, route, useWSS] = ['host', 'route', 'useWSS'].map((option) => valueOf(rows.get(option)![2]!))
    expect(locate({}).url).toBe(locate({ host, route, useWSS } as Parameters<typeof locate>[0]).url)
    expect(locate({}).url).toBe(`${useWSS === true ? 'wss' : 'ws'}://${String(host)}${String(route)}`)
  })

  it.each(['receiveLimit', 'sendQueue', 'connectionTimeout', 'closeTimeout'] as const)(
    'says the unit and the range of %s as its error does',
    (option) => {
      const range = rows.get(option)![1]!
      expect(range).toMatch(/^[a-z ]+, 0 to [\d,]+$/)
      expect(errorOf(() => settingsOf({ [option]: -1 }))).toBe(`${option} is in ${range}; got -1`)
    },
  )

  it('says the choices of flush', () => {
    expect(errorOf(() => settingsOf({ flush: 'often' as never }))).toBe(
      `flush is ${codeIn(rows.get('flush')![1]!).join(', ')}; got "often"`,
    )
  })
})

describe('the tables of policies', () => {
  const cause: DisconnectCause = { type: 'failed', error: new WebSocketNodeError('timeout', '') }
  const node = undefined as unknown as WebSocketNodeHandle
  afterEach(() => jest.restoreAllMocks())

  it('say the defaults of backoff', () => {
    const rows = rowsOf('`backoff` option')
    const policy = backoff()
    jest.spyOn(Math, 'random').mockReturnValue(1)
    expect(valueOf(rows.get('minDelay')![2]!)).toBe(policy.next(1, cause, node))
    expect(valueOf(rows.get('maxDelay')![2]!)).toBe(policy.next(1000, cause, node))
    expect(valueOf(rows.get('stableAfter')![2]!)).toBe(policy.stableAfter)
    expect(rows.get('attempts')![2]).toBe('no limit')
  })

  it('say the ranges of backoff as its errors do', () => {
    const rows = rowsOf('`backoff` option')
    for (const option of ['maxDelay', 'stableAfter']) {
      expect(errorOf(() => backoff({ [option]: 3601 }))).toBe(`${option} is in ${rows.get(option)![1]!}; got 3,601`)
    }
    expect(errorOf(() => backoff({ minDelay: 5, maxDelay: 4 }))).toBe('minDelay is in seconds, 0 to 4; got 5')
  })

  it('say the defaults of ping', () => {
    const rows = rowsOf('`ping` option')
    const policy = ping({ message: '' })
    expect(policy).toMatchObject(
      Object.fromEntries(['interval', 'timeout', 'always'].map((option) => [option, valueOf(rows.get(option)![2]!)])),
    )
  })

  it('say which close codes backoff retries', () => {
    const retried = Array.from({ length: 100 }, (_, index) => 1000 + index).filter(
      (code) => backoff().next(1, { type: 'closed', code, reason: '', wasClean: true }, node) !== null,
    )
    expect(retried).toEqual([1001, 1005, 1006, 1011, 1012, 1013, 1014])
    expect(REFERENCE).toContain('the close codes 1001, 1005, 1006 and 1011 to 1014')
  })
})

describe('the table of what is thrown', () => {
  const CALLS: (() => unknown)[] = [
    () => createWebSocketNode({ connectionTimeout: 5000 }),
    () => createWebSocketNode({ reconnect: true as never }),
    () => createWebSocketNode().close(1001),
    () => createWebSocketNode({ format: text }).send(5 as never),
  ]
  const rows = readTable(README, 'thrown')

  it.each(rows.map((cells, index) => [codeIn(cells[2]!)[0]!, cells, index] as const))('%s', (example, cells, index) => {
    let thrown: unknown
    try {
      CALLS[index]!()
    } catch (error) {
      thrown = error
    }
    expect(String(thrown)).toBe(`${codeIn(cells[0]!)[0]}: ${example}`)
  })

  it('has a call for each example', () => {
    expect(CALLS).toHaveLength(rows.length)
  })
})

describe('the table of warnings', () => {
  const source = readFileSync(join(ROOT, 'src', 'react', 'development.ts'), 'utf8')

  it.each(readTable(README, 'warning').map(([cell]) => cell!))('%s: is one', (cell) => {
    for (const words of cell.replaceAll('`', '').split('…')) expect(source).toContain(words.trim())
  })
})

describe('the table of formats', () => {
  it.each([
    ['bytes', createWebSocketNode().send, 'hello'],
    ['text', createWebSocketNode({ format: text }).send, 5],
    ['json', createWebSocketNode({ format: json() }).send, undefined],
  ])('%s refuses with a TypeError what it does not take', (_name, send, message) => {
    expect(() => send(message as never)).toThrow(TypeError)
  })
})

describe('the house', () => {
  const house = /^## The house\n\n```\n([^]*?)```/m.exec(README)![1]!
  /** The files of a folder and of the folders in it, by name. */
  const filesOf = (folder: string): string[] =>
    readdirSync(join(ROOT, 'src', folder), { withFileTypes: true })
      .flatMap((entry) => (entry.isDirectory() ? filesOf(join(folder, entry.name)) : [entry.name]))
      .sort()
  const named = (folder: string) => {
    const section = house.slice(house.indexOf(`src/${folder}/`)).split(/\n(?=\S)/)[0]!
    return [...section.matchAll(/[\w]+\.tsx?/g)].map(([file]) => file).sort()
  }

  it.each(['core', 'react', 'topics', 'requests'])('names every file of src/%s once', (folder) => {
    expect(named(folder)).toEqual(filesOf(folder))
  })

  it('names every folder of src', () => {
    const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
    expect(folders.map(({ name }) => name).filter((name) => !house.includes(`src/${name}/`))).toEqual([])
  })

  it("a packet's way goes through files that are there", () => {
    const way = /A packet's way: ([^]*?)your component/.exec(README)![1]!
    const files = codeIn(way)
    expect(files.length).toBeGreaterThan(3)
    expect(files.filter((file) => !existsSync(join(ROOT, 'src', file)))).toEqual([])
  })
})
