/**
 * A node whose address can be changed, and what the server says about it.
 */
import { useState } from 'react'
import { text, useWebSocketNode, type UrlOption } from '../../src/index.js'
import type { InspectorArgs } from '../support/inspector.js'
import { Button, Switch } from '../ui/Button.js'
import { Facts } from '../ui/Facts.js'
import { Field } from '../ui/Field.js'
import { Columns, Panel } from '../ui/Panel.js'
import { SignalLog } from '../ui/SignalLog.js'
import { StateBadge } from '../ui/StateBadge.js'

interface RoutingProps extends Pick<InspectorArgs, 'host' | 'route' | 'useWSS'> {
  /** Instead of the three above. */
  url?: UrlOption
}

export function Routing({ host, route, useWSS, url }: RoutingProps) {
  const [applied, setApplied] = useState({ host, route, useWSS })
  const [draft, setDraft] = useState(applied)
  const [reachedAt, setReachedAt] = useState('')
  const [state, node] = useWebSocketNode({
    ...applied,
    url,
    autoconnectMode: 'self-ready',
    format: text,
    onPacket: setReachedAt,
  })

  return (
    <Columns>
      <Panel title="Routing" aside={<StateBadge state={state} />}>
        {url === undefined && (
          <form
            className="stack"
            onSubmit={(event) => {
              event.preventDefault()
              setApplied(draft)
            }}
          >
            <Field label="host" value={draft.host} onChange={(value) => setDraft({ ...draft, host: value })} />
            <Field label="route" value={draft.route} onChange={(value) => setDraft({ ...draft, route: value })} />
            <div className="row spread">
              <Switch checked={draft.useWSS} onChange={(checked) => setDraft({ ...draft, useWSS: checked })}>
                useWSS
              </Switch>
              <span className="row">
                <Button onClick={() => node.connect()}>Connect</Button>
                <Button kind="primary" type="submit">
                  Apply
                </Button>
              </span>
            </div>
          </form>
        )}
        {typeof url === 'string' && <Facts of={{ url }} />}
        {url === undefined || <hr className="divider" />}
        <Facts of={{ 'state.url': 'url' in state ? state.url : '', 'the server was reached at': reachedAt }} />
      </Panel>
      <SignalLog node={node} />
    </Columns>
  )
}
