/**
 * The switch of a server, and what the server says of itself.
 */
import { POSITIONS } from '../../.storybook/live-server/switches.js'
import { Button } from '../ui/Button.js'
import { Facts } from '../ui/Facts.js'
import { Panel } from '../ui/Panel.js'
import { WORDS } from './positions.js'
import type { ServerSwitch } from './useServerSwitch.js'

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
