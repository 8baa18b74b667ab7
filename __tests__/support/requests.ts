/**
 * Seeded schedules of requests, answers, cuts and unmounts: each request settles once, with its own answer if one came in
 * time, and nothing is left when all are settled.
 */
import { backoff, request, requests, text, type WebSocketNodeError } from '../../src/core/index.js'
import { watchOf } from '../../src/core/nodeWatch.js'
import type { Watcher } from '../../src/core/watch.js'
import { createStage, type TextFormat } from './core/stage.js'
import { seeded } from './seeded.js'

/** One request, and what became of it. */
interface Asked {
  readonly id: string
  /** Where it was to be sent. */
  readonly host: string
  readonly resend: boolean
  readonly controller: AbortController
  isAborted: boolean
  /** Whether an answer arrived on the connection on which it was sent, while it was not settled. */
  isAnswered: boolean
  outcomes: (string | WebSocketNodeError)[]
}

const CODES = ['timeout', 'disconnected', 'not-sent']

/** Enough for a promise of an async function to be settled. */
async function turn(): Promise<void> {
  for (let count = 0; count < 6; count++) await Promise.resolve()
}

/** Runs one schedule; gives what was wrong, with the steps that led there. */
export async function runRequests(seed: number): Promise<string[]> {
  const chance = seeded(seed)
  const faults: string[] = []
  const steps: string[] = []
  const policy = chance.pick([null, { next: () => 1 }, backoff({ attempts: 1 })])
  const flush = chance.pick(['sync', 'burst'] as const)
  const stage = createStage({ flush, reconnect: policy, sendQueue: 0 }, undefined, chance.pick(['none', 'self-ready']))
  const { node, clock, driver, transport } = stage
  const rpc = requests(text, { message: (body: string, id) => `${id}:${body}`, idOf: (packet) => packet.split(':')[0] })
  const all: Asked[] = []
  let names = 0
  let isMounted = true
  let host = 'h'
  /** Watchers of the node that were not taken away. */
  const watching = new Set<Watcher<TextFormat>>()
  const watch = watchOf(node)
  const { add } = watch
  watch.add = (watcher) => {
    watching.add(watcher)
    const stop = add(watcher)
    return () => {
      watching.delete(watcher)
      stop()
    }
  }

  const complain = (fault: string) => void faults.push(`${fault} after ${steps.join(', ')}`)
  const unsettled = () => all.filter(({ outcomes }) => outcomes.length === 0)
  const wire = () => transport.connections.at(-1)

  function ask(): void {
    const id = `r${++names}`
    const asked: Asked = {
      id,
      host,
      resend: chance.between(0, 2) === 0,
      controller: new AbortController(),
      isAborted: false,
      isAnswered: false,
      outcomes: [],
    }
    all.push(asked)
    const { resend } = asked
    const options = { resend, signal: asked.controller.signal, timeout: chance.pick([0, 2, 10]) }
    const promise =
      chance.between(0, 1) === 0
        ? rpc.ask(node, id, options)
        : request(node, `-:${id}`, { ...options, isReply: (packet) => packet === `-:${id}` })
    promise.then(
      (value) => void asked.outcomes.push(value.split(':')[1]!),
      (error: WebSocketNodeError) => void asked.outcomes.push(error),
    )
  }

  /** The newest connection answers one of the messages that were sent on it. */
  function answer(): void {
    const present = wire()
    if (!present || present.sent.length === 0) return
    const message = chance.pick(present.sent) as string
    const id = message.split(':')[1]!
    const asked = all.find((one) => one.id === id)!
    if (present.isLive && asked.outcomes.length === 0 && !asked.isAborted) asked.isAnswered = true
    present.peer.deliver(message)
  }

  const STEPS: Record<string, () => void> = {
    ask,
    'ask again': ask,
    'ask thrice'() {
      ask()
      ask()
      ask()
    },
    answer,
    'answer two'() {
      answer()
      answer()
    },
    noise: () => wire()?.peer.deliver('0:noise'),
    'receive()': () => void node.receive(),
    abort() {
      const asked = unsettled()[0]
      if (!asked) return
      // What has arrived and is not emitted yet comes too late for it.
      asked.isAborted = true
      asked.isAnswered = false
      asked.controller.abort('aborted')
    },
    'close()': () => void node.close(),
    cut: () => wire()?.isLive && wire()!.peer.close(chance.pick([1000, 1006, 4000])),
    connect: () => void node.connect(),
    open() {
      const present = wire()
      if (present?.isLive && node.state.status === 'connecting') present.peer.open()
    },
    'reconnect()': () => void node.reconnect(),
    task: () => clock.runTasks(),
    time: () => clock.advance(chance.pick([0.1, 1, 3])),
    move() {
      if (!isMounted) return
      host = chance.pick(['h', 'other'])
      stage.configure({ host })
    },
    unmount() {
      if (isMounted) driver.unmount(chance.pick([0, 0, 2]))
      isMounted = false
    },
    mount() {
      if (!isMounted) driver.mount()
      isMounted = true
      stage.commit()
    },
    'unmount and mount'() {
      if (!isMounted) return
      driver.unmount()
      driver.mount()
      stage.commit()
    },
  }
  const STEP_NAMES = [...Object.keys(STEPS), 'ask', 'answer', 'answer', 'open', 'open', 'task']

  function judge(): void {
    for (const { id, outcomes, isAnswered, isAborted } of all) {
      const [outcome] = outcomes
      if (outcomes.length > 1) complain(`${id} is settled twice`)
      else if (typeof outcome === 'string' && outcome !== id && outcome !== 'aborted')
        complain(`${id} has got ${outcome}`)
      else if (outcome === 'aborted' && !isAborted) complain(`${id} is aborted by nobody`)
      else if (outcome instanceof Error && !CODES.includes(outcome.code))
        complain(`${id} has failed: ${String(outcome)}`)
      else if (outcome instanceof Error && outcome.code !== 'timeout' && isAnswered)
        complain(`${id} was answered: ${outcome.code}`)
    }
  }

  STEPS['connect']!()
  for (let count = chance.between(8, 30); count > 0; count--) {
    const name = chance.pick(STEP_NAMES)
    steps.push(name)
    STEPS[name]!()
    await turn()
    judge()
    if (faults.length > 0) return faults
  }
  clock.advance(0.1)
  await turn()
  judge()
  for (const { request, sent } of transport.connections) {
    for (const message of sent as string[]) {
      const asked = all.find(({ id }) => id === message.split(':')[1])!
      if (request.url !== `ws://${asked.host}/`) complain(`${asked.id} was sent to ${request.url}`)
    }
  }
  driver.dispose()
  await turn()
  clock.advance(400)
  await turn()
  judge()
  if (unsettled().length > 0) complain(`${unsettled().length} are not settled`)
  if (watching.size > 0) complain('watchers are left')
  if (clock.pending() > 0) complain('timers are left')
  return faults
}
