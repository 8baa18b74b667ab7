/**
 * One element of a drawn tree.
 */
import type { ReactNode } from 'react'
import type { Tone } from '../ui/tones.js'

interface TreeCardProps {
  title: string
  /** What it is, in small print. */
  kind: string
  tone: Tone | undefined
  children: ReactNode
}

export function TreeCard({ title, kind, tone, children }: TreeCardProps) {
  return (
    <div className="tree-card" data-tone={tone} role="group" aria-label={title}>
      <span className="title">
        {title}
        <small>{kind}</small>
      </span>
      {children}
    </div>
  )
}
