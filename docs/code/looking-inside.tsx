/** The inspector beside the README's first example. */
import { ChatRoom } from './readme.js'
// #region root
import { WebSocketInspector } from 'react-websocket-node/inspector'

export const Root = () => (
  <>
    <ChatRoom />
    <WebSocketInspector />
  </>
)
// #endregion
