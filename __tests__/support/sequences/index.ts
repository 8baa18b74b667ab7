/**
 * Every native sequence from a handshake to an end, in groups: gone through in a real browser and, but for what only
 * browsers do, with another client in Node.
 */
import { connecting, constructorErrors, handshakeFailed } from './attempts'
import { connectionLost, ownClose, protocolErrors, serverClose } from './endings'
import { packets } from './packets'
import type { Row } from './row'

export const SEQUENCES: readonly [group: string, rows: readonly Row[]][] = [
  ['the connection is lost', connectionLost],
  ['the handshake fails', handshakeFailed],
  ['while connecting', connecting],
  ['the own close', ownClose],
  ["the server's close", serverClose],
  ['protocol errors', protocolErrors],
  ['packets', packets],
  ['errors of the constructor', constructorErrors],
]
