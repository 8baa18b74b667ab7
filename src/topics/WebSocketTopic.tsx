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

export interface WebSocketTopicProps<F extends AnyFormat, K extends TopicKey, T extends K> {
  /** Made by `topics(…)`, outside of components. */
  of: Topics<F, K>
  /** Null and undefined are no topic: nothing is subscribed. */
  topic: T | null | undefined
  /** The node. Default: the nearest one above, whatever its format. */
  node?: WebSocketNodeHandle<F> | null | undefined
  /** Finds the topic with `useTopic()`; a function gets it. */
  children?:
    | ReactNode
    | ((state: TopicState<Packet<F>>, topic: TopicHandle<TopicFormat<F, T>, Packet<F>> | null) => ReactNode)
    | undefined
}

/**
 * A topic as an element, subscribed while it is mounted and not hidden by an `<Activity>`; `ref` is its handle. Renders on
 * a change of the topic's state where `children` is a function, never for a packet.
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
