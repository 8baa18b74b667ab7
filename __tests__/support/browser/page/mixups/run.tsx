/**
 * Runs in the page: takes schedules through the app, many at a time, and reads after each change of the document what it
 * shows, as a person would.
 */
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import { CONDITION_SECONDS } from '../../../patience'
import { App, labelOf, NOBODY, say, type Ledger, type Mounted } from './app'
import { draw, type Pause, type Scene, type Schedule, type Step, type Way } from './schedule'

/** What a page tells of a schedule. */
export type Report = Pick<Ledger, 'wrong' | 'failed' | 'heard' | 'accepted'> & {
  readonly seed: number
  /** Messages that were read in the document. */
  readonly shown: number
}

/** Takes the schedules of these seeds, `atOnce` at a time. */
export async function runAll(
  way: Way,
  seeds: readonly number[],
  hosts: readonly string[],
  atOnce: number,
): Promise<Report[]> {
  const left = [...seeds]
  const reports: Report[] = []
  const work = async (): Promise<void> => {
    for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
      reports.push(await new Run(draw(seed, way), hosts[seed % hosts.length]!).go())
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return reports
}

class Run {
  readonly #ledger: Ledger
  readonly #container = document.createElement('div')
  readonly #root: Root = createRoot(this.#container)
  readonly #watch = new MutationObserver(() => this.#read())
  readonly #seen = new Set<string>()
  #scene: Scene | undefined

  constructor(schedule: Schedule, host: string) {
    this.#ledger = {
      ...{ schedule, host, wrong: [], failed: [], heard: 0, accepted: 0, numbers: 0 },
      mounted: new Map(),
      onNextPacket: undefined,
    }
    document.body.append(this.#container)
    this.#watch.observe(this.#container, { subtree: true, childList: true, attributes: true })
  }

  async go(): Promise<Report> {
    const { schedule, wrong, failed } = this.#ledger
    for (const step of schedule.steps) {
      await this.#wait(step.pause)
      this.#do(step.deed)
    }
    await this.#finish()
    flushSync(() => this.#root.unmount())
    this.#watch.disconnect()
    this.#container.remove()
    // The end of a lingering connection.
    await later(1)
    const { heard, accepted } = this.#ledger
    return { seed: schedule.seed, wrong, failed, heard, accepted, shown: this.#seen.size }
  }

  get #mounted(): Mounted | undefined {
    return this.#scene && this.#ledger.mounted.get(this.#scene.slot)
  }

  #do(deed: Step['deed']): void {
    const mounted = this.#mounted
    switch (deed.type) {
      case 'render':
        this.#ledger.onNextPacket = undefined
        this.#render(deed.scene, deed.isSync)
        return this.#read()
      case 'renderInHandler':
        this.#ledger.onNextPacket = () => this.#render(deed.scene, deed.isSync)
        return
      case 'say':
        return mounted && this.#sayFrom(mounted, deed.count)
      default:
        // A handle that is not mounted answers false, and says so in the console.
        if (this.#scene?.presence === 'shown') mounted?.node[deed.type]()
    }
  }

  #render(scene: Scene, isSync: boolean): void {
    this.#scene = scene
    const render = (): void => this.#root.render(<App ledger={this.#ledger} scene={scene} />)
    if (isSync) flushSync(render)
    else render()
  }

  /** Only of what is committed: who speaks from a hidden tree that was given another room speaks for nobody. */
  #sayFrom(mounted: Mounted, count: number): void {
    const { user, room } = this.#scene!
    const isCurrent = mounted.label === `${this.#ledger.schedule.seed}|${user ?? ''}|${room}`
    if (isCurrent) for (let index = 0; index < count; index += 1) say(this.#ledger, mounted, 'say')
    else if (user === null && mounted.label.includes(NOBODY)) this.#sayAfterLogout(mounted)
  }

  /** Nothing is accepted then; but a component that mounts again begins anew. */
  #sayAfterLogout(mounted: Mounted): void {
    if (this.#ledger.schedule.way === 'linger') return
    const message = say(this.#ledger, mounted, 'say')
    if (message !== undefined) this.#ledger.wrong.push(`accepted without a user: ${message}`)
  }

  /** The document as it stands now. */
  #read(): void {
    for (const { dataset, style } of this.#container.querySelectorAll('p')) {
      // What an <Activity> hides nobody sees.
      if (style.display === 'none') continue
      const { slot, label, shown } = dataset
      const values = JSON.parse(shown!) as Record<string, readonly string[]>
      const mounted = this.#ledger.mounted.get(slot as Scene['slot'])
      if (mounted?.label === label) values['lastReceived'] = mounted?.node.lastReceived ?? []
      for (const [hook, messages] of Object.entries(values)) {
        for (const message of messages) {
          this.#seen.add(message)
          if (labelOf(message) !== label) this.#ledger.wrong.push(`${hook} of ${label} showed ${message}`)
        }
      }
    }
  }

  /** In the end somebody is there, and gets an answer. */
  async #finish(): Promise<void> {
    const { schedule, wrong } = this.#ledger
    const last = schedule.steps.at(-1)!.deed as Extract<Step['deed'], { scene: Scene }>
    this.#ledger.onNextPacket = undefined
    this.#render({ ...last.scene, presence: 'shown' }, true)
    const deadline = performance.now() + CONDITION_SECONDS * 1000
    const echoes: string[] = []
    for (let looks = 0; performance.now() < deadline; looks += 1) {
      const { node } = this.#mounted!
      const { status } = node.state
      if (['idle', 'closed', 'failed'].includes(status)) node.connect()
      // A connection that is cut takes a message along.
      const message = looks % 100 === 0 || echoes.length === 0 ? say(this.#ledger, this.#mounted!, 'last') : undefined
      if (message !== undefined) echoes.push(message.replace('|last|', '|echo|'))
      if (echoes.some((echo) => this.#seen.has(echo))) return
      await later(3)
    }
    wrong.push(`${schedule.seed}|: no answer in the end, ${this.#mounted!.node.state.status}`)
  }

  async #wait(pause: Pause): Promise<void> {
    switch (pause) {
      case 'none':
        return
      case 'microtask':
        return Promise.resolve()
      case 'task':
        return later(0)
      case 'moment':
        return later(3)
      case 'open':
        // At most so long: what is closed does not open.
        for (let looks = 0; looks < 25 && this.#mounted?.node.state.status !== 'open'; looks += 1) await later(2)
    }
  }
}

function later(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
