/** The client of docs/security.md. */
// #region client
import { backoff, createWebSocketNode, text } from 'react-websocket-node/core'

export const createChat = (token: () => Promise<string>) =>
  createWebSocketNode({
    host: 'chat.example', // wss://, unless useWSS is false
    route: '/room',
    protocols: 'chat.v1',
    format: text,
    authenticate: async ({ send, next }) => {
      send(await token()) // not in the URL: that is in the logs of every proxy
      if ((await next()) !== 'welcome') throw new Error('denied')
    },
    reconnect: backoff(),
    sendQueue: 20, // messages that wait while there is no connection
    sendBufferLimit: 1_000_000, // bytes that the network has not taken yet
  })
// #endregion

// #region ticket
/** For a server that wants the token in the handshake: a subprotocol beside the real one, asked for at each attempt. */
export const createTicketed = (ticket: () => Promise<string>) =>
  createWebSocketNode({
    host: 'chat.example',
    protocols: async () => ['chat.v1', `ticket.${await ticket()}`],
    format: text,
  })
// #endregion
