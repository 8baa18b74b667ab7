/**
 * What each of many components shows: the last message of its topic. The same for all contestants, inlined into the
 * component that has the message.
 */
import { useEffect } from 'react'
import type { Tally } from './tally'

/** A message that concerns one component. */
export interface TopicMessage {
  readonly topic: number
  readonly value: number
}

/** As many as there may be. */
export const TOPICS: readonly number[] = Array.from({ length: 100 }, (_, topic) => topic)

interface RowProps {
  readonly topic: number
  readonly message: TopicMessage | undefined
  readonly tally: Tally
}

export function Row({ topic, message, tally }: RowProps) {
  useEffect(() => {
    if (message) tally.see()
  }, [message, tally])
  useEffect(() => tally.commit())
  return (
    <p>
      {topic}: {message?.value}
    </p>
  )
}
