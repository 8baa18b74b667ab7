/**
 * @jest-environment node
 *
 * docs/server-rendering.md: on the server the page is idle and asks for no token, and its WebSocket server takes
 * nobody without one. __tests__/platforms/bundlers/next.test.ts
 * has it in Next, and in a browser.
 */
import { createHmac } from 'node:crypto'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { renderToString } from 'react-dom/server'
import { WebSocket } from 'ws'
import Page from '../../docs/code/next/page.js'
import { Room } from '../../docs/code/next/Room.js'
import { freshToken } from '../../docs/code/next/token.js'
import { ROOT } from '../support/readme.js'

const html = (element: React.ReactElement) => renderToString(element).replaceAll('<!-- -->', '')

const startProgram = (secret: string | undefined): ChildProcess =>
  spawn(process.execPath, [join(ROOT, 'docs/code/next/server.mjs')], {
    env: { ...process.env, PORT: '0', SOCKET_SECRET: secret },
  })

beforeEach(() => {
  process.env['SOCKET_SECRET'] = 'secret'
})
afterEach(() => {
  delete process.env['SOCKET_SECRET']
})

it('the page and the room are idle on the server', () => {
  expect(html(<Page />)).toBe('<p>idle: </p>')
  expect(html(<Room room="lobby" />)).toBe('<p>idle: </p>')
})

it('a token is signed with the secret, and good for a minute', async () => {
  const [expires, signature] = (await freshToken()).split('.')
  expect(signature).toBe(createHmac('sha256', 'secret').update(expires!).digest('base64url'))
  expect(Math.abs(Number(expires) - Date.now() - 60_000)).toBeLessThan(5_000)
})

it('without a secret, the token and the server say what is missing', async () => {
  delete process.env['SOCKET_SECRET']
  await expect(freshToken()).rejects.toThrow('SOCKET_SECRET is not set: it belongs in .env.local.')
  const program = startProgram(undefined)
  let output = ''
  program.stderr!.on('data', (words: Buffer) => (output += String(words)))
  expect(await once(program, 'close')).toEqual([1, null])
  expect(output).toContain('SOCKET_SECRET is not set: node --env-file=.env.local server.mjs')
})

describe('the server', () => {
  let program: ChildProcess
  let address: string
  beforeAll(async () => {
    program = startProgram('secret')
    const [line] = (await once(program.stdout!, 'data')) as [Buffer]
    address = `ws://localhost:${/port: (\d+)/.exec(String(line))![1]}/lobby`
  })
  afterAll(() => void program.kill())

  /** What the server says to this first message, with the close code at the end where it closes. */
  async function answersTo(first: string): Promise<unknown[]> {
    const socket = new WebSocket(address)
    const answers: unknown[] = []
    await once(socket, 'open')
    socket.send(first)
    await new Promise<void>((resolve) => {
      socket.on('message', (data: Buffer) => {
        if (answers.push(JSON.parse(String(data))) === 2) resolve()
      })
      socket.on('close', (code) => {
        answers.push(code)
        resolve()
      })
    })
    socket.terminate()
    return answers
  }

  const tokenOf = (expires: number, secret: string) =>
    `${expires}.${createHmac('sha256', secret).update(String(expires)).digest('base64url')}`
  const auth = (token: string) => JSON.stringify({ type: 'auth', token })

  it('welcomes who has a token', async () => {
    expect(await answersTo(auth(await freshToken()))).toEqual([
      { type: 'welcome' },
      { type: 'said', text: 'this is /lobby' },
    ])
  })

  it.each([
    ['a token of another secret', auth(tokenOf(Date.now() + 60_000, 'another')), 4401],
    ['a token that is too old', auth(tokenOf(Date.now() - 1, 'secret')), 4401],
    ['half a token', auth('1'), 4400],
    ['something else', 'hello', 4400],
  ])('closes where the first message is %s', async (_what, first, code) => {
    expect(await answersTo(first)).toEqual([code])
  })
})
