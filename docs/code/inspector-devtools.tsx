/** The inspector as a tab of TanStack Devtools, beside the README's first example. */
import { ChatRoom } from './readme.js'
// #region root
import { TanStackDevtools } from '@tanstack/react-devtools'
import { webSocketNodePlugin } from 'react-websocket-node/inspector'

const plugins = [webSocketNodePlugin()]

export const Root = () => (
  <>
    <ChatRoom />
    <TanStackDevtools plugins={plugins} />
  </>
)
// #endregion
