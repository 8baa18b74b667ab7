/**
 * Runs in the page: takes a flood of numbers through one node, as much at a time as is asked for, and counts.
 */
import { createWebSocketNode, text } from '../../../../src/index'
import { heapSize } from './work'

/** What has come. */
export interface Flood {
  /** Takes `count` more; resolves to the fullest that the heap was meanwhile, in bytes, garbage and all. */
  take(count: number): Promise<number>
  /** Packets that were not the number that was due. */
  readonly wrong: number
  readonly received: number
  readonly status: string
}

/** Connects to a server that sends the next `chunk` numbers, from 0, whenever it is asked. */
export function flood(host: string, chunk: number): Flood {
  let received = 0
  let wrong = 0
  let wanted = 0
  let fullest = 0
  let finish = (): void => undefined
  const ask = (): void => {
    if (wanted <= 0) return
    wanted -= chunk
    node.send('more')
  }
  const node = createWebSocketNode({
    host,
    useWSS: false,
    format: text,
    sendQueue: 2,
    onReceived(_, packets) {
      for (const packet of packets) {
        if (Number(packet) !== received) wrong += 1
        received += 1
        if (received % chunk === 0) ask()
      }
      fullest = Math.max(fullest, heapSize())
      if (wanted <= 0) finish()
    },
  })
  node.connect()
  return {
    take(count) {
      const end = received + count
      wanted = count
      fullest = 0
      return new Promise((resolve) => {
        finish = () => {
          if (received === end) resolve(fullest)
        }
        // Two chunks are under way, so that neither side waits.
        ask()
        ask()
      })
    },
    get wrong() {
      return wrong
    },
    get received() {
      return received
    },
    get status() {
      return node.state.status
    },
  }
}
