/**
 * A server that records what each connection asked for and said, and that sends a burst in one write.
 */
import { closeFrame, OPCODE, textFrame } from './frames'
import type { RawPeer } from './raw-peer'
import type { RawServer } from './raw-server'
import { useServers } from './use-servers'

/** One handshake that was accepted. */
export interface Connection {
  readonly path: string
  readonly messages: string[]
  /** Sends all of them in one write. */
  send(...messages: string[]): void
  /** Cuts it off without a close frame. */
  cut(): void
  /** Whether it is there no more. */
  readonly isGone: boolean
}

/** A running server. */
export interface Recorder {
  readonly server: RawServer
  /** In the order of their handshakes. */
  readonly connections: readonly Connection[]
  /** From now on handshakes are answered only once they are released. */
  hold(): void
  release(): void
  /** From now on handshakes are refused. */
  refuse(): void
}

/** To be called at the top of a test file. */
export function useRecorder(): () => Promise<Recorder> {
  const servers = useServers()

  return async () => {
    const connections: Connection[] = []
    let held = Promise.resolve()
    let release = (): void => undefined
    let isRefusing = false
    const server = await servers.raw(async (peer) => {
      await held
      if (isRefusing) return peer.refuse(503)
      const messages: string[] = []
      connections.push(connectionOf(peer, messages))
      peer.accept()
      for (;;) {
        const { opcode, payload } = await peer.nextFrame()
        if (opcode === OPCODE.CLOSE)
          return peer.fin(closeFrame(payload.length < 2 ? undefined : payload.readUInt16BE()))
        messages.push(payload.toString())
      }
    })
    return {
      server,
      connections,
      hold: () => void (held = new Promise((resolve) => (release = resolve))),
      release: () => release(),
      refuse: () => void (isRefusing = true),
    }
  }
}

function connectionOf(peer: RawPeer, messages: string[]): Connection {
  return {
    path: peer.request.path,
    messages,
    send: (...texts) => peer.write(...texts.map(textFrame)),
    cut: () => peer.reset(),
    get isGone() {
      return peer.isGone
    },
  }
}
