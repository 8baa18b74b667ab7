/**
 * The record of a run, with the present effect marked; a click at any effect goes there.
 */
import { useEffect, useRef } from 'react'
import { Panel } from '../ui/Panel.js'
import type { Effect } from './record.js'

interface EffectsProps {
  effects: readonly Effect[]
  /** How many effects have happened at the present point. */
  count: number
  isRunning: boolean
  onRun: () => void
  onGo: (count: number) => void
}

export function Effects({ effects, count, isRunning, onRun, onGo }: EffectsProps) {
  const list = useRef<HTMLOListElement>(null)
  // The list scrolls, and never the page.
  useEffect(() => {
    const present = list.current?.children[count - 1] as HTMLElement | undefined
    if (!list.current || !present) return
    const { offsetTop, offsetHeight } = present
    const { scrollTop, clientHeight } = list.current
    if (offsetTop < scrollTop) list.current.scrollTop = offsetTop
    else if (offsetTop + offsetHeight > scrollTop + clientHeight) {
      list.current.scrollTop = offsetTop + offsetHeight - clientHeight
    }
  }, [count, effects.length])

  return (
    <Panel
      title="Run"
      aside={
        <span className="row">
          <Act name="Run" isPrimary onAct={onRun} />
          <Act name="Step back" isOff={!isRunning || count === 0} onAct={() => onGo(count - 1)} />
          <Act name="Step" isOff={isRunning && count >= effects.length} onAct={() => onGo(isRunning ? count + 1 : 1)} />
        </span>
      }
    >
      <p className="soft small" role="status">
        {isRunning
          ? `After ${count} of ${effects.length} effects.`
          : 'Run mounts the whole scene in one commit and records every effect; Step goes through them one by one.'}
      </p>
      <ol ref={list} className="scene-effects" aria-label="Effects" hidden={!isRunning}>
        {effects.map(({ words, at, what }, index) => (
          <li key={index} aria-current={index === count - 1 ? 'step' : undefined} data-later={index >= count}>
            <button
              type="button"
              data-what={what}
              tabIndex={index === Math.max(0, count - 1) ? 0 : -1}
              onClick={() => onGo(index + 1)}
            >
              <span className="mono">{Math.round(at)} ms</span> {words}
            </button>
          </li>
        ))}
      </ol>
    </Panel>
  )
}

interface ActProps {
  name: string
  isPrimary?: boolean
  isOff?: boolean
  onAct: () => void
}

/** Not disabled where there is nothing to do: it would lose the focus of who steps by the keyboard. */
function Act({ name, isPrimary = false, isOff = false, onAct }: ActProps) {
  return (
    <button
      className="button"
      data-kind={isPrimary ? 'primary' : 'plain'}
      type="button"
      aria-disabled={isOff}
      onClick={() => !isOff && onAct()}
    >
      {name}
    </button>
  )
}
