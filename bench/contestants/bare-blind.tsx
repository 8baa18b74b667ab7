/**
 * A socket that counts events and never touches what they carry. A browser makes the string or buffer of a message when
 * it is asked for, so this is less than anybody pays who wants the messages.
 */
import { useEffect } from 'react'
import type { Contestant, CounterProps } from '../contestant'

function Counter({ url, tally }: CounterProps) {
  useEffect(() => {
    const socket = new WebSocket(url)
    socket.binaryType = 'arraybuffer'
    socket.onopen = () => tally.open()
    socket.onmessage = () => tally.see()
    return () => socket.close()
  }, [url, tally])
  useEffect(() => tally.commit())
  return null
}

const bareBlind: Contestant = { label: 'bare WebSocket, data never read', kind: 'hand', isAnotherWay: true, Counter }

export default bareBlind
