'use client'
/**
 * The entry `react-websocket-node`.
 */
export { useWebSocketNode } from './react/useWebSocketNode.js'
export { WebSocketNode, type WebSocketNodeProps } from './react/WebSocketNode.js'
export { WebSocketProvider, type WebSocketProviderProps } from './react/WebSocketProvider.js'
export { useNode, type PassTheFormatToUseNode, type UntypedNode } from './react/useNode.js'
export { useNodeState } from './react/useNodeState.js'
export { useSignal } from './react/useSignal.js'
export { useLastPacket } from './react/useLastPacket.js'
export { useLastReceived } from './react/useLastReceived.js'
export { useReceivedLog, type ReceivedLogOptions } from './react/useReceivedLog.js'
export { useReceivedReducer } from './react/useReceivedReducer.js'
export { useRemaining } from './react/useRemaining.js'
export { useReadyRef } from './react/useReadyRef.js'
export { opened, type ReadyRef } from './react/readySources.js'
export type { ReactWebSocketNodeOptions, WebSocketDefaults } from './react/types.js'
export { useTopic } from './topics/useTopic.js'
export { useTopicState } from './topics/useTopicState.js'
export { WebSocketTopic, type WebSocketTopicProps } from './topics/WebSocketTopic.js'

export {
  AUTOCONNECT_MODE,
  backoff,
  bytes,
  CLOSE_CODE,
  createWebSocketNode,
  json,
  packets,
  ping,
  request,
  requests,
  text,
  topics,
  WebSocketNodeError,
  whenOpen,
  wire,
} from './core/index.js'
export type {
  AnyFormat,
  AskOptions,
  AutoconnectMode,
  AutoconnectReference,
  BackoffOptions,
  Binary,
  Cancel,
  Clock,
  CloseDetails,
  ConnectedInfo,
  Connection,
  ConnectionEvents,
  CoreNode,
  CreateSocket,
  Data,
  Decoder,
  DisconnectCause,
  Exchange,
  Flush,
  Format,
  Heart,
  Heartbeat,
  HeartbeatPolicy,
  JsonFormatFactory,
  Lifecycle,
  LifecycleEvents,
  Message,
  NodeOrTopic,
  NodeState,
  OpenRequest,
  Outgoing,
  Packet,
  PacketIteration,
  PacketOfTopic,
  PacketsOptions,
  PingOptions,
  PlatformAbortSignal,
  PlatformBlob,
  PlatformUrl,
  ProtocolsOption,
  ReadySource,
  ReconnectPolicy,
  RequestOptions,
  Requests,
  RequestsOptions,
  Signal,
  SignalHandlers,
  Signals,
  StandardSchema,
  StreamFormat,
  TopicFormat,
  TopicHandle,
  TopicKey,
  Topics,
  TopicSignal,
  TopicsOptions,
  TopicState,
  Transport,
  UrlOption,
  WantedTopic,
  WebSocketLike,
  WebSocketNodeErrorCode,
  WebSocketNodeHandle,
  WebSocketNodeOptions,
  Wire,
} from './core/index.js'
