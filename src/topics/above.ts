'use client'
/**
 * The topic that a component stands below.
 */
import type { Context } from 'react'
import { sharedContext } from '../react/sharedContext.js'
import type { TopicHandle } from './types.js'

/** The handle of the nearest `<WebSocketTopic>` above; null where there is none, or that has no node or topic. */
export function topicAbove(): Context<TopicHandle | null> {
  return sharedContext<TopicHandle | null>('topics above', null)
}
