/**
 * react-use-websocket with its callback alone: a filter keeps messages out of the state.
 */
import { createReactUseWebSocketCallback } from '../page/react-use-websocket'

export default createReactUseWebSocketCallback()
