/**
 * The servers of `examples/`: started for one test, killed and started again on the same port, and waited for.
 */
import { CONDITION_SECONDS } from '../patience'

/** As much of an example's server as is needed here. */
interface ExampleServer {
  /** One for each handshake. */
  readonly visits: readonly { readonly code: number | undefined }[]
  start(port?: number): Promise<number>
  stop(): Promise<void>
}

/** A server that runs. */
export interface Running<S extends ExampleServer> {
  readonly server: S
  readonly host: string
  /** Cuts all connections and listens no more. */
  kill(): Promise<void>
  /** Listens again. */
  restart(): Promise<void>
  /** Resolves once `condition` holds; it is asked after everything that happens at the server. */
  until(condition: () => boolean): Promise<void>
  /** Resolves once all connections have ended; gives what was recorded of each. */
  untilLeft(): Promise<S['visits']>
}

/** To be called at the top of a test file. What a test starts ends with it. */
export function useExampleServers<S extends ExampleServer>(
  create: (log: (line: string) => void) => S,
): () => Promise<Running<S>> {
  const stops: (() => Promise<void>)[] = []
  afterEach(async () => {
    await Promise.all(stops.splice(0).map((stop) => stop()))
  })

  return async () => {
    const checks = new Set<() => void>()
    const lines: string[] = []
    const server = create((line) => {
      lines.push(line)
      for (const check of [...checks]) check()
    })
    const port = await server.start()
    stops.push(() => server.stop())

    const until = (condition: () => boolean): Promise<void> =>
      new Promise((resolve, reject) => {
        const guard = setTimeout(() => {
          checks.delete(check)
          reject(
            new Error(`waited ${CONDITION_SECONDS} s for ${String(condition)}; the server saw\n${lines.join('\n')}`),
          )
        }, CONDITION_SECONDS * 1000)
        const check = (): void => {
          if (!condition()) return
          clearTimeout(guard)
          checks.delete(check)
          resolve()
        }
        checks.add(check)
        check()
      })

    return {
      server,
      host: `127.0.0.1:${port}`,
      kill: () => server.stop(),
      async restart() {
        await server.start(port)
      },
      until,
      async untilLeft() {
        await until(() => server.visits.every(({ code }) => code !== undefined))
        return server.visits
      },
    }
  }
}
