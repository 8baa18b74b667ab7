/**
 * Components before and after the codemod, played in Chromium as an app ships them: production builds, no StrictMode, bursts
 * in one write. The server gets the same handshakes and messages, the page shows the same, and nothing is lost.
 */
import type { Page } from 'playwright-core'
import { until } from '../support/browser/engines/until'
import { useBrowser } from '../support/browser/use-browser'
import { useRecorder, type Recorder } from '../support/servers/use-recorder'
import { ORDERS, shownAt } from '../support/sharing'

type Version = 'before' | 'after'

const FIXTURES = [
  'earlyHello',
  'heartbeatLight',
  'messageHistory',
  'mixedFeed',
  'priceFilter',
  'restart',
  'retryPanel',
  'roomChat',
]

const FOLDER = './__tests__/codemod/fixtures'

const FILES: Readonly<Record<string, Readonly<Record<Version, string>>>> = {
  ...Object.fromEntries(
    FIXTURES.map((name) => [name, { before: `${FOLDER}/${name}/before.tsx`, after: `${FOLDER}/${name}/after.tsx` }]),
  ),
  share: { before: `${FOLDER}/sharedBadges/before.tsx`, after: './docs/recipes/sharedFeed.tsx' },
}

/** The module of all fixtures in both versions. */
function components(): string {
  const entries = Object.entries(FILES).map(([fixture, { before, after }]) => ({ fixture, before, after }))
  const imports = entries.map(
    ({ before, after }, index) =>
      `import * as before${index} from ${JSON.stringify(before)}\nimport * as after${index} from ${JSON.stringify(after)}`,
  )
  const rows = entries.map(({ fixture }, index) => `${fixture}: { before: before${index}, after: after${index} }`)
  return `${imports.join('\n')}\nexport const components = { ${rows.join(', ')} }`
}

/**
 * As an app gets it whose package.json does not say `"type": "module"`: where it does, as in this repository, bundlers give
 * the default export of this CommonJS package as Node does, which is no function.
 */
const OLD_LIBRARY = `
export * from './node_modules/react-use-websocket/dist/index.js'
export { default } from './node_modules/react-use-websocket/dist/index.js'
`

const browser = useBrowser('codemod-kit.tsx', {
  mode: 'production',
  modules: { 'virtual:components': components(), 'react-use-websocket': OLD_LIBRARY },
})
const startRecorder = useRecorder()

/** A page, whoever drives it. */
interface Driven {
  run<Answer, Argument = undefined>(
    work: (argument: Argument) => Answer | Promise<Answer>,
    ...argument: Argument extends undefined ? [] : [Argument]
  ): Promise<Answer>
  /** Lets the page's clock run on; only for a play with `isClockMine`. */
  pass(milliseconds: number): Promise<void>
}

/** What a play has in hand. */
interface Stage extends Recorder {
  /** Waits until the page shows this text, and nothing else. */
  shows(text: string): Promise<void>
  /** Waits until the connection of that number has heard as many messages. */
  heard(connection: number, messages: number): Promise<void>
  connected(connections: number): Promise<void>
  gone(connection: number): Promise<void>
  click(text?: string): Promise<void>
  update(props: object): Promise<void>
  pass(milliseconds: number): Promise<void>
}

interface Play {
  readonly fixture: string
  readonly component: string
  readonly props?: object
  /** Whether the play says how the page's time goes on. An automated page, which no other play has. */
  readonly isClockMine?: boolean
  /** Whether the server answers no handshake before the play says so. */
  readonly isHeld?: boolean
  run(stage: Stage, burst: number): Promise<void>
}

/** What a play leaves, the same in both versions. */
interface Played {
  readonly handshakes: readonly string[]
  readonly messages: readonly (readonly string[])[]
  readonly lines: readonly string[]
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index))

const PLAYS: Readonly<Record<string, Play>> = {
  'accumulating in an effect': {
    fixture: 'messageHistory',
    component: 'MessageHistory',
    async run({ connections, shows, connected, heard, click }, burst) {
      const open = 'MoveSay helloThe WebSocket is Open'
      const all = numbers(burst)
      await shows(open)
      connections[0]!.send(...all)
      await shows(`${open}Last message: ${all.at(-1)}${all.join('')}`)
      await click('Say hello')
      await click('Move')
      await connected(2)
      await heard(0, 1)
      connections[1]!.send('moved')
      await shows(`${open}Last message: moved${all.join('')}moved`)
    },
  },
  'a null address': {
    fixture: 'roomChat',
    component: 'RoomChat',
    props: { room: null },
    async run({ connections, server, shows, connected, heard, gone, click, update }, burst) {
      const say = (text: string) => JSON.stringify({ id: text, from: 'x', text })
      const lines = numbers(burst).map((text) => `x: ${text}`)
      await shows('SendChoose a room.')
      expect(server.handshakes).toEqual([])
      await update({ room: 'a' })
      await connected(1)
      connections[0]!.send(...numbers(burst).map(say))
      await shows(`${lines.join('')}Send`)
      await click('Send')
      await update({ room: 'b' })
      await connected(2)
      await heard(0, 1)
      connections[1]!.send(say('b'))
      await shows(`${lines.join('')}x: bSend`)
      await update({ room: null })
      // What is shown then differs: CLOSED there, `waiting` here. See the guide.
      await gone(1)
    },
  },
  'reconnecting with a limit': {
    fixture: 'retryPanel',
    component: 'default',
    async run({ connections, server, refuse, shows, connected }, burst) {
      await connected(1)
      await shows('trying')
      connections[0]!.send(...numbers(burst))
      refuse()
      connections[0]!.cut()
      await shows('gave up after 4')
      expect(server.handshakes).toHaveLength(5)
    },
  },
  'a heartbeat': {
    fixture: 'heartbeatLight',
    component: 'HeartbeatLight',
    isClockMine: true,
    async run({ connections, shows, connected, heard, pass }, burst) {
      await connected(1)
      await shows('alive: ')
      connections[0]!.send(...numbers(burst), 'pong')
      await shows(`alive: ${burst - 1}`)
      await pass(25_000)
      await heard(0, 1)
      connections[0]!.send('pong', 'after')
      await shows('alive: after')
    },
  },
  'getWebSocket()?.close()': {
    fixture: 'restart',
    component: 'Restart',
    async run({ connections, shows, connected, gone, click }, burst) {
      await connected(1)
      connections[0]!.send(...numbers(burst))
      await shows(`Restart${burst - 1}`)
      await click('Restart')
      await gone(0)
      await connected(2)
      await shows(`Restart${burst - 1}`)
      connections[1]!.send('again')
      await shows('Restartagain')
    },
  },
  'sending before open': {
    fixture: 'earlyHello',
    component: 'EarlyHello',
    props: { user: 'ann' },
    isHeld: true,
    async run({ connections, server, release, shows, connected, heard, click }, burst) {
      await server.untilHandshakes(1)
      await click('Only while open')
      release()
      await connected(1)
      await heard(0, 2)
      await click('Leave')
      await heard(0, 3)
      connections[0]!.send(...numbers(burst))
      await shows(`Only while openLeave${burst - 1}`)
    },
  },
  'a filter': {
    fixture: 'priceFilter',
    component: 'PriceFilter',
    props: { symbol: 'X' },
    async run({ connections, shows, connected, gone, click }, burst) {
      await connected(1)
      await shows('no price')
      connections[0]!.send(
        ...numbers(burst).map((price) => JSON.stringify({ symbol: 'X', price: Number(price) })),
        JSON.stringify({ symbol: 'Y', price: 7 }),
      )
      await shows(`${burst - 1}.00`)
      await click()
      await gone(0)
    },
  },
  'a filter that works': {
    fixture: 'priceFilter',
    component: 'Alerts',
    async run({ connections, shows, connected }, burst) {
      await connected(1)
      connections[0]!.send(...numbers(burst).map((symbol) => JSON.stringify({ symbol, price: 101 })))
      await shows(numbers(burst).join(', '))
    },
  },
  'JSON and text together': {
    fixture: 'mixedFeed',
    component: 'MixedFeed',
    async run({ connections, shows, connected, heard, click }, burst) {
      const all = numbers(burst).map((title) => JSON.stringify({ title }))
      const length = all.join('').length
      await connected(1)
      connections[0]!.send(...all)
      await shows(`More${burst - 1}${all.at(-1)}${burst} titles, ${length} bytes`)
      connections[0]!.send('no JSON', '')
      await shows(`Morenothing new${burst} titles, ${length + 'no JSON'.length} bytes`)
      await click('More')
      await heard(0, 1)
    },
  },
}

async function openPage(isClockMine: boolean): Promise<Driven> {
  if (!isClockMine) {
    const { run } = await browser.openBare()
    return { run, pass: () => Promise.reject(new Error('the time of this page is its own')) }
  }
  const page: Page = await browser.open()
  await page.clock.install()
  return {
    run: (work, ...argument) => page.evaluate(work as never, argument[0]),
    pass: (milliseconds) => page.clock.runFor(milliseconds),
  }
}

/** Opens a page whose components talk to a new server. */
async function openStage(isClockMine = false): Promise<Stage & Pick<Driven, 'run'>> {
  const recorder = await startRecorder()
  const { run, pass } = await openPage(isClockMine)
  await run((host) => stage.lead(host), recorder.server.host)
  const { connections } = recorder
  const waitFor = (holds: () => boolean | Promise<boolean>, what: () => string) =>
    until(async () => {
      if (!(await holds())) throw new Error(`not yet: ${what()}`)
    }, what())

  return {
    ...recorder,
    run,
    pass,
    async shows(expected) {
      let text: string | null = null
      await until(
        async () => {
          text = await run(() => stage.look().text)
          if (text !== expected) throw new Error(`the page shows ${JSON.stringify(text)}`)
        },
        `the page to show ${JSON.stringify(expected)}`,
      )
    },
    heard: (connection, messages) =>
      waitFor(
        () => connections[connection]!.messages.length >= messages,
        () => `${messages} messages; there are ${JSON.stringify(connections[connection]!.messages)}`,
      ),
    connected: (count) =>
      waitFor(
        () => connections.length >= count,
        () => `${count} connections; there are ${connections.length}`,
      ),
    gone: (connection) =>
      waitFor(
        () => connections[connection]!.isGone,
        () => `the end of connection ${connection}`,
      ),
    click: (text) => run((text) => stage.click(text), text!),
    update: (props) => run((props) => stage.update(props), props),
  }
}

async function perform(name: string, version: Version, burst: number): Promise<Played> {
  const { fixture, component, props = {}, isClockMine, isHeld, run } = PLAYS[name]!
  const scene = await openStage(isClockMine)
  if (isHeld) scene.hold()
  await scene.run(({ part, props }) => stage.mount(part, props), { part: { fixture, version, name: component }, props })
  await run(scene, burst)
  const { lines } = await scene.run(() => stage.look())
  await scene.run(() => stage.unmount())
  await scene.server.untilIdle()
  return {
    handshakes: scene.server.handshakes.map(({ path }) => path),
    messages: scene.connections.map(({ messages }) => messages),
    lines,
  }
}

const CASES = Object.keys(PLAYS).flatMap((name) => [1, 40].map((burst) => [name, burst] as const))

describe.each(CASES)('%s, in a burst of %i', (name, burst) => {
  const played: Partial<Record<Version, Played>> = {}

  it.each(['before', 'after'] as const)('%s', async (version) => {
    played[version] = await perform(name, version, burst)
    expect(played[version].handshakes.length).toBeGreaterThan(0)
  })

  it('is the same for the server', () => {
    expect(played.after).toEqual(played.before)
  })
})

it.each(Object.keys(PLAYS))('%s: nothing of a burst of 300 is lost afterwards', async (name) => {
  await perform(name, 'after', 300)
})

describe.each([
  ['share', 'before'],
  ['the recipe for share', 'after'],
] as const)('%s', (_, version) => {
  it.each(ORDERS)('has one connection while a sibling is mounted: $name', async ({ steps }) => {
    const { connections, server, run, connected, update, shows } = await openStage()
    await run((version) => stage.mountSiblings({ fixture: 'share', version }), version)
    for (const [index, [step, handshakes]] of steps.entries()) {
      await update({ step })
      if (step === '') await server.untilIdle()
      else {
        await connected(handshakes)
        await server.until(() => server.openSockets === 1, 'one connection')
        connections.at(-1)!.send(`message ${index}`)
      }
      await shows(shownAt(step, `message ${index}`))
      expect(server.handshakes).toHaveLength(handshakes)
    }
    await run(() => stage.unmount())
  })
})
