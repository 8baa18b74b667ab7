/**
 * The native half of React Native's `WebSocket`, over real sockets. It emits the events that RCTWebSocketModule.mm (iOS)
 * and WebSocketModule.kt (Android) of React Native 0.86 emit, and does what they do with a socket that is not open.
 */
import { DeviceEventEmitter, NativeModules } from 'react-native'
import { WebSocket as Socket } from 'ws'

export type System = 'ios' | 'android'

/** Puts it in place; returns how many sockets are there that are not closed. */
export function installNativeSockets(system: System): () => number {
  const sockets = new Map<number, Socket>()
  const live = new Set<Socket>()
  const emit = (name: string, id: number, event: object) => DeviceEventEmitter.emit(name, { id, ...event })

  Object.assign(NativeModules.WebSocketModule!, {
    connect(url: string, protocols: string[] | null, _options: object, id: number) {
      const socket = new Socket(url, protocols ?? [])
      let failure: Error | undefined
      live.add(socket)
      // Android knows a socket when it is open, and until then has nothing to close.
      if (system === 'ios') sockets.set(id, socket)
      socket.on('open', () => {
        sockets.set(id, socket)
        emit('websocketOpen', id, { protocol: socket.protocol })
      })
      socket.on('message', (data: Buffer, isBinary: boolean) => {
        const message = isBinary
          ? { type: 'binary', data: data.toString('base64') }
          : { type: 'text', data: data.toString() }
        emit('websocketMessage', id, message)
      })
      socket.on('error', (error: Error) => (failure = error))
      socket.on('close', (code: number, reason: Buffer) => {
        live.delete(socket)
        sockets.delete(id)
        // Both systems call an end without a close frame a failure.
        if (failure || code === 1006) emit('websocketFailed', id, { message: failure?.message ?? 'stream ended' })
        else {
          const words = reason.toString()
          const isSilent = system === 'ios' && words === ''
          emit('websocketClosed', id, { code, reason: isSilent ? null : words })
        }
      })
    },
    send: (text: string, id: number) => sockets.get(id)?.send(text),
    sendBinary: (base64: string, id: number) => sockets.get(id)?.send(Buffer.from(base64, 'base64')),
    close(code: number, reason: string, id: number) {
      sockets.get(id)?.close(code, reason)
      sockets.delete(id)
    },
  })
  return () => live.size
}
