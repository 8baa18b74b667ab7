/**
 * The actions of the panel on a node, called hands. They act between link and transport, where real faults occur, or call the
 * same methods as the app, so that the node behaves as it would in reality.
 */
import { CLOSE_CODE } from '../core/errors.js'
import type { Session } from '../core/session.js'
import type { Connection, ConnectionEvents, Outgoing, Wire } from '../core/types.js'
import { autoconnect } from '../react/autoconnect.js'
import type { MountedNode } from '../react/mounted.js'
import { createLine, type Line } from './lines.js'
import { sizeOf } from './mask.js'
import type { Direction, Hands, Passage, Status, WrittenAs } from './model.js'
import { watchedOf, type Filter, type Observer } from './watched.js'
import { whyNot } from './whyNot.js'
import { read } from './written.js'

const LONGEST_DELAY = 60_000

/** The hands of one session. */
export interface SessionHands extends Omit<Hands, 'sendAgain'>, Filter {
  isHeld(): boolean
  /** Sends a message as it is. Returns what is wrong with it, if anything. */
  sendRaw(message: Outgoing): string | undefined
  /** Undoes everything that is held, and ends the hands. */
  end(): void
}

/**
 * Returns the hands of a session; all inspectors share them.
 * @param getMounted returns the mounted entry of the node, if React has mounted it
 */
export function handsOf(session: Session<never>, getMounted: () => MountedNode | undefined): SessionHands {
  const watched = watchedOf(session)
  if (watched.filter) return watched.filter as SessionHands
  const node = () => session.audience().node
  const state = () => session.machine().state
  const forced = new Set<Status>()
  const isBlocked = () => forced.has(state().status) && ['connecting', 'closing'].includes(state().status)
  const incoming = createLine(isBlocked)
  const outgoing = createLine(() => false)
  /** Whether to refuse the present attempt as soon as it has a socket. */
  let isRefusing = false
  /** Whether the reconnect policy counts as answering null to the end that is under way. */
  let isFinal = false
  /** Whether the wait for a retry is over, and the retry is held back. */
  let isDue = false
  let isReconnecting = false
  let releaseReady: (() => void) | undefined

  // ── Between link and transport ────────────────────────────────────────────────────────────────────────────────────

  let up: ConnectionEvents | undefined
  let above: ConnectionEvents
  let down: Connection | undefined
  let below: Connection

  function refuse(): void {
    watched.direct()?.closed(CLOSE_CODE.ABNORMAL, '', false)
  }

  function wrapAbove(events: ConnectionEvents): ConnectionEvents {
    if (up === events) return above
    up = events
    incoming.forget()
    return (above = {
      opened(protocol) {
        if (isRefusing) return refuse()
        incoming.put(() => events.opened(protocol), false)
      },
      received(packets) {
        if (incoming.isFree() && incoming.passage === 'pass') return events.received(packets)
        const kept = [...packets]
        incoming.put(() => events.received(kept), true)
      },
      closed: (...end) => incoming.put(() => events.closed(...end), false),
    })
  }

  function wrapBelow(connection: Connection): Connection {
    if (down === connection) return below
    down = connection
    outgoing.forget()
    return (below = {
      get bufferedAmount() {
        return connection.bufferedAmount + outgoing.bytes()
      },
      send(message) {
        if (outgoing.isFree() && outgoing.passage === 'pass') return connection.send(message)
        // Copy the bytes: the app may change them.
        const kept = ArrayBuffer.isView(message) ? message.slice() : message
        outgoing.put(() => void connection.send(kept), true, sizeOf(message))
        return true
      },
      close: (code, reason) => outgoing.put(() => connection.close(code, reason), false),
      abandon: () => connection.abandon(),
    })
  }

  const observer: Observer = (_node, kind, details) => {
    if (kind === 'call') isReconnecting = details[0] === 'reconnect'
    if (kind !== 'step') return
    const [event] = details as unknown as readonly [{ readonly type: string }]
    const { status } = state()
    const hasMoved = event.type === 'moved' && !isReconnecting
    isReconnecting = false
    if (status !== 'connecting') isRefusing = false
    if (status !== 'reconnecting') isDue = false
    const isOver = !['connecting', 'open', 'closing'].includes(status)
    if (isOver || event.type === 'moved' || event.type === 'unmounted') {
      incoming.forget()
      outgoing.forget()
    }
    if (hasMoved || event.type === 'withdrawn' || event.type === 'unmounted') release()
  }
  watched.observers.add(observer)

  // ── What is done ──────────────────────────────────────────────────────────────────────────────────────────────────

  /** Does something to the connection or attempt; the reconnect policy counts as answering null to the result. */
  function end(act: () => void): void {
    isFinal = true
    act()
    isFinal = false
  }

  function cut(): void {
    watched.direct()?.closed(CLOSE_CODE.ABNORMAL, '', false)
  }

  function release(): void {
    forced.clear()
    isRefusing = false
    for (const line of [incoming, outgoing]) line.set('pass', line.delay)
    releaseReady?.()
    releaseReady = undefined
    const wasDue = isDue
    isDue = false
    if (wasDue) session.retries.waited()
  }

  /** Holds the node's `ready` at false, whatever its component passes meanwhile. */
  function holdReady({ driver, ready }: MountedNode): void {
    if (releaseReady) return
    const { permit } = driver
    let wanted = ready
    driver.permit = (isPermitted) => void (wanted = isPermitted)
    permit(false)
    releaseReady = () => {
      driver.permit = permit
      permit(wanted)
    }
  }

  function force(status: Status): void {
    if (hands.whyNot(status)) return
    const now = state().status
    watched.tell('hand', `force ${status}`)
    switch (status) {
      case 'idle':
        return void node().close()
      case 'waiting': {
        const mounted = getMounted()
        if (!mounted) return
        forced.add(status)
        holdReady(mounted)
        if (now !== 'waiting') autoconnect(mounted.driver, mounted.mode, mounted.target)
        return
      }
      case 'connecting':
        forced.add(status)
        if (now !== 'connecting') node().connect()
        return
      case 'open':
        forced.delete('connecting')
        if (now === 'connecting') return incoming.goOn()
        return void node().connect()
      case 'closing':
        forced.add(status)
        if (now !== 'closing') node().close()
        return
      case 'closed':
        return end(cut)
      case 'failed':
        isRefusing = true
        if (now !== 'connecting') node().connect()
        // An attempt without a socket is refused as soon as it has one.
        return refuse()
      case 'reconnecting':
        forced.add(status)
        if (now !== 'reconnecting') cut()
        if (state().status !== 'reconnecting') forced.delete(status)
    }
  }

  function sendRaw(message: Outgoing): string | undefined {
    const isTaken = watched.byHand(() => session.audience().send(message))
    return isTaken ? undefined : 'The node refuses it: there is no connection, the queue is full, or too much waits.'
  }

  const line = (direction: Direction): Line => (direction === 'in' ? incoming : outgoing)

  const hands: SessionHands = {
    above: wrapAbove,
    below: wrapBelow,
    givesUp: () => isFinal || isRefusing,
    holdsRetry() {
      if (!forced.has('reconnecting')) return false
      isDue = true
      return true
    },
    whyNot: (what) => whyNot(what, session, getMounted(), forced),
    connect: () => void node().connect(),
    close(code, reason) {
      try {
        node().close(code, reason)
        return undefined
      } catch (error) {
        return (error as Error).message
      }
    },
    cut() {
      if (hands.whyNot('cut')) return
      watched.tell('hand', 'cut')
      cut()
    },
    send(text: string, as: WrittenAs) {
      const { wire, wrong } = read(text, as)
      return wrong ?? sendRaw(wire!)
    },
    receive(text: string, as: WrittenAs) {
      const { wire, wrong } = read(text, as)
      if (wrong) return wrong
      const reason = hands.whyNot('receive')
      if (reason) return reason
      const packets: readonly Wire[] = [wire!]
      watched.byHand(() => watched.direct()?.received(packets))
      return undefined
    },
    sendRaw,
    get incoming() {
      return incoming.passage
    },
    get outgoing() {
      return outgoing.passage
    },
    get incomingDelay() {
      return incoming.delay
    },
    get outgoingDelay() {
      return outgoing.delay
    },
    get heldIn() {
      return incoming.held()
    },
    get heldOut() {
      return outgoing.held()
    },
    setPassage(direction: Direction, passage: Passage, delay = line(direction).delay) {
      const milliseconds = Math.min(Math.max(delay || 0, 0), LONGEST_DELAY)
      watched.tell('hand', `${direction} ${passage}${passage === 'delay' ? ` ${milliseconds} ms` : ''}`)
      line(direction).set(passage, milliseconds)
    },
    force,
    get forced() {
      return [...forced]
    },
    releaseAll() {
      watched.tell('hand', 'release all')
      release()
    },
    end() {
      release()
      watched.observers.delete(observer)
      watched.filter = undefined
    },
    isHeld: () =>
      forced.size > 0 || isRefusing || [incoming, outgoing].some((one) => one.passage !== 'pass' || one.held() > 0),
  }
  watched.filter = hands
  return hands
}
