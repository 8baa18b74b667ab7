/**
 * What stands around every story: what to try and the button that plays it, the margins, and a discreet word about which
 * server it talks to.
 */
import type { StoryContext } from '@storybook/react-vite'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { serverKind } from '../../.storybook/live-server/which-server.js'
import { playSlowly } from '../support/plays.js'
import { TryThis } from './TryThis.js'
import './ui.css'

const WORDS = {
  live: { text: 'live server', title: 'Every socket here is a real one, to the server on this port.' },
  simulated: { text: 'simulated', title: 'No server stands behind this page: mock-socket plays it, inside the page.' },
} as const

interface StageProps {
  /** Of the story; none where the same stage stands outside of Storybook. */
  context?: StoryContext
  children: ReactNode
}

/** Each play begins with the story as it opens: mounted anew. */
export function Stage({ context, children }: StageProps) {
  const kind = serverKind()
  const scene = useRef<HTMLDivElement>(null)
  const latest = useRef(context)
  const [play, setPlay] = useState({ number: 0, isPlaying: false, problem: '' })
  const tryThis = context?.parameters.tryThis

  useEffect(() => {
    latest.current = context
  }, [context])

  // The effects of the story itself have run before this one.
  useEffect(() => {
    if (scene.current) scene.current.dataset['mounted'] = ''
    if (play.number === 0 || !scene.current || !latest.current) return
    let isCurrent = true
    const end = (problem: string) => isCurrent && setPlay((now) => ({ ...now, isPlaying: false, problem }))
    playSlowly(latest.current, scene.current).then(
      () => end(''),
      (error: unknown) => end(error instanceof Error ? error.message : String(error)),
    )
    return () => {
      isCurrent = false
    }
  }, [play.number])

  return (
    <div className="rwn">
      <div className="stage">
        {tryThis && (
          <TryThis
            line={tryThis}
            isPlaying={play.isPlaying}
            problem={play.problem}
            onPlay={() => setPlay(({ number }) => ({ number: number + 1, isPlaying: true, problem: '' }))}
          />
        )}
        <div key={play.number} ref={scene} className="scene">
          {children}
        </div>
        <div className="footer">
          <span className="server" data-server={kind} title={WORDS[kind].title}>
            {WORDS[kind].text}
          </span>
        </div>
      </div>
    </div>
  )
}
