/**
 * A running log of a node's signals, and of what it sends.
 */
import { useEffect, useRef } from 'react'
import type { AnyFormat, WebSocketNodeHandle } from '../../src/index.js'
import { Breakable } from './Breakable.js'
import { Button } from './Button.js'
import { Panel } from './Panel.js'
import { TONES } from './tones.js'
import { useSignalLog } from './useSignalLog.js'

interface SignalLogProps {
  node: WebSocketNodeHandle<AnyFormat> | null
  title?: string
  size?: 'large' | 'small'
  /** Has a line for each single packet, too. */
  packets?: boolean
}

/** Follows its own end; spoken politely by screen readers. */
export function SignalLog({ node, title = 'Signals', size = 'large', packets = false }: SignalLogProps) {
  const [lines, clear] = useSignalLog(node, packets)
  const scroller = useRef<HTMLDivElement>(null)
  useEffect(() => {
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight })
  }, [lines])

  return (
    <Panel
      flush
      title={title}
      aside={
        <Button kind="quiet" onClick={clear} label={`Clear ${title.toLowerCase()}`}>
          Clear
        </Button>
      }
    >
      <div ref={scroller} className="log" data-size={size} role="log" aria-label={title} tabIndex={0}>
        {lines.length === 0 && <p className="empty">No signal yet.</p>}
        <ol>
          {lines.map(({ id, at, signal, detail, times }) => (
            // What is sent is no signal.
            <li
              key={id}
              data-signal={signal === 'sent' ? undefined : signal}
              data-tone={signal === 'sent' ? 'grey' : TONES[signal]}
            >
              <time>{at.toFixed(3)}</time>
              <span className="name">{signal}</span>
              <span className="detail">
                <Breakable>{detail}</Breakable>
                {times > 1 && <b> ×{times}</b>}
              </span>
            </li>
          ))}
        </ol>
      </div>
    </Panel>
  )
}
