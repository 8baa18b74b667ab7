'use client'
/**
 * The entry `react-websocket-node`.
 */
export { useWebSocketNode } from './react/useWebSocketNode.js'
export { WebSocketNode, type WebSocketNodeProps } from './react/WebSocketNode.js'
export { WebSocketProvider, type WebSocketProviderProps } from './react/WebSocketProvider.js'
export { useNode } from './react/useNode.js'
export { useNodeState } from './react/useNodeState.js'
export { useSignal } from './react/useSignal.js'
export { useLastReceived } from './react/useLastReceived.js'
export { useReceivedLog } from './react/useReceivedLog.js'
export { useReceivedReducer } from './react/useReceivedReducer.js'
export { useReadyRef } from './react/useReadyRef.js'
export { opened, type ReadyRef } from './react/readySources.js'
export type { ReactWebSocketNodeOptions, WebSocketDefaults } from './react/types.js'

export {
  AUTOCONNECT_MODE,
  backoff,
  bytes,
  CLOSE_CODE,
  createWebSocketNode,
  json,
  ping,
  text,
  WebSocketNodeError,
} from './core/index.js'
export type {
  AnyFormat,
  AutoconnectMode,
  AutoconnectReference,
  BackoffOptions,
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
  PingOptions,
  ReadySource,
  ReconnectPolicy,
  Signal,
  SignalHandlers,
  Signals,
  StandardSchema,
  Transport,
  UrlOption,
  WebSocketLike,
  WebSocketNodeErrorCode,
  WebSocketNodeHandle,
  WebSocketNodeOptions,
  Wire,
} from './core/index.js'
