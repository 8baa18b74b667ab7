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

/** Returns the topic of the nearest `<WebSocketTopic>` above; null if there is none. */
export function useTopic<F extends AnyFormat = AnyFormat>(): TopicHandle<F> | null
/**
 * Returns a topic of a node, and subscribes it while the component is mounted and no `<Activity>` hides it. The hook never
 * renders by itself: pass the topic to `useLastPacket` and the other value hooks.
 *
 * @param node the node; with null there is no topic, and the hook returns null
 * @param of the topics of the protocol: what `topics(…)` returned
 * @param topic the name of the topic; null and undefined are no topic
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
