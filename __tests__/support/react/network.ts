/**
 * The network of a React test: mock-socket under fake timers, every socket and every handshake counted.
 * After each test everything is unmounted, and nothing may be left: no socket, no timer, no frame, no listener, no
 * complaint on the console.
 */
import { act, cleanup, render } from '@testing-library/react'
import { Server, WebSocket as MockWebSocket, type Client } from 'mock-socket'
import { watchListeners } from './listeners.js'

/** A server at one address. */
export interface TestServer {
  /** Handshakes that it has completed. */
  readonly handshakes: number
  /** Connections that are open now. */
  readonly clients: readonly Client[]
  /** What it has received, in order. */
  readonly messages: unknown[]
  /** Sends to everyone; React renders what comes of it at once. */
  send(...messages: (string | ArrayBuffer)[]): void
  /** Starts the closing handshake with everyone. */
  close(code: number, reason: string): void
}

/** The network of one test. */
export interface Network {
  /** The URL of every socket that was made, in order. */
  readonly attempts: readonly string[]
  /** The protocols that each of them offered. */
  readonly offers: readonly (string | string[] | undefined)[]
  /** Sockets that are connecting or open. */
  readonly live: number
  serve(url?: string, options?: ConstructorParameters<typeof Server>[1]): TestServer
}

/** Where `HERE` leads. */
export const URL_HERE = 'ws://here.test/'
/** Options for a server at `URL_HERE`. */
export const HERE = { host: 'here.test', useWSS: false } as const
/** Where `THERE` leads. */
export const URL_THERE = 'ws://there.test/'
/** Options for a server at `URL_THERE`. */
export const THERE = { host: 'there.test', useWSS: false } as const

/** Lets milliseconds pass, more than a handshake or a closing handshake takes, and React render what comes of it. */
export async function pass(milliseconds = 50): Promise<void> {
  await act(() => jest.advanceTimersByTimeAsync(milliseconds))
}

/** Lets what an unmount leaves to a microtask happen, and nothing else. */
export async function settle(): Promise<void> {
  await act(async () => {
    await Promise.resolve()
  })
}

/** Where a warning of the package says that the docs explain it. */
export const ADDRESS = / See react-websocket-node\/docs\/errors\.md#[a-z-]+$/

/**
 * What was printed with `console.error` since the last call, warnings of the package without the address that they end in.
 * A test that expects complaints has to take them.
 */
export function takeComplaints(): string[] {
  return complaints.splice(0).map((complaint) => complaint.replace(ADDRESS, ''))
}

/** Passes once what was begun before is done; how long sockets take to be gone for good. */
const AFTERMATH = 60

const complaints: string[] = []

/** Sets up the network for each test of a file. */
export function mockNetwork(): Network {
  let sockets: MockWebSocket[] = []
  let offers: (string | string[] | undefined)[] = []
  let servers: Server[] = []
  let countListeners: () => number
  const platformWebSocket = globalThis.WebSocket

  class CountedWebSocket extends MockWebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      sockets.push(this)
      offers.push(protocols)
    }
  }

  beforeAll(() => {
    // React and jsdom have listeners of their own on the page, which come with their first use and stay.
    void document.baseURI
    void getComputedStyle(document.body).display
    render(null)
    cleanup()
  })

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] })
    jest
      .spyOn(console, 'error')
      .mockImplementation((...args: unknown[]) => void complaints.push(args.map(String).join(' ')))
    countListeners = watchListeners()
    globalThis.WebSocket = CountedWebSocket as unknown as typeof WebSocket
  })

  afterEach(async () => {
    cleanup()
    // What effects send in their clean-ups still goes out: the end comes in a microtask.
    await Promise.resolve()
    const { live } = network
    await pass(AFTERMATH)
    const left = { live, timers: jest.getTimerCount(), listeners: countListeners(), complaints: takeComplaints() }

    for (const server of servers) server.stop()
    globalThis.WebSocket = platformWebSocket
    sockets = []
    offers = []
    servers = []
    jest.useRealTimers()
    jest.restoreAllMocks()
    expect(left).toEqual({ live: 0, timers: 0, listeners: 0, complaints: [] })
  })

  const network: Network = {
    get attempts() {
      return sockets.map((socket) => socket.url)
    },
    get offers() {
      return offers
    },
    get live() {
      return sockets.filter(({ readyState }) => readyState < MockWebSocket.CLOSING).length
    },
    serve(url = URL_HERE, options = {}) {
      const server = new Server(url, { ...options, mock: false })
      const messages: unknown[] = []
      let handshakes = 0
      servers.push(server)
      server.on('connection', (client) => {
        handshakes++
        client.on('message', (message) => messages.push(message))
      })
      return {
        get handshakes() {
          return handshakes
        },
        get clients() {
          return server.clients().filter(({ readyState }) => readyState === MockWebSocket.OPEN)
        },
        messages,
        send: (...sent) =>
          act(() => sent.forEach((message) => server.clients().forEach((client) => client.send(message)))),
        close: (code, reason) =>
          act(() => server.clients().forEach((client) => client.close({ code, reason, wasClean: true }))),
      }
    },
  }
  return network
}
