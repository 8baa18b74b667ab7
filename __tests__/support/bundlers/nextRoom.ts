/**
 * The room of docs/server-rendering.md in an app of Next: its files, and the WebSocket server that checks its tokens.
 */
import { transform } from 'esbuild'
import { createHmac } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { WebSocket as Peer } from 'ws'
import { ROOT } from '../../build/support/run.js'

/** What Next's server has in its environment. */
export const SECRET = 'a secret of the test'

/** Writes the files of the page as /room of an app. */
export async function addRoom(folder: string): Promise<void> {
  const place = join(folder, 'app', 'room')
  await mkdir(place, { recursive: true })
  for (const [name, written] of Object.entries({
    'Room.tsx': 'Room.jsx',
    'page.tsx': 'page.jsx',
    'token.ts': 'token.js',
  })) {
    const source = await readFile(join(ROOT, 'docs', 'code', 'next', name), 'utf8')
    const { code } = await transform(source, {
      loader: name.endsWith('x') ? 'tsx' : 'ts',
      jsx: 'preserve',
      tsconfigRaw: {},
    })
    await writeFile(join(place, written), code)
  }
}

/** The path `/lobby`: welcomes who comes with a token that is signed and not too old, and says hello. */
export function lobby(socket: Peer): void {
  socket.once('message', (first: Buffer) => {
    const { token } = JSON.parse(String(first)) as { token: string }
    const [expires, signature] = token.split('.')
    const isRight = signature === createHmac('sha256', SECRET).update(expires!).digest('base64url')
    if (!isRight || Number(expires) < Date.now()) return socket.close(4401)
    socket.send('{"type":"welcome"}')
    socket.send('{"type":"said","text":"hello from the server"}')
  })
}

/** From now on, sockets of the page for `chat.example` reach a server of the test. */
export async function aimAt(page: Page, host: string): Promise<void> {
  await page.addInitScript((host) => {
    const Platform = WebSocket
    globalThis.WebSocket = class extends Platform {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(String(url).replace('wss://chat.example/', `ws://${host}/`), protocols)
      }
    }
  }, host)
}
