/**
 * The books of a random walk: what became of every message and of every packet. Each entry goes through its life once,
 * in order; a book that does not add up throws where it happens.
 */
import assert from 'node:assert/strict'
import type { Outgoing, Wire } from '../../../src/core/index.js'

/** A message of the user, from `send` on. */
interface Message {
  readonly id: number
  /** The address that it was accepted for; `''` where a function had not said yet. */
  readonly url: string
  readonly isAsked: boolean
  fate: 'offered' | 'accepted' | 'handed' | 'failed'
}

export interface MessageLedger {
  /** A message that is about to be sent, as text or as bytes. */
  offer(url: string, isAsked: boolean, asBytes: boolean): { readonly wire: Wire; settle(isAccepted: boolean): void }
  /** A connection to `url` got it; false if it is none of the user's. */
  hand(wire: Outgoing, url: string): boolean
  fail(wires: readonly Outgoing[]): void
  /** Accepted, and neither handed over nor failed. */
  readonly waiting: number
}

const TEXT = 'm'
const BYTES = 0xb0

export function createMessageLedger(): MessageLedger {
  const messages = new Map<number, Message>()
  let lastHanded = 0
  let lastFailed = 0

  function find(wire: Outgoing): Message | undefined {
    const isText = typeof wire === 'string'
    const id = isText ? (wire.startsWith(TEXT) ? Number(wire.slice(1)) : undefined) : idOf(wire as Uint8Array)
    return id === undefined ? undefined : messages.get(id)
  }

  function idOf(bytes: Uint8Array): number {
    assert.equal(bytes[0], BYTES, 'bytes are sent as they were when they were accepted')
    return bytes[1]! * 256 + bytes[2]!
  }

  return {
    offer(url, isAsked, asBytes) {
      const id = messages.size + 1
      const message: Message = { id, url, isAsked, fate: 'offered' }
      messages.set(id, message)
      const wire = asBytes ? Uint8Array.of(BYTES, id >> 8, id & 255) : `${TEXT}${id}`
      return {
        wire,
        settle(isAccepted) {
          // The caller may write into its bytes again.
          if (typeof wire !== 'string') wire.fill(0)
          if (isAccepted) {
            if (message.fate === 'offered') message.fate = 'accepted'
          } else {
            assert.equal(message.fate, 'offered', `what was refused is not sent: ${id}`)
          }
        },
      }
    },
    hand(wire, url) {
      const message = find(wire)
      if (!message) return false
      const { id, fate } = message
      assert.ok(fate === 'offered' || fate === 'accepted', `message ${id}, ${fate}, is handed over`)
      assert.ok(id > lastHanded, `message ${id} is handed over after ${lastHanded}`)
      const part = (address: string) => (message.isAsked ? address.split('?')[0] : address)
      if (message.url !== '') assert.equal(part(url), part(message.url), `message ${id} goes where it was meant to go`)
      lastHanded = id
      message.fate = 'handed'
      return true
    },
    fail(wires) {
      assert.ok(wires.length > 0, 'sendFailed tells something')
      for (const wire of wires) {
        const message = find(wire)
        assert.ok(message, 'what failed was sent')
        assert.equal(message.fate, 'accepted', `message ${message.id} fails`)
        assert.ok(message.id > lastFailed, `message ${message.id} fails after ${lastFailed}`)
        lastFailed = message.id
        message.fate = 'failed'
      }
    },
    get waiting() {
      let waiting = 0
      for (const { fate } of messages.values()) if (fate === 'accepted') waiting++
      return waiting
    },
  }
}

/** A packet that a live connection delivered. */
interface Packet {
  readonly id: number
  readonly connection: number
  readonly isBad: boolean
  /** Whether the heartbeat may, or must, keep it. */
  readonly reply: 'no' | 'maybe' | 'yes'
  isTaken: boolean
}

export type PacketKind = 'good' | 'bad' | 'pong'

export interface PacketLedger {
  /** A packet on its way to the node; `reply` says whether the heartbeat takes it. */
  arrive(connection: number, kind: PacketKind, reply: Packet['reply']): string
  /** It came out, by `received`, `receive()` or `receiveFailed`. Gives back the connection that it came on. */
  take(wire: string): number
  /** The connection that a packet came on. */
  connectionOf(wire: string): number
  /** What has not come out never does. */
  drop(): void
  /** How many have to come out still: all, or those of one connection. */
  waiting(connection?: number): number
}

export function createPacketLedger(): PacketLedger {
  const packets: Packet[] = []
  const lastTaken = { good: -1, bad: -1 }

  return {
    arrive(connection, kind, reply) {
      const id = packets.length
      packets.push({ id, connection, isBad: kind === 'bad', reply: kind === 'pong' ? reply : 'no', isTaken: false })
      return `${kind} ${id}`
    },
    take(wire) {
      const packet = packets[Number(wire.split(' ')[1])]
      assert.ok(packet, `${wire} was delivered`)
      assert.ok(!packet.isTaken, `${wire} comes out once`)
      assert.notEqual(packet.reply, 'yes', `${wire} is the heartbeat's`)
      const stream = packet.isBad ? 'bad' : 'good'
      assert.ok(packet.id > lastTaken[stream], `${wire} comes out after ${lastTaken[stream]}`)
      lastTaken[stream] = packet.id
      packet.isTaken = true
      return packet.connection
    },
    connectionOf: (wire) => packets[Number(wire.split(' ')[1])]!.connection,
    drop() {
      for (const packet of packets) packet.isTaken = true
    },
    waiting: (connection) =>
      packets.filter(
        (packet) =>
          !packet.isTaken && packet.reply === 'no' && (connection === undefined || packet.connection === connection),
      ).length,
  }
}
