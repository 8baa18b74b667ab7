'use client'
/**
 * The element: a topic that those below it can find.
 */
import { forwardRef, useImperativeHandle } from 'react'
import type { ForwardedRef, ReactElement, ReactNode, RefAttributes } from 'react'
import type { AnyFormat, Packet, WebSocketNodeHandle } from '../core/types.js'
import { useTree } from '../react/tree.js'
import { topicAbove } from './above.js'
import type { TopicFormat, TopicHandle, TopicKey, Topics, TopicState } from './types.js'
import { useTopic } from './useTopic.js'
import { useTopicState } from './useTopicState.js'

/** The props of `<WebSocketTopic>`. */
export interface WebSocketTopicProps<F extends AnyFormat, K extends TopicKey, T extends K> {
  /** The topics of the protocol: what `topics(…)` returned. */
  of: Topics<F, K>
  /** The name of the topic. With null or undefined nothing is subscribed. */
  topic: T | null | undefined
  /**
   * The node of the topic.
   *
   * @defaultValue the nearest node above, whatever its format is
   */
  node?: WebSocketNodeHandle<F> | null | undefined
  /** What is below, which finds the topic with `useTopic()`; or a function that gets the state and the topic. */
  children?:
    | ReactNode
    | ((state: TopicState<Packet<F>>, topic: TopicHandle<TopicFormat<F, T>, Packet<F>> | null) => ReactNode)
    | undefined
}

/**
 * A topic as an element: subscribed while it is mounted and no `<Activity>` hides it. Its `ref` is the topic. If `children` is a
 * function, it renders when the topic's state changes; it never renders for a packet.
 *
 * @param props the topics, the name, and what is below
 */
export const WebSocketTopic = forwardRef(function WebSocketTopic(
  { of, topic, node, children }: WebSocketTopicProps<AnyFormat, TopicKey, TopicKey>,
  ref: ForwardedRef<TopicHandle>,
): ReactElement {
  const { node: above } = useTree()
  const handle = useTopic(node === undefined ? above : node, of, topic)
  const isFunction = typeof children === 'function'
  const state = useTopicState(isFunction ? handle : null)
  useImperativeHandle<TopicHandle | null, TopicHandle | null>(ref, () => handle, [handle])
  const { Provider } = topicAbove()
  return <Provider value={handle}>{isFunction ? children(state, handle) : children}</Provider>
}) as unknown as <F extends AnyFormat, K extends TopicKey, const T extends K>(
  props: WebSocketTopicProps<F, K, T> & RefAttributes<TopicHandle<TopicFormat<F, T>, Packet<F>>>,
) => ReactElement
