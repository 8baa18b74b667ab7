/**
 * What the hook and the element take beyond the core's options.
 */
import type {
  AnyFormat,
  AutoconnectMode,
  AutoconnectReference,
  SignalHandlers,
  WebSocketNodeOptions,
} from '../core/types.js'

/** The options of `useWebSocketNode` and the props of `<WebSocketNode>`. */
export interface ReactWebSocketNodeOptions<F extends AnyFormat = AnyFormat> extends WebSocketNodeOptions<F> {
  /** When the node connects by itself. Default `'none'`: never. */
  autoconnectMode?: AutoconnectMode | undefined
  /** What the mode `'custom'` waits for; without one it connects at once. */
  autoconnectReference?: AutoconnectReference | null | undefined
  /** False holds back this node, and those that wait for it; it never closes what is connected. Default true. */
  ready?: boolean | undefined
  /**
   * Seconds, 0 to 300, that the connection outlives an unmount or a hiding `<Activity>`, for this component when it comes
   * back or, with a name, for the next node of that name, provider, routing and format, and of the same functions in `url`,
   * `protocols` and `authenticate`. What arrives meanwhile is kept, up to 10,000 packets. A destination that changes
   * meanwhile ends it. Default 0.
   */
  linger?: number | undefined
  /** How `useNode(name)` finds it, below the nearest provider. */
  name?: string | undefined
}

/** What a provider can set for all nodes below. */
export type WebSocketDefaults = Omit<
  ReactWebSocketNodeOptions,
  'format' | 'name' | 'authenticate' | 'autoconnectReference' | keyof SignalHandlers<AnyFormat>
>
