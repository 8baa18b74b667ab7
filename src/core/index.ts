/**
 * The entry `react-websocket-node/core`: the node without React. Depends on nothing.
 */
export { createWebSocketNode } from './createWebSocketNode.js'
export { CLOSE_CODE, WebSocketNodeError, type CloseDetails, type WebSocketNodeErrorCode } from './errors.js'
export type { Cancel, Clock } from './clock.js'
export type { PlatformAbortSignal, PlatformBlob, PlatformUrl } from './platform.js'
export { AUTOCONNECT_MODE } from './types.js'
export type {
  AnyFormat,
  AutoconnectMode,
  AutoconnectReference,
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
  Lifecycle,
  LifecycleEvents,
  Message,
  NodeState,
  OpenRequest,
  Outgoing,
  Packet,
  ProtocolsOption,
  ReadySource,
  ReconnectPolicy,
  Signal,
  SignalHandlers,
  Signals,
  StreamFormat,
  Transport,
  UrlOption,
  WebSocketLike,
  WebSocketNodeHandle,
  WebSocketNodeOptions,
  Wire,
} from './types.js'
export { bytes } from '../formats/bytes.js'
export type { Binary } from '../formats/outgoing.js'
export { json, type JsonFormatFactory, type StandardSchema } from '../formats/json.js'
export { text } from '../formats/text.js'
export { wire } from '../formats/wire.js'
export { backoff, type BackoffOptions } from '../policies/backoff.js'
export { ping, type PingOptions } from '../policies/ping.js'
export { request, type AskOptions, type RequestOptions } from '../requests/request.js'
export { requests, type Requests, type RequestsOptions } from '../requests/requests.js'
export { packets, type PacketIteration, type PacketsOptions } from '../requests/packets.js'
export { whenOpen } from '../requests/whenOpen.js'
export { topics } from '../topics/topics.js'
export type {
  NodeOrTopic,
  PacketOfTopic,
  TopicFormat,
  TopicHandle,
  TopicKey,
  Topics,
  TopicSignal,
  TopicsOptions,
  TopicState,
  WantedTopic,
} from '../topics/types.js'
