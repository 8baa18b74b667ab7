/**
 * Ways to have one count in many components: a value hook over a node or a topic, and for comparison React's own state,
 * which passes every check, and a store subscribed to by hand, which tears.
 */
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react'
import {
  createWebSocketNode,
  json,
  topics,
  useLastPacket,
  useLastReceived,
  useTopic,
  type WebSocketNodeHandle,
} from '../../../../../src/index'
import { ScriptedSocket } from '../../../react/scripted-socket'

export interface Contestant {
  useCount(): number
  /** Stands above all that reads the count. */
  Root(props: { children: ReactNode }): ReactNode
  increment(): void
  double(): void
  dispose(): void
}

const format = json<number>()
type Node = WebSocketNodeHandle<typeof format>

const ofNumbers = topics(format, { topicOf: () => 'count' })

/**
 * How a value hook reads the last count. A log and a reducer begin with their mount, by contract, so that one that mounts
 * later shows something else.
 */
export const HOOKS: Readonly<Record<string, (node: Node) => number>> = {
  'useLastPacket(node)': (node) => useLastPacket(node) ?? 0,
  'useLastPacket(topic)': (node) => useLastPacket(useTopic(node, ofNumbers, 'count')) ?? 0,
  'useLastReceived(node)': (node) => useLastReceived(node)?.[0] ?? 0,
}

/** A node that gets the count from its server, each packet at once. */
export async function nodeWith(useCountOf: (node: Node) => number): Promise<Contestant> {
  const socket = new ScriptedSocket('ws://server/')
  const node = createWebSocketNode({
    url: 'ws://server/',
    format,
    flush: 'sync',
    createSocket: () => {
      setTimeout(() => socket.opens())
      return socket
    },
  })
  const opened = new Promise<unknown>((resolve) => node.on('connected', resolve))
  node.connect()
  await opened
  let count = 0
  const deliver = (next: number): void => {
    count = next
    socket.delivers(String(count))
  }
  return {
    useCount: () => useCountOf(node),
    Root: ({ children }) => children,
    increment: () => deliver(count + 1),
    double: () => deliver(count * 2),
    dispose: () => node.dispose(),
  }
}

/** React's own state: it may be rendered in slices, and branches. */
export function reactState(): Contestant {
  const Count = createContext(0)
  let change: (next: (count: number) => number) => void = () => {}
  return {
    useCount: () => useContext(Count),
    Root: function Root({ children }) {
      const [count, setCount] = useState(0)
      useEffect(() => {
        change = setCount
      }, [])
      return <Count.Provider value={count}>{children}</Count.Provider>
    },
    increment: () => change((count) => count + 1),
    double: () => change((count) => count * 2),
    dispose: () => {},
  }
}

/** A store outside of React, read in the first render and subscribed to in an effect. */
export function byHand(): Contestant {
  let count = 0
  const listeners = new Set<() => void>()
  const change = (next: number): void => {
    count = next
    listeners.forEach((listener) => listener())
  }
  return {
    useCount() {
      const [shown, setShown] = useState(() => count)
      useEffect(() => {
        const listener = () => setShown(count)
        listeners.add(listener)
        listener()
        return () => void listeners.delete(listener)
      }, [])
      return shown
    },
    Root: ({ children }) => children,
    increment: () => change(count + 1),
    double: () => change(count * 2),
    dispose: () => {},
  }
}
