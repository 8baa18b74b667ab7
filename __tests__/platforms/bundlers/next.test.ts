/**
 * The example as an app of Next, rendered on its server and hydrated in a real browser: with its development server, and
 * built. The page is a server component; it has the inspector, which is empty when built.
 */
import { transform } from 'esbuild'
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { WebSocket as PageSocket } from 'playwright-core'
import { useAppPages } from '../../build/support/app-page.js'
import { createConsumer } from '../../build/support/consumer.js'
import { ROOT, runNode } from '../../build/support/run.js'
import { addRoom, startLobby, writeSecret, type Lobby } from '../../support/bundlers/nextRoom.js'
import { startServer, startServerWith } from '../../support/bundlers/startServer.js'

const BUNDLERS = join(ROOT, 'platforms', 'bundlers')
const NEXT = join(BUNDLERS, 'node_modules', 'next', 'dist', 'bin', 'next')
/** Turbopack wants its packages below its root, so that the app is not in a temporary folder. */
const CACHE = join(BUNDLERS, '.cache')
const FOLDER = join(CACHE, 'next')
const WARNING = expect.stringContaining('react-websocket-node: there is no option onMessage') as unknown

const PAGE = `
import { WebSocketProvider } from 'react-websocket-node'
import { createWebSocketNode } from 'react-websocket-node/core'
import { WebSocketInspector } from 'react-websocket-node/inspector'
import { App } from './App'

export default async function Page({ searchParams }) {
  const { host } = await searchParams
  return (
    <WebSocketProvider defaults={{ connectionTimeout: 5 }}>
      <p>on the server: {createWebSocketNode({ url: null }).state.status}</p>
      <App host={host} />
      <WebSocketInspector />
    </WebSocketProvider>
  )
}
`

const LAYOUT = `
export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>
}
`

const CONFIG = `
export default { turbopack: { root: ${JSON.stringify(BUNDLERS)} }, devIndicators: false, agentRules: false }
`

const NAVIGATION = `
import Link from 'next/link'

export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>
        <Link href="/room">to the room</Link>
        <Link href="/lingering">to the lingering room</Link>
        <Link href="/elsewhere">away</Link>
        {children}
      </body>
    </html>
  )
}
`

/** A server component that calls what has to be called in a client component. */
const WRONG = `
import { json } from 'react-websocket-node'

export default function Page() {
  return <p>{json().name}</p>
}
`

const { open, useExampleAt } = useAppPages()
let lobby: Lobby

beforeAll(async () => {
  process.env.NEXT_TELEMETRY_DISABLED = '1'
  await rm(FOLDER, { recursive: true, force: true })
  const consumer = await createConsumer()
  await mkdir(join(FOLDER, 'app'), { recursive: true })
  await cp(
    join(consumer.folder, 'node_modules/react-websocket-node'),
    join(FOLDER, 'node_modules/react-websocket-node'),
    {
      recursive: true,
    },
  )
  await consumer.remove()
  const example = await readFile(join(ROOT, 'examples', 'minimal', 'App.tsx'), 'utf8')
  const app = await transform(example, { loader: 'tsx', jsx: 'preserve' })
  // What the console says of this in development tells whether a bundle is for that.
  await writeFile(
    join(FOLDER, 'app', 'App.jsx'),
    `'use client'\n${app.code.replace('format: text,', 'format: text, onMessage() {},')}`,
  )
  await writeFile(join(FOLDER, 'app', 'page.jsx'), PAGE)
  await writeSecret(FOLDER)
  lobby = await startLobby(FOLDER)
  await addRoom(FOLDER, lobby.port)
  await writeFile(join(FOLDER, 'app', 'layout.jsx'), LAYOUT)
  await writeFile(join(FOLDER, 'app', 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>')
  await writeFile(join(FOLDER, 'next.config.mjs'), CONFIG)
  await writeFile(join(FOLDER, 'package.json'), '{ "private": true }')
})
afterAll(async () => {
  await lobby?.stop()
  await rm(CACHE, { recursive: true, force: true })
})

async function use(command: 'dev' | 'start', errors: readonly unknown[]): Promise<void> {
  const server = await startServer(FOLDER, NEXT, command, '-p', '0', '-H', '127.0.0.1')
  try {
    const html = await (await fetch(`${server.origin}/?host=localhost`)).text()
    expect(html.replaceAll('<!-- -->', '')).toContain('on the server: idle')
    expect(html).toContain('data-testid="status">idle</output>')
    await useExampleAt(server.origin, /^19\./, errors)
    await useRoom(server.origin)
  } finally {
    await server.stop()
  }
}

/** The page of docs/server-rendering.md: idle in the server's HTML, logged in with a token of Next's server in the browser. */
async function useRoom(origin: string): Promise<void> {
  const html = await (await fetch(`${origin}/room`)).text()
  expect(html.replaceAll('<!-- -->', '')).toContain('<p>idle: </p>')
  const errors = await open(`${origin}/room`, (page) => page.getByText('open: this is /lobby').waitFor())
  expect(errors).toEqual([])
}

/** What the room shows where Next has no SOCKET_SECRET, which Next prints in any case. */
async function useWithoutSecret(command: 'dev' | 'start'): Promise<string> {
  const server = await startServerWith({ SOCKET_SECRET: '' }, FOLDER, NEXT, ...[command, '-p', '0', '-H', '127.0.0.1'])
  let shown = ''
  try {
    await open(`${server.origin}/room`, async (page) => {
      const failed = page.getByText('failed: authenticate failed: ')
      await failed.waitFor()
      shown = (await failed.textContent())!
    })
    expect(server.output()).toContain('SOCKET_SECRET is not set')
  } finally {
    await server.stop()
  }
  return shown
}

it('works and warns with the development server', async () => {
  await use('dev', [WARNING])
  expect(await useWithoutSecret('dev')).toContain('SOCKET_SECRET is not set: it belongs in .env.local.')
})

it('says what the docs quote where a server component calls a function of the package', async () => {
  const place = join(FOLDER, 'app', 'wrong')
  await mkdir(place)
  await writeFile(join(place, 'page.jsx'), WRONG)
  try {
    const { code, output } = await runNode(FOLDER, NEXT, 'build')
    expect(code).toBe(1)
    for (const page of ['server-rendering.md', 'troubleshooting.md']) {
      const text = await readFile(join(ROOT, 'docs', page), 'utf8')
      expect(output).toContain(/^ *“?(Attempted to call json\(\) [^…\n]+)/m.exec(text)![1])
    }
  } finally {
    await rm(place, { recursive: true })
  }
})

it('works when built, with no word of a warning', async () => {
  const { code, output } = await runNode(FOLDER, NEXT, 'build')
  expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('Compiled successfully') as string })
  const client = join(FOLDER, '.next', 'static')
  const files = (await readdir(client, { recursive: true })).filter((file) => file.endsWith('.js'))
  const texts = await Promise.all(files.map((file) => readFile(join(client, file), 'utf8')))
  expect(texts.some((text) => text.includes('connectionTimeout'))).toBe(true)
  expect(texts.some((text) => text.includes('there is no option'))).toBe(false)
  expect(texts.some((text) => text.includes('Open WebSocket inspector'))).toBe(false)
  await use('start', [])
  expect(await useWithoutSecret('start')).not.toContain('SOCKET_SECRET')
})

/**
 * The rooms in an app with cacheComponents: true, and its sockets after each of: being there, having gone away, having come
 * back. Each is whether it is open.
 */
async function comeBack(origin: string, route: string, link: string): Promise<boolean[][]> {
  const rooms: PageSocket[] = []
  const seen: boolean[][] = []
  const look = () => void seen.push(rooms.map((socket) => !socket.isClosed()))
  const errors = await open(
    `${origin}/${route}`,
    async (page) => {
      const room = page.getByText('open: this is /lobby')
      await room.waitFor()
      look()
      const closed = route === 'room' ? rooms[0]!.waitForEvent('close') : undefined
      await page.getByRole('link', { name: 'away' }).click()
      await page.getByText('nothing here').waitFor()
      await closed
      expect(
        await page
          .locator('p', { hasText: 'lobby' })
          .or(page.locator('p', { hasText: 'idle' }))
          .count(),
      ).toBe(1)
      look()
      await page.getByRole('link', { name: link, exact: true }).click()
      await room.filter({ visible: true }).waitFor()
      look()
    },
    (page) =>
      Promise.resolve(
        page.on('websocket', (socket) => {
          if (socket.url().endsWith('/lobby')) rooms.push(socket)
        }),
      ),
  )
  expect(errors).toEqual([])
  return seen
}

it('with cacheComponents, a page that was left is hidden: it connects again when shown, or its node lingers', async () => {
  const folder = join(CACHE, 'hidden')
  await mkdir(join(folder, 'app', 'elsewhere'), { recursive: true })
  for (const name of ['node_modules', 'package.json', '.env.local']) {
    await cp(join(FOLDER, name), join(folder, name), { recursive: true })
  }
  await writeFile(join(folder, 'next.config.mjs'), CONFIG.replace('{ ', '{ cacheComponents: true, '))
  await writeFile(join(folder, 'app', 'layout.jsx'), NAVIGATION)
  await cp(join(FOLDER, 'app', 'icon.svg'), join(folder, 'app', 'icon.svg'))
  await writeFile(join(folder, 'app', 'elsewhere', 'page.jsx'), 'export default () => <p>nothing here</p>\n')
  await addRoom(folder, lobby.port)
  await addRoom(folder, lobby.port, 'lingering', 60)
  const { code, output } = await runNode(folder, NEXT, 'build')
  expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('Compiled successfully') as string })
  const server = await startServer(folder, NEXT, 'start', '-p', '0', '-H', '127.0.0.1')
  try {
    expect(await comeBack(server.origin, 'room', 'to the room')).toEqual([[true], [false], [false, true]])
    expect(await comeBack(server.origin, 'lingering', 'to the lingering room')).toEqual([[true], [true], [true]])
  } finally {
    await server.stop()
  }
})
