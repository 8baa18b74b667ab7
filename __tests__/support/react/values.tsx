/**
 * Components that show what a node receives, and a wire on which a test says every packet itself.
 */
import { act, render } from '@testing-library/react'
import { useEffect, useLayoutEffect, type ReactNode } from 'react'
import {
  text,
  useWebSocketNode,
  type AnyFormat,
  type ReactWebSocketNodeOptions,
  type WebSocketNodeHandle,
} from '../../../src/index.js'
import { HERE } from './network.js'
import { createCounter } from './rendering.js'
import { scriptSockets } from './scripted-socket.js'

/** Each packet is a batch of its own here, unless a test flushes otherwise. */
const OPTIONS = { ...HERE, flush: 'sync', autoconnectMode: 'none' } as const

/** A node with an open connection, outside of what is rendered in the test. */
export interface Source<F extends AnyFormat> {
  readonly node: WebSocketNodeHandle<F>
  /** Packets arrive, one after the other; React is not told to wait for anything. */
  speak(...packets: unknown[]): void
  /** Packets arrive, and React has rendered what comes of it at once. */
  say(...packets: unknown[]): void
  unmount(): void
}

/** Renders a source of texts. */
export function renderSource(options: ReactWebSocketNodeOptions<typeof text> = {}): Source<typeof text> {
  return renderSourceOf(text, options)
}

/** Renders a source of whatever the format reads. */
export function renderSourceOf<F extends AnyFormat>(format: F, options: ReactWebSocketNodeOptions<F> = {}): Source<F> {
  const { createSocket, sockets } = scriptSockets()
  let held: WebSocketNodeHandle<F> | undefined
  const Owner = () => {
    const [, node] = useWebSocketNode<F>({ ...OPTIONS, format, createSocket, ...options })
    useEffect(() => {
      held = node
    }, [node])
    return null
  }
  const { unmount } = render(<Owner />)
  act(() => void held!.connect())
  act(() => sockets[0]!.opens())
  const speak = (...packets: unknown[]) => packets.forEach((packet) => sockets[0]!.delivers(packet))
  return { node: held!, speak, say: (...packets) => act(() => speak(...packets)), unmount }
}

/** What a component showed. */
export interface Reader<Input, Value> {
  /** The value of every commit that it took part in, oldest first. */
  readonly shown: readonly Value[]
  /** Commits that rendered it. */
  readonly commits: number
  rerender(input: Input): void
  unmount(): void
}

/** Renders a component that shows what `useValue` gives for an input, beside what else is given. */
export function renderReader<Input, Value>(
  useValue: (input: Input) => Value,
  first: NoInfer<Input>,
  beside?: ReactNode,
): Reader<Input, Value> {
  const counter = createCounter()
  const shown: Value[] = []
  const remember = (value: Value) => void shown.push(value)
  const Component = ({ input }: { input: Input }) => {
    const value = useValue(input)
    useLayoutEffect(() => remember(value))
    return null
  }
  const tree = (input: Input): ReactNode => (
    <>
      <counter.Counted>
        <Component input={input} />
      </counter.Counted>
      {beside}
    </>
  )
  const { rerender, unmount } = render(tree(first))
  return {
    shown,
    get commits() {
      return counter.commits
    },
    rerender: (input) => rerender(tree(input)),
    unmount,
  }
}

/** So many numbers as texts, from one on. */
export function numbers(from: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(from + index))
}
