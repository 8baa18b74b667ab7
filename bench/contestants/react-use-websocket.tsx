/**
 * react-use-websocket as its documentation has it: the last message is state.
 */
import { createReactUseWebSocket } from '../page/react-use-websocket'

export default createReactUseWebSocket('react-use-websocket, state', {})
