/**
 * A process ends by itself, 100 ms after its nodes are done at the latest, under a window of jsdom, too: of a node that
 * is unmounted or disposed of nothing is left that keeps it alive. What is still to be done does.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Consumer } from '../../build/support/consumer'
import { createUserApp, writeSuite } from '../../support/runners/userApp'
import { binary } from '../../support/runtimes/binaries'
import { TEST_SECONDS } from '../../support/patience'
import { textFrame } from '../../support/servers/frames'
import { useServers } from '../../support/servers/use-servers'

const servers = useServers()
let app: Consumer

beforeAll(async () => {
  app = await createUserApp()
  await writeSuite(app, 'ending.mjs', "import './ending.js'")
})
afterAll(() => app.remove())

/** Runs the script; resolves to its exit code, and what it said. */
function run(node: string, ...args: string[]): Promise<readonly [code: number | null, ...said: string[]]> {
  return new Promise((resolve, reject) => {
    const child = spawn(node, [join(app.folder, 'ending.mjs'), ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: TEST_SECONDS * 500,
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)))
    child.on('error', reject)
    child.on('close', (code) => resolve([code, ...said.split('\n').slice(0, -1)]))
  })
}

const DONE = [
  'unmounted: idle',
  'unmounted: connecting',
  'unmounted: reconnecting',
  'unmounted: open: hello',
  'disposed of: reconnecting',
  'disposed of: open',
]

// A window that pretends to be visible has frames; the other one is hidden.
describe.each<[node: string, window: 'visible' | 'hidden', program: () => string]>([
  ['Node 20', 'visible', () => process.execPath],
  ['Node 20', 'hidden', () => process.execPath],
  ['Node 22', 'visible', () => binary('Node 22')],
])('%s under a %s window of jsdom', (_node, window, program) => {
  test.each<[name: string, ...said: string[]]>([
    ['its nodes are done', ...DONE],
    ['a task is pending', 'hello'],
    ['a retry is due', 'attempt 1'],
  ])('ends by itself: %s', async (name, ...said) => {
    expect(await run(program(), name, '', window)).toEqual([0, ...said])
  })
})

test('Node 22 ends by itself when a component with its own WebSocket is unmounted', async () => {
  const server = await servers.raw(async (peer) => {
    peer.accept(textFrame('hello'))
    await peer.answerClose()
  })
  const url = `ws://${server.host}/`
  expect(await run(binary('Node 22'), 'a WebSocket of Node’s own is open', url)).toEqual([0, 'open: hello'])
})
