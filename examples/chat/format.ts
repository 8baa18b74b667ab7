import { json } from 'react-websocket-node'
import type { FromServer, ToServer } from './protocol.js'

export const chat = json<FromServer, ToServer>()
