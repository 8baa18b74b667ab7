'use client'
/**
 * The context of the nearest `<WebSocketTopic>` above.
 */
import type { Context } from 'react'
import { sharedContext } from '../react/sharedContext.js'
import type { TopicHandle } from './types.js'

/** Its value is the topic of the nearest `<WebSocketTopic>` above; null if there is none, or it has no node or topic. */
export function topicAbove(): Context<TopicHandle | null> {
  return sharedContext<TopicHandle | null>('topics above', null)
}
