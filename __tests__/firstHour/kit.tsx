/**
 * What a web developer has in the first hour: components with a node, sockets that a test plays, and a clock. Only the
 * public entry is used, as an app would.
 */
import { act, cleanup, render } from '@testing-library/react'
import type { ReactElement } from 'react'
import { useWebSocketNode, type AnyFormat, type ReactWebSocketNodeOptions } from '../../src/index.js'
import { ScriptedSocket } from '../support/react/scripted-socket.js'

export interface Hour {
  /** Every socket that was made, in order, whoever made it. */
  readonly sockets: readonly ScriptedSocket[]
  /** What the console said as an error since the last call. */
  takeComplaints(): string[]
  /** What was reported as uncaught since the last call. */
  takeUncaught(): unknown[]
}

/** Lets time pass, and React render what comes of it. */
export async function pass(milliseconds = 20): Promise<void> {
  await act(() => jest.advanceTimersByTimeAsync(milliseconds))
}

/** The newest socket, open. */
export async function openNewest({ sockets }: Hour): Promise<ScriptedSocket> {
  await pass()
  const socket = sockets.at(-1)
  if (!socket) throw new Error('no socket was made')
  act(() => socket.opens())
  await pass()
  return socket
}

/** Fake timers, and sockets in place of the platform's. */
export function spendHour(): Hour {
  let sockets: ScriptedSocket[] = []
  let complaints: string[] = []
  let uncaught: unknown[] = []
  const platform = { WebSocket: globalThis.WebSocket, reportError: globalThis.reportError }

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] })
    jest
      .spyOn(console, 'error')
      .mockImplementation((...words: unknown[]) => void complaints.push(words.map(String).join(' ')))
    globalThis.reportError = (error: unknown) => void uncaught.push(error)
    globalThis.WebSocket = class extends ScriptedSocket {
      constructor(url: string, protocols?: string | string[]) {
        super(url, protocols)
        sockets.push(this)
      }
    } as unknown as typeof WebSocket
  })

  afterEach(async () => {
    cleanup()
    await pass(2000)
    jest.useRealTimers()
    jest.restoreAllMocks()
    Object.assign(globalThis, platform)
    sockets = []
    complaints = []
    uncaught = []
  })

  return {
    get sockets() {
      return sockets
    },
    takeComplaints: () => complaints.splice(0),
    takeUncaught: () => uncaught.splice(0),
  }
}

/** Renders one node, and gives what its component has. */
export function renderNode<F extends AnyFormat>(initial: ReactWebSocketNodeOptions<F>) {
  const { result, Subject } = createSubject<F>()
  const { rerender, unmount } = render(<Subject {...initial} />)
  return {
    get node() {
      return result.node!
    },
    get state() {
      return result.node!.state
    },
    rerender: (options: ReactWebSocketNodeOptions<F>) => rerender(<Subject {...options} />),
    unmount,
  }
}

function createSubject<F extends AnyFormat>() {
  const result: { node?: ReturnType<typeof useWebSocketNode<F>>[1] } = {}
  const Subject = (options: ReactWebSocketNodeOptions<F>): ReactElement => {
    const [state, node] = useWebSocketNode<F>(options)

    result.node = node
    return <i>{state.status}</i>
  }
  return { result, Subject }
}
