/**
 * The servers of the scenes, on loopback: one that behaves, one that does not, and an address where there is none.
 */
import { startRawServer, type RawServer, type Script } from '../servers/raw-server'
import { startWsServer } from '../servers/ws-server'

/** Their addresses. */
export interface SceneHosts {
  readonly echo: string
  readonly odd: string
  readonly refused: string
}

/** Running servers. */
export interface SceneServers {
  readonly hosts: SceneHosts
  close(): Promise<void>
}

/** No system gives this port away by itself, as it would a port that was free a moment ago, and no browser blocks it. */
const REFUSED = '127.0.0.1:2'

/** Starts them. Each runtime has its own. */
export async function startSceneServers(): Promise<SceneServers> {
  const odd: RawServer = await startRawServer((peer) => scripts[peer.request.path]?.(peer))
  const scripts: Readonly<Record<string, Script>> = {
    '/rejected': (peer) => peer.refuse(403),
    '/hung': () => undefined,
    /** The connection ends without a close frame when the client has sent something. */
    '/dropped': async (peer) => {
      peer.accept()
      await peer.nextFrame()
      peer.fin()
    },
    /** The client's close frame is never answered; the connection ends when the next client comes, or by the client. */
    '/deaf': async (peer) => {
      const count = odd.handshakes.length
      peer.accept()
      await odd.until(() => odd.handshakes.length > count || peer.isGone, 'the next client, or the end of this one')
      peer.fin()
    },
  }
  const echo = await startWsServer()
  return {
    hosts: { echo: echo.host, odd: odd.host, refused: REFUSED },
    async close() {
      await Promise.all([echo.close(), odd.close()])
    },
  }
}
