'use client'
/**
 * The topic that a component stands below.
 */
import { createContext } from 'react'
import type { TopicHandle } from './types.js'

/** The handle of the nearest `<WebSocketTopic>` above; null where there is none, or that has no node or topic. */
export const TopicAbove = createContext<TopicHandle | null>(null)
