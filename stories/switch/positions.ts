/**
 * Where a switch can stand, in words and in colours.
 */
import type { Position } from '../../.storybook/live-server/switches.js'
import type { Tone } from '../ui/tones.js'

interface Words {
  readonly name: string
  readonly tone: Tone
  /** What a server does that is switched so. */
  readonly what: string
}

export const WORDS: Readonly<Record<Position, Words>> = {
  up: { name: 'Up', tone: 'green', what: 'Accepts, reads, and answers.' },
  down: { name: 'Killed', tone: 'red', what: 'Every connection is cut without a close frame; no new one is accepted.' },
  frozen: {
    name: 'Frozen',
    tone: 'blue',
    what: 'Connections stay, and new ones open, but nothing is read or answered.',
  },
  refusing: { name: 'Refusing', tone: 'amber', what: 'Who is connected stays; a new handshake is rejected with 503.' },
  dropping: { name: 'Dropping', tone: 'violet', what: 'Accepts each handshake, and cuts the connection right away.' },
}
