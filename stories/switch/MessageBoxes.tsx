/**
 * Messages as boxes, in rows that tell where they are; a queue also shows the room that is left.
 */
import type { Tone } from '../ui/tones.js'

/** As many as can be looked at. */
const MAX_DRAWN = 60

interface MessageBoxesProps {
  title: string
  tone: Tone
  messages: readonly string[]
  /** Boxes that there are places for; more are not drawn as empty than can be looked at. */
  places?: number
  children?: string
}

export function MessageBoxes({ title, tone, messages, places = 0, children }: MessageBoxesProps) {
  const drawn = messages.slice(-MAX_DRAWN)
  const free = Math.max(0, Math.min(places, MAX_DRAWN) - drawn.length)
  return (
    <section className="boxes" aria-label={title}>
      <h3 className="caption">
        {title} <b>{places > 0 ? `${messages.length} of ${places}` : messages.length}</b>
      </h3>
      {children && <p className="soft small">{children}</p>}
      <ol data-tone={tone}>
        {drawn.length + free === 0 && <li className="soft small">none</li>}
        {drawn.map((message, index) => (
          <li key={messages.length - drawn.length + index} className="box">
            {message}
          </li>
        ))}
        {Array.from({ length: free }, (_, index) => (
          <li key={`free ${index}`} className="place" aria-hidden="true" />
        ))}
      </ol>
    </section>
  )
}
