'use client'
/**
 * The state of a topic's subscription.
 */
import { useSource } from '../react/useStore.js'
import { UNSUBSCRIBED } from './ledger.js'
import type { TopicState } from './types.js'

/** The part of a topic that the hook reads, so that it takes topics of any format. */
interface Observable<Answer> {
  readonly state: TopicState<Answer>
  subscribe(listener: () => void): () => void
}

/**
 * Returns the state of a topic's subscription, and renders when it changes. It does not subscribe the topic.
 *
 * @param topic the topic; null counts as unsubscribed
 */
export function useTopicState<Answer>(topic: Observable<Answer> | null): TopicState<Answer> {
  return useSource<TopicState<Answer>>(topic, () => topic?.state ?? getInitialState<Answer>(), getInitialState<Answer>)
}

function getInitialState<Answer>(): TopicState<Answer> {
  return UNSUBSCRIBED as TopicState<Answer>
}
