/**
 * The chat as its user has it: installed outside of this repository, built by Vite, served by its own server, in Chromium.
 * The messages outlive the server; `__tests__/browser/examples/chat.test.ts` has the rest of what it does.
 */
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import {
  enter,
  logIn,
  messages,
  untilMessage,
  untilNamesIn,
  untilStatus,
  write,
} from '../../support/browser/chat-user.js'
import { binary } from '../../support/runtimes/binaries.js'
import { useAppPages } from '../support/app-page.js'
import { useExampleApp } from '../support/example-app.js'
import { runNode } from '../support/run.js'
import { run } from '../../../scripts/examples.mjs'

const chat = useExampleApp('chat')
const { open } = useAppPages()

const DATABASE = 'messages.sqlite'
afterEach(() => rm(join(chat.folder, DATABASE), { force: true }))

/** Stops the page's clock: it makes no attempt to connect by itself. */
const freeze = async (page: Page) => page.clock.pauseAt((await page.evaluate(() => Date.now())) + 100)

it('the server is killed and started again: the messages are there, and a page that lost it logs in and shows what it missed', async () => {
  let server = await chat.start()
  const { origin } = server
  const port = new URL(origin).port
  expect(server.output()).toMatch(/by (sql\.js|node:sqlite)/)
  const complaints = await open(origin, async (ada) => {
    await ada.clock.install()
    await ada.reload()
    await logIn(ada, 'Ada')
    await untilNamesIn(ada, 'general', 'Ada')
    await write(ada, 'Before')
    await untilMessage(ada, 'Before')

    await server.kill()
    await untilStatus(ada, 'No connection')
    await freeze(ada)
    server = await chat.start({ PORT: port })
    const others = await open(origin, async (bob) => {
      await logIn(bob, 'Bob')
      await untilMessage(bob, 'Before')
      await write(bob, 'While you were away')
      await untilMessage(bob, 'While you were away')
      expect(await messages(ada).allTextContents()).toEqual(['Before'])

      await ada.getByRole('button', { name: 'Try now' }).click()
      await ada.clock.resume()
      await untilMessage(ada, 'While you were away')
      await untilStatus(ada, 'Connected')
      await untilNamesIn(ada, 'general', 'Bob, Ada')
      await enter(ada, 'random')
      await untilNamesIn(bob, 'random', 'Ada')
    })
    expect(others).toEqual([])
  })
  // Chromium says itself that the connection was refused, if an attempt fell into the time without a server.
  expect(complaints.filter((text) => !text.includes('ERR_CONNECTION_REFUSED'))).toEqual([])
  expect(server.output().match(/\d login Ada/g)).toHaveLength(2)
})

it('the chat before works from the same server', async () => {
  const { origin } = await chat.start()
  const complaints = await open(`${origin}/before/`, async (page) => {
    await logIn(page, 'Ada')
    await untilStatus(page, 'Connected')
    await write(page, 'Hello')
    await untilMessage(page, 'Hello')
  })
  expect(complaints).toEqual([])
})

it('node:sqlite and sql.js read and write the same file', async () => {
  const use = `
    const { openMessages } = await import('./messages-in-sqlite.mjs')
    const { by, add, last } = await openMessages('${DATABASE}')
    add('/rooms/general', { from: by, text: 'Said “so”', at: 1 })
    add('/rooms/random', { from: by, text: '', at: 2 })
    console.log(JSON.stringify(last('/rooms/general')))
  `
  const said = (id: number, from: string) => ({ id, from, text: 'Said “so”', at: 1 })
  const ask = async (runs: Promise<{ code: number | null; output: string }>) => {
    const { output } = await runs
    return JSON.parse(/^\[.*\]$/m.exec(output)?.[0] ?? JSON.stringify(output)) as unknown
  }
  const byNode24 = () => ask(run(chat.folder, binary('Node 24'), ['--input-type=module', '--eval', use]))
  const byThisNode = () => ask(runNode(chat.folder, '--input-type=module', '--eval', use))

  const here = process.getBuiltinModule?.('node:sqlite') ? 'node:sqlite' : 'sql.js'
  expect(await byThisNode()).toEqual([said(1, here)])
  expect(await byNode24()).toEqual([said(1, here), said(3, 'node:sqlite')])
  expect(await byThisNode()).toEqual([said(1, here), said(3, 'node:sqlite'), said(5, here)])
  expect(existsSync(join(chat.folder, `${DATABASE}.next`))).toBe(false)
})
