/**
 * docs/start.md: the app and the server of the page, as they stand there, talk to each other.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { useDocsPage } from '../../support/browser/use-docs-page'
import { ROOT } from '../../support/readme'

type Code = typeof import('../../../docs/code/start.js')

const docs = useDocsPage<Code>('docs/code/start.tsx')
let server: ChildProcess
let port: number

beforeAll(async () => {
  server = spawn(process.execPath, [join(ROOT, 'docs/code/server.mjs')], { env: { ...process.env, PORT: '0' } })
  port = await new Promise<number>((resolve, reject) => {
    server.stdout!.once('data', (line: Buffer) => resolve(Number(/port: (\d+)/.exec(String(line))![1])))
    server.stderr!.once('data', (words: Buffer) => reject(new Error(String(words))))
  })
})

afterAll(() => void server.kill())

it('shows the welcome, and what is said to all', async () => {
  const page = await docs.open({ 'localhost:8080': `localhost:${port}` })
  await page.mount('default')
  await page.untilText('openwelcomeserver: welcomeSay hello')
  const other = await docs.open({ 'localhost:8080': `localhost:${port}` })
  await other.mount('default')
  await other.untilText('openwelcomeserver: welcomeSay hello')
  await page.click('Say hello')
  await page.untilText('openhelloserver: welcomeme: helloSay hello')
  await other.untilText('openhelloserver: welcomeme: helloSay hello')
  expect(await page.takePrinted()).toEqual(['server welcome', 'me hello'])
})
