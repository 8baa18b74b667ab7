/**
 * Seeded schedules of readers, connections and answers, beside a server that keeps a record of its own: it complains
 * about a topic that is subscribed twice, or unsubscribed without having been subscribed.
 */
import { text, topics } from '../../../src/core/index.js'
import { withDefaults } from '../../../src/core/createWebSocketNode.js'
import { createDriver, type NodeDriver } from '../../../src/core/node.js'
import { createFakeTransport, type FakeConnection } from '../core/fakeTransport.js'
import { createManualClock } from '../core/manualClock.js'
import type { TextFormat } from '../core/stage.js'
import { seeded } from '../seeded.js'
import { ANSWERS, COMMANDS, topicOf } from './stage.js'

const KEYS = ['A', 'B', 'C']

/** What a server knows of one connection. */
interface Server {
  readonly wire: FakeConnection
  /** How many messages it has read. */
  read: number
  readonly subscribed: Set<string>
  /** Topics whose last subscription it has refused. */
  readonly refused: Set<string>
  /** How much the client had sent when it heard of a refusal. */
  readonly heardAt: Map<string, number>
  /** Answers and packets that are under way to the client. */
  readonly line: string[]
}

interface Reader {
  readonly slot: number
  readonly key: string
  readonly heard: string[]
  stop: (() => void) | undefined
}

/** Runs one schedule; gives what was wrong, with the steps that led there. */
export function runSubscriptions(seed: number): string[] {
  const chance = seeded(seed)
  const clock = createManualClock()
  const transport = createFakeTransport()
  const linger = chance.pick([0, 0, 2])
  const isConfirming = chance.pick([true, true, false])
  const prices = topics<TextFormat, string>(text, {
    topicOf,
    ...COMMANDS,
    ...(isConfirming ? ANSWERS : { isRejected: ANSWERS.isRejected! }),
    linger,
  })
  const servers = new Map<FakeConnection, Server>()
  const faults: string[] = []
  const steps: string[] = []
  const readers: Reader[] = []
  const holds: (() => void)[] = []
  let number = 0
  let host = 'h'
  const optionsNow = () =>
    withDefaults<TextFormat>({ host, useWSS: false, format: text, transport, flush: 'sync', sendQueue: 0 })
  const make = () => createDriver<TextFormat>(optionsNow(), { clock })
  const drivers: NodeDriver<TextFormat>[] = [make(), make()]
  const isMounted = [true, false]
  drivers[0]!.mount()

  const complain = (fault: string) => void faults.push(`${fault} after ${steps.join(', ')}`)

  function serverOf(wire: FakeConnection): Server {
    const known = servers.get(wire)
    if (known) return known
    const made = {
      wire,
      read: 0,
      subscribed: new Set<string>(),
      refused: new Set<string>(),
      heardAt: new Map<string, number>(),
      line: [],
    }
    servers.set(wire, made)
    return made
  }

  /** Reads what was sent, up to some message, and decides. */
  function serve(server: Server, isAll: boolean): void {
    while (server.read < server.wire.sent.length) {
      const [op, list] = (server.wire.sent[server.read++] as string).split(' ') as [string, string]
      for (const key of list.split(',')) {
        if (op === 'sub') {
          if (server.subscribed.has(key)) complain(`${key} is subscribed twice`)
          // A server that does not confirm refuses at once or not at all: what it refuses late, nobody can attribute.
          const isRefused = isConfirming && chance.between(0, 5) === 0
          server.heardAt.delete(key)
          if (isRefused) server.refused.add(key)
          else {
            server.refused.delete(key)
            server.subscribed.add(key)
          }
          if (isConfirming) server.line.push(`${isRefused ? '-' : '+'}${key}`)
        } else {
          // Whoever has not heard of the refusal can't know better.
          const isUnheard = server.refused.has(key) && server.read <= (server.heardAt.get(key) ?? Infinity)
          if (!server.subscribed.delete(key) && !isUnheard) complain(`${key} is unsubscribed, and was not subscribed`)
        }
      }
      if (!isAll) return
    }
  }

  /** The slot of the mounted node that has a connection. */
  function slotOf(server: Server): number | undefined {
    const slot = drivers.findIndex(
      ({ node }, index) => isMounted[index] && node.state.status === 'open' && holderOf.get(server.wire) === index,
    )
    return slot < 0 ? undefined : slot
  }

  /** By which slot a connection is held. */
  const holderOf = new Map<FakeConnection, number>()

  function deliver(server: Server): void {
    const packet = server.line.shift()
    if (packet === undefined || !server.wire.isLive) return
    const slot = slotOf(server)
    const expected = readers.filter(
      (reader) => reader.stop && reader.slot === slot && packet.startsWith(`${reader.key} `),
    )
    if (packet.startsWith('-')) server.heardAt.set(packet.slice(1), server.wire.sent.length)
    const isQuiet = slot !== undefined && !isPaused
    server.wire.peer.deliver(packet)
    if (!isQuiet) return
    for (const reader of readers) {
      const count = reader.heard.filter((heard) => heard === packet).length
      const due = expected.includes(reader) ? 1 : 0
      if (count !== due) complain(`a reader of ${reader.key} has heard "${packet}" ${count} times instead of ${due}`)
    }
  }

  /** Between the handing over of a connection and the task in which it speaks again. */
  let isPaused = false

  function runTasks(): void {
    const before = new Map([...servers.values()].map(({ wire }) => [wire, wire.sent.length]))
    clock.runTasks()
    isPaused = false
    for (const [wire, count] of before) {
      const sent = wire.sent.slice(count) as string[]
      const ops = sent.map((message) => message.split(' ')[0])
      if (!['', 'sub', 'unsub', 'unsub,sub'].includes(ops.join())) complain(`one task sends ${sent.join('; ')}`)
      const [off, on] = ['unsub', 'sub'].map((op) =>
        sent
          .find((message) => message.startsWith(op))
          ?.split(' ')[1]!
          .split(','),
      )
      if (off && on && off.some((key) => on.includes(key))) complain(`one task sends ${sent.join('; ')}`)
    }
  }

  function read(slot: number, key: string): void {
    const reader: Reader = { slot, key, heard: [], stop: undefined }
    const stop = prices.of(drivers[slot]!.node, key).on('packet', (packet) => {
      if (!reader.stop) complain(`a reader of ${key} that is gone has heard ${packet}`)
      reader.heard.push(packet)
    })
    reader.stop = stop
    readers.push(reader)
  }

  function leave(reader: Reader | undefined): void {
    const stop = reader?.stop
    if (reader) reader.stop = undefined
    stop?.()
  }

  function open(slot: number): void {
    const { node } = drivers[slot]!
    if (!isMounted[slot] || !node.connect()) return
    clock.runTasks()
    connectSlot(slot)
  }

  function connectSlot(slot: number): void {
    const wire = transport.connections.at(-1)
    if (drivers[slot]!.node.state.status !== 'connecting' || !wire?.isLive || holderOf.has(wire)) return
    holderOf.set(wire, slot)
    serverOf(wire)
    wire.peer.open()
  }

  const present = () => [...servers.values()].filter(({ wire }) => wire.isLive)
  const alive = () => readers.filter(({ stop }) => stop)

  const STEPS: Record<string, () => void> = {
    read: () => read(chance.between(0, 1), chance.pick(KEYS)),
    'read in StrictMode'() {
      const slot = chance.between(0, 1)
      const key = chance.pick(KEYS)
      read(slot, key)
      leave(readers.at(-1))
      read(slot, key)
    },
    leave: () => leave(alive().length > 0 ? chance.pick(alive()) : undefined),
    'leave all'() {
      for (const reader of alive()) leave(reader)
    },
    move() {
      const reader = alive()[0]
      leave(reader)
      if (reader) read(reader.slot, reader.key)
    },
    'change of key'() {
      const reader = alive()[0]
      leave(reader)
      if (reader) read(reader.slot, chance.pick(KEYS))
    },
    hold() {
      const handle = prices.of(drivers[0]!.node, chance.pick(KEYS)) as unknown as { hold(): () => void }
      holds.push(handle.hold())
    },
    release: () => holds.shift()?.(),
    task: runTasks,
    'server reads one': () => present().forEach((server) => serve(server, false)),
    'server reads': () => present().forEach((server) => serve(server, true)),
    answer: () => present().forEach((server) => deliver(server)),
    publish() {
      for (const server of present()) for (const key of server.subscribed) server.line.push(`${key} ${++number}`)
    },
    cut: () => present().forEach(({ wire }) => wire.peer.close(1006)),
    open: () => open(chance.between(0, 1)),
    'another destination'() {
      host = chance.pick(['h', 'other'])
      drivers.forEach((driver, slot) => {
        if (!isMounted[slot]) return
        driver.configure(optionsNow())
        clock.runTasks()
        connectSlot(slot)
      })
    },
    'null and back'() {
      const { url: _url, host: _host, useWSS: _useWSS, ...rest } = optionsNow()
      drivers.forEach((driver, slot) => isMounted[slot] && driver.configure({ ...rest, url: null }))
      runTasks()
      drivers.forEach((driver, slot) => isMounted[slot] && driver.configure(optionsNow()))
    },
    'unmount and mount'() {
      if (!isMounted[0]) return
      drivers[0]!.unmount()
      drivers[0]!.mount()
    },
    'hand over'() {
      const from = isMounted[0] && drivers[0]!.node.state.status === 'open' ? 0 : 1
      const to = 1 - from
      if (!isMounted[from] || drivers[from]!.node.state.status !== 'open' || isMounted[to]) return
      drivers[from]!.unmount(5)
      isMounted[from] = false
      if (chance.between(0, 1)) runTasks()
      drivers[to]!.adopt(drivers[from]!)
      drivers[to]!.mount()
      isMounted[to] = isPaused = true
      for (const [wire, slot] of holderOf) if (slot === from && wire.isLive) holderOf.set(wire, to)
    },
    time: () => clock.advance(chance.pick([0.5, 1, 3])),
  }
  const names = Object.keys(STEPS)

  function step(name: string): void {
    steps.push(name)
    STEPS[name]!()
  }

  /** Nothing is under way any more: then what the server believes is what is read. */
  function settle(): void {
    for (let round = 0; round < 12; round++) {
      clock.advance(1)
      isPaused = false
      for (const server of present()) {
        serve(server, true)
        while (server.line.length > 0) deliver(server)
      }
    }
    for (const server of present()) {
      const slot = slotOf(server)
      if (slot === undefined) continue
      const { node } = drivers[slot]!
      for (const key of KEYS) {
        const isRead = alive().some((reader) => reader.slot === slot && reader.key === key)
        const isSubscribed = server.subscribed.has(key)
        const { status } = prices.of(node, key).state
        const expected = isSubscribed ? 'subscribed' : isRead && server.refused.has(key) ? 'rejected' : 'unsubscribed'
        if (isSubscribed && !isRead) complain(`the server believes in ${key}, which nobody reads`)
        if (!isSubscribed && isRead && expected !== 'rejected') complain(`${key} is read and not subscribed`)
        if (isRead && status !== expected) complain(`${key} is ${status} instead of ${expected}`)
      }
    }
    for (const [slot, { node }] of drivers.entries()) {
      if (node.state.status === 'open') continue
      for (const key of KEYS) {
        if (prices.of(node, key).state.status !== 'unsubscribed') complain(`${key} is known by no server, slot ${slot}`)
      }
    }
  }

  step('open')
  for (let count = chance.between(8, 30); count > 0; count--) step(chance.pick(names))
  settle()
  // And then everybody leaves.
  for (const reader of alive()) leave(reader)
  for (const release of holds) release()
  settle()
  if (clock.pending('timer') > 0 && !drivers.some(({ node }) => node.state.status === 'connecting')) {
    complain('timers are left')
  }
  for (const driver of drivers) driver.dispose()
  return faults
}
