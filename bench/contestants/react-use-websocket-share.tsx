/**
 * react-use-websocket with `share`: components with the same URL have one socket.
 */
import { createReactUseWebSocket } from '../page/react-use-websocket'

export default createReactUseWebSocket('react-use-websocket, share', { share: true })
