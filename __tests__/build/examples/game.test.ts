/**
 * The game as its user has it: installed outside of this repository, built by Vite, in Chromium, with its Godot 4 server
 * where the machine has one, and in any case with the recording of one. GODOT names the program.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode, type State } from '../../../examples/game/protocol.js'
import { useAppPages } from '../support/app-page.js'
import { useExampleApp } from '../support/example-app.js'
import { ROOT, runNode } from '../support/run.js'

interface Recording {
  readonly server: string
  readonly frames: readonly { readonly from: 'page' | 'server'; readonly bytes: string }[]
}

const read = (folder: string) => JSON.parse(readFileSync(join(folder, 'recording.json'), 'utf8')) as Recording
const { server: recordedFrom, frames } = read(join(ROOT, 'examples', 'game'))

/** The keys that make the moves of the recording, and the states of the field that come of them. */
const KEYS: Readonly<Record<string, string>> = {
  '02ff00': 'ArrowLeft',
  '020100': 'ArrowRight',
  '0200ff': 'ArrowUp',
  '020001': 'ArrowDown',
}
const [, ...keys] = frames.filter(({ from }) => from === 'page').map(({ bytes }) => KEYS[bytes])
const [begin, ...states] = frames
  .filter(({ from }) => from === 'server')
  .map(({ bytes }) => decode(Buffer.from(bytes, 'hex')))
  .filter((packet): packet is State => packet.type === 'state')

const godot = [process.env.GODOT ?? 'godot', 'godot4'].find((program) => {
  const { stdout } = spawnSync(program, ['--headless', '--version'], { encoding: 'utf8' })
  return stdout?.startsWith('4.')
})
const servers: [name: string, GODOT: string][] = [['the recording', 'none']]
if (godot) servers.push(['Godot', godot])
else console.log('There is no Godot 4 here: the game is played with the recording alone.')

const game = useExampleApp('game')
const { open } = useAppPages()

it('the recording is a game of Godot 4, with coins that are collected', () => {
  expect(recordedFrom).toMatch(/^Godot 4\./)
  expect(keys.length).toBeGreaterThan(5)
  expect(keys).not.toContain(undefined)
  expect(states.at(-1)!.players[0]!.score).toBeGreaterThanOrEqual(3)
})

it.each(servers)('with %s: the page speaks its bytes, and shows each state of the game', async (name, GODOT) => {
  const server = await game.start({ PORT: '0', GODOT })
  expect(server.output()).toContain(name === 'Godot' ? 'Godot 4' : `A recording of ${recordedFrom}`)
  const complaints = await open(server.origin, async (page) => {
    await page.getByLabel('Name').fill('Ada')
    await page.getByRole('button', { name: 'Join' }).click()
    await page.getByRole('status').filter({ hasText: 'Connected' }).waitFor()
    await page.getByRole('region', { name: 'Field' }).focus()

    const untilShown = async ({ turn, players, coins }: State) => {
      await page.locator(`.field[data-turn="${turn}"]`).waitFor()
      const [{ x, y, score } = { x: 0, y: 0, score: 0 }] = players
      expect(await page.locator('.player').getAttribute('data-cell')).toBe(`${x} ${y}`)
      expect(await page.locator('.coin').count()).toBe(coins.length)
      expect(await page.getByRole('list', { name: 'Scores' }).innerText()).toMatch(new RegExp(`^Ada\\s+${score}$`))
    }
    await untilShown(begin!)
    for (const [index, key] of keys.entries()) {
      await page.keyboard.press(key!)
      await untilShown(states[index]!)
    }
    await page.getByRole('button', { name: 'Leave' }).click()
    await page.getByRole('button', { name: 'Join' }).waitFor()
  })
  expect(complaints).toEqual([])
})

it('the recording ends a game that is not the recorded one: the page says that it is not connected', async () => {
  const server = await game.start({ PORT: '0', GODOT: 'none' })
  await open(server.origin, async (page) => {
    await page.getByLabel('Name').fill('Bob')
    await page.getByRole('button', { name: 'Join' }).click()
    await page.getByRole('status').filter({ hasText: 'Not connected' }).waitFor()
  })
})

if (godot) {
  it('Godot still says what it said when it was recorded', async () => {
    const { code, output } = await runNode(game.folder, 'record.mjs')
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('frames from Godot 4') as string })
    expect(read(game.folder).frames).toEqual(frames)
  })
}
