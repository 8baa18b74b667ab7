/**
 * The switch of a server, and what the server says of itself.
 */
import { POSITIONS } from '../../.storybook/live-server/switches.js'
import { Button } from '../ui/Button.js'
import { Facts } from '../ui/Facts.js'
import { Panel } from '../ui/Panel.js'
import { Segments } from '../ui/Segments.js'
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
      <Segments
        label="The server’s switch"
        value={report?.position}
        segments={POSITIONS.map((value) => ({ value, name: WORDS[value].name, tone: WORDS[value].tone }))}
        onChange={turn}
      />
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
