/**
 * The options that the hook and the element have beyond those of the core.
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
  /**
   * When the node connects by itself. `'none'`: never; `'self-ready'`: when its component has mounted; the other modes wait for
   * the node or provider above that they name, or for `autoconnectReference`.
   *
   * @defaultValue `'none'`
   */
  autoconnectMode?: AutoconnectMode | undefined
  /**
   * What the mode `'custom'` waits for: a ready source or a ref.
   *
   * @defaultValue none: the mode `'custom'` connects at once
   */
  autoconnectReference?: AutoconnectReference | null | undefined
  /**
   * Whether the node may connect by itself. False holds back this node and the nodes that wait for it. It does not close an
   * open connection.
   *
   * @defaultValue `true`
   */
  ready?: boolean | undefined
  /**
   * Seconds that the connection stays open after the component unmounts or an `<Activity>` hides it, 0 to 300. The component
   * gets the connection back when it is shown again. With a `name`, so does the next node with the same name, provider,
   * address and format, and the same functions `url`, `protocols` and `authenticate`. Up to 10,000 packets that arrive
   * meanwhile are kept. The connection ends earlier if the destination changes.
   *
   * @defaultValue `0`
   */
  linger?: number | undefined
  /**
   * A name by which `useNode(name)` finds the node, anywhere below the nearest provider.
   *
   * @defaultValue none: only components below the element find the node
   */
  name?: string | undefined
}

/** The options that a `<WebSocketProvider>` can set for all nodes below. */
export type WebSocketDefaults = Omit<
  ReactWebSocketNodeOptions,
  'format' | 'name' | 'authenticate' | 'autoconnectReference' | keyof SignalHandlers<AnyFormat>
>
