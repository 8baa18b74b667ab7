/**
 * A titled box, and the two ways in which boxes stand together.
 */
import { useId, type ReactNode } from 'react'

interface PanelProps {
  title: string
  /** Stands at the other end of the title line. */
  aside?: ReactNode
  /** The body goes to the edges: for a log. */
  flush?: boolean
  children: ReactNode
}

/** A titled region. */
export function Panel({ title, aside, flush = false, children }: PanelProps) {
  const id = useId()
  return (
    <section className="panel" data-flush={flush} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      {flush ? children : <div className="panel-body stack">{children}</div>}
    </section>
  )
}

/** Side by side where there is room. */
export function Columns({ children }: { children: ReactNode }) {
  return <div className="columns">{children}</div>
}
