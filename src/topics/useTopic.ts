'use client'
/**
 * The hook: a component reads a topic as long as it is mounted and shown.
 */
import { useContext, useEffect, useInsertionEffect } from 'react'
import type { AnyFormat, Packet, WebSocketNodeHandle } from '../core/types.js'
import { topicAbove } from './above.js'
import type { Topic } from './topic.js'
import type { TopicFormat, TopicHandle, TopicKey, Topics } from './types.js'
import { useTopicChecks } from './useTopicChecks.js'

/** The topic of the nearest `<WebSocketTopic>` above; null where there is none. */
export function useTopic<F extends AnyFormat = AnyFormat>(): TopicHandle<F> | null
/**
 * A topic of `node`, subscribed while this component is mounted and not hidden by an `<Activity>`; null for a null node,
 * and for a topic that is null or undefined. Never renders by itself: the value hooks read it as they read a node.
 *
 * @param of made by `topics(…)`, outside of components
 */
export function useTopic<F extends AnyFormat, K extends TopicKey, const T extends K>(
  node: WebSocketNodeHandle<F> | null,
  of: Topics<F, K>,
  topic: T | null | undefined,
): TopicHandle<TopicFormat<F, T>, Packet<F>> | null
export function useTopic(
  node?: WebSocketNodeHandle | null,
  of?: Topics<AnyFormat>,
  topic?: TopicKey | null,
): TopicHandle | null {
  const above = useContext(topicAbove())
  const isMissing = !node || !of || topic === null || topic === undefined
  const handle: TopicHandle | null = isMissing ? null : of.of(node, topic)
  const mine = handle as Topic<AnyFormat> | null
  // Not undone while an `<Activity>` hides this, so that its values last.
  useInsertionEffect(() => mine?.hold(), [mine])
  useEffect(() => mine?.read(), [mine])
  useTopicChecks(node, of)
  return of ? mine : above
}
