/**
 * The entry `react-websocket-node/core`: the node without React. Depends on nothing.
 */
export { createWebSocketNode } from './createWebSocketNode.js'
export { CLOSE_CODE, WebSocketNodeError, type WebSocketNodeErrorCode } from './errors.js'
export { AUTOCONNECT_MODE } from './types.js'
export type {
  AnyFormat,
  AutoconnectMode,
  AutoconnectReference,
  Connection,
  ConnectionEvents,
  CoreNode,
  CreateSocket,
  Data,
  DisconnectCause,
  Flush,
  Format,
  Heart,
  Heartbeat,
  HeartbeatPolicy,
  Message,
  NodeState,
  OpenRequest,
  Packet,
  ReadySource,
  ReconnectPolicy,
  Signal,
  SignalHandlers,
  Signals,
  Transport,
  UrlOption,
  WebSocketLike,
  WebSocketNodeHandle,
  WebSocketNodeOptions,
  Wire,
} from './types.js'
export { bytes } from '../formats/bytes.js'
export { json, type StandardSchema } from '../formats/json.js'
export { text } from '../formats/text.js'
export { backoff, type BackoffOptions } from '../policies/backoff.js'
export { ping, type PingOptions } from '../policies/ping.js'
