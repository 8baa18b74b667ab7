/**
 * The switch of a server, and what the server says of itself.
 */
import { POSITIONS, type Position } from '../../.storybook/live-server/switches.js'
import { Button } from '../ui/Button.js'
import { Facts } from '../ui/Facts.js'
import { Panel } from '../ui/Panel.js'
import type { Tone } from '../ui/StateBadge.js'
import type { ServerSwitch } from './useServerSwitch.js'

const WORDS: Record<Position, { name: string; tone: Tone; what: string }> = {
  up: { name: 'Up', tone: 'green', what: 'Accepts, echoes, and answers a ping.' },
  down: { name: 'Killed', tone: 'red', what: 'Every connection is cut without a close frame; no new one is accepted.' },
  frozen: {
    name: 'Frozen',
    tone: 'blue',
    what: 'Connections stay, and new ones open, but nothing is read or answered.',
  },
  refusing: { name: 'Refusing', tone: 'amber', what: 'Who is connected stays; a new handshake is rejected with 503.' },
  dropping: { name: 'Dropping', tone: 'violet', what: 'Accepts each handshake, and cuts the connection right away.' },
}

export function SwitchPanel({ of: { report, turn } }: { of: ServerSwitch }) {
  const at = report && WORDS[report.position]
  return (
    <Panel
      title="Server"
      aside={
        <span className="badge" data-tone={at?.tone ?? 'grey'}>
          {at?.name.toLowerCase() ?? 'asking'}
        </span>
      }
    >
      <div className="segments" role="group" aria-label="The server’s switch">
        {POSITIONS.map((position) => (
          <button
            key={position}
            type="button"
            data-tone={WORDS[position].tone}
            aria-pressed={report?.position === position}
            onClick={() => turn(position)}
          >
            {WORDS[position].name}
          </button>
        ))}
      </div>
      <p className="soft small what">{at?.what}</p>
      <div className="row">
        <Button kind="small" onClick={() => turn('restart')}>
          Restart
        </Button>
        <Button kind="small" onClick={() => turn('expel')}>
          Close with 4001
        </Button>
      </div>
      <Facts
        of={{
          connections: report?.connections,
          'handshakes accepted': report?.accepted,
          'handshakes rejected': report?.rejected,
        }}
      />
    </Panel>
  )
}
