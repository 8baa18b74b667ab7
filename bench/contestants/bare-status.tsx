/**
 * What a connection costs that is more than a socket in an effect: its status is rendered, handshakes take turns, each
 * within its time, and none is made for a component that leaves in the task in which it came.
 */
import { useEffect, useState } from 'react'
import type { Contestant, CounterProps } from '../contestant'

const TIME_LIMIT_MS = 10_000

const line: (() => void)[] = []
let isTaken = false

/** Calls back when no other handshake is under way. */
function takeTurn(begin: () => void): void {
  if (isTaken) return void line.push(begin)
  isTaken = true
  begin()
}

function endTurn(): void {
  isTaken = false
  const next = line.shift()
  if (next) queueMicrotask(() => takeTurn(next))
}

function Mounted({ url, tally }: CounterProps) {
  const [status, setStatus] = useState('idle')
  useEffect(() => {
    let socket: WebSocket | undefined
    let isGone = false
    let timeout: ReturnType<typeof setTimeout> | undefined
    const open = () => {
      if (isGone) return endTurn()
      timeout = setTimeout(() => socket?.close(), TIME_LIMIT_MS)
      socket = new WebSocket(url)
      socket.onopen = () => {
        clearTimeout(timeout)
        setStatus('open')
        tally.open()
        endTurn()
      }
    }
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      if (isGone) return
      setStatus('connecting')
      takeTurn(open)
    }
    port2.postMessage(null)
    return () => {
      isGone = true
      clearTimeout(timeout)
      socket?.close()
    }
  }, [url, tally])
  useEffect(() => tally.commit())
  return <i hidden>{status}</i>
}

const bareStatus: Contestant = { label: 'by hand: status, turns and timeout', kind: 'hand', Mounted }

export default bareStatus
