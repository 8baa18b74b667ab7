/**
 * Servers for a test file: whatever a test starts is closed after it, also when it fails.
 */
import { TEST_SECONDS } from '../patience'
import { startRawServer, type RawServer, type Script } from './raw-server'
import type { TestServer } from './test-server'
import { startWsServer, type PathScript, type WsServer } from './ws-server'

/** Starts servers that live as long as one test. */
export interface Servers {
  raw(script: Script): Promise<RawServer>
  ws(paths?: Readonly<Record<string, PathScript>>): Promise<WsServer>
}

/** To be called at the top of a test file or `describe`. A script that threw fails its test. */
export function useServers(): Servers {
  jest.setTimeout(TEST_SECONDS * 1000)
  const started: TestServer[] = []
  const keep = async <S extends TestServer>(starting: Promise<S>): Promise<S> => {
    const server = await starting
    started.push(server)
    return server
  }
  afterEach(async () => {
    await Promise.all(started.splice(0).map((server) => server.close()))
  })
  return { raw: (script) => keep(startRawServer(script)), ws: (paths) => keep(startWsServer(paths)) }
}
