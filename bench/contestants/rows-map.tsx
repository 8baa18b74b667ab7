/**
 * By hand: a Map of listeners, and where rows render a store in front of it that tells React once a frame.
 */
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import type { Contestant, RowsProps } from '../contestant'
import type { TopicMessage } from '../page/Row'
import type { RowTally } from '../page/row-tally'
import { numbersOf, useShown } from '../page/TableRow'

type Listener = () => void

/** The last message of each topic; listeners hear of it with the next frame. */
class RowStore {
  readonly #last = new Map<number, TopicMessage>()
  readonly #listeners = new Map<number, Set<Listener>>()
  readonly #changed = new Set<number>()
  #isDue = false

  take(message: TopicMessage): void {
    this.#last.set(message.topic, message)
    this.#changed.add(message.topic)
    if (this.#isDue) return
    this.#isDue = true
    requestAnimationFrame(() => {
      this.#isDue = false
      for (const topic of this.#changed) for (const listener of this.#listeners.get(topic) ?? []) listener()
      this.#changed.clear()
    })
  }

  get(topic: number): TopicMessage | undefined {
    return this.#last.get(topic)
  }

  subscribe(topic: number, listener: Listener): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set()
    this.#listeners.set(topic, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.#listeners.delete(topic)
    }
  }
}

function Rows({ url, rows, tally }: RowsProps) {
  const [store] = useState(() => new RowStore())
  useEffect(() => {
    const socket = new WebSocket(url)
    socket.onopen = () => tally.open()
    socket.onmessage = (event: MessageEvent<string>) => store.take(JSON.parse(event.data) as TopicMessage)
    return () => socket.close()
  }, [url, store, tally])
  return numbersOf(rows).map((row) => <Row key={row} store={store} row={row} tally={tally} />)
}

function Row({ store, row, tally }: { store: RowStore; row: number; tally: RowTally }) {
  const subscribe = useCallback((listener: Listener) => store.subscribe(row, listener), [store, row])
  const message = useSyncExternalStore(subscribe, () => store.get(row))
  return useShown(row, message?.value, tally)
}

function Routed({ url, rows, tally }: RowsProps) {
  useEffect(() => {
    const listeners = new Map<number, Set<(message: TopicMessage) => void>>()
    for (const row of numbersOf(rows)) listeners.set(row, new Set([({ value }) => tally.hear(value)]))
    const socket = new WebSocket(url)
    socket.onopen = () => tally.open()
    socket.onmessage = (event: MessageEvent<string>) => {
      const message = JSON.parse(event.data) as TopicMessage
      for (const listener of listeners.get(message.topic) ?? []) listener(message)
    }
    return () => socket.close()
  }, [url, rows, tally])
  return null
}

const rowsMap: Contestant = { label: 'by hand: a Map of listeners, one flush a frame', kind: 'hand', Rows, Routed }

export default rowsMap
