/**
 * The room of docs/server-rendering.md in an app of Next: its files, and its WebSocket server as a program of its own.
 */
import { transform } from 'esbuild'
import { spawn } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from '../../build/support/run.js'

export interface Lobby {
  readonly port: number
  /** Ends it, and resolves when it has ended. */
  stop(): Promise<void>
}

/** The secret that Next's server and the server of the page know. */
export const writeSecret = (folder: string): Promise<void> =>
  writeFile(join(folder, '.env.local'), 'SOCKET_SECRET=a-secret-of-the-test\n')

/** Writes the files of the page as a route of an app, for a server on this machine; with a linger in seconds, if any. */
export async function addRoom(folder: string, port: number, route = 'room', linger = 0): Promise<void> {
  const place = join(folder, 'app', route)
  await mkdir(place, { recursive: true })
  for (const [name, written] of Object.entries({
    'Room.tsx': 'Room.jsx',
    'page.tsx': 'page.jsx',
    'token.ts': 'token.js',
  })) {
    const source = await readFile(join(ROOT, 'docs', 'code', 'next', name), 'utf8')
    const here = source
      .replace("host: 'chat.example'", `host: 'localhost:${port}', useWSS: false`)
      .replace('reconnect: backoff()', `$&, linger: ${linger}`)
    const { code } = await transform(here, {
      loader: name.endsWith('x') ? 'tsx' : 'ts',
      jsx: 'preserve',
      tsconfigRaw: {},
    })
    await writeFile(join(place, written), code)
  }
}

/** The server of the page, with the app's `.env.local`. */
export async function startLobby(folder: string): Promise<Lobby> {
  const child = spawn(process.execPath, ['--env-file=.env.local', join(ROOT, 'docs/code/next/server.mjs')], {
    cwd: folder,
    env: { ...process.env, PORT: '0', NODE_OPTIONS: undefined },
  })
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.once('data', (line: Buffer) => resolve(Number(/port: (\d+)/.exec(String(line))![1])))
    child.stderr.once('data', (words: Buffer) => reject(new Error(String(words))))
  })
  return {
    port,
    stop: () => {
      child.kill()
      return ended
    },
  }
}
