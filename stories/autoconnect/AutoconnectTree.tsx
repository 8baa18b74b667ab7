/**
 * A tree of providers and nodes, drawn as what it is: each card stands where its element stands in the React tree.
 */
import { Fragment, StrictMode, useState, type ReactNode } from 'react'
import {
  AUTOCONNECT_MODE,
  useReadyRef,
  WebSocketNode,
  WebSocketProvider,
  type WebSocketDefaults,
} from '../../src/index.js'
import { Button, Switch } from '../ui/Button.js'
import { Panel } from '../ui/Panel.js'
import { StateBadge, toneOf } from '../ui/StateBadge.js'
import { Leaf } from './Leaf.js'
import { TreeCard } from './TreeCard.js'

export interface AutoconnectTreeProps {
  host: string
  useWSS: boolean
  /** Milliseconds that the server takes for each handshake, so that one can watch. */
  handshake: number
  /** What is ready as the tree mounts: all of it, or nothing. */
  readyAtMount: boolean
  /** Mounts everything twice, in development; see React's documentation. */
  strictMode: boolean
}

/** Its controls are outside of the tree that mounts and unmounts. */
export function AutoconnectTree({ strictMode, ...props }: AutoconnectTreeProps) {
  const [mount, setMount] = useState({ count: 1, isMounted: true })
  const [isStrict, setStrict] = useState(strictMode)
  const [order, setOrder] = useState<readonly string[]>([])
  const Mode = isStrict ? StrictMode : Fragment
  const remount = (isMounted: boolean) => {
    setOrder([])
    setMount(({ count }) => ({ count: count + 1, isMounted }))
  }

  return (
    <>
      <div className="row spread">
        <div className="row">
          <Button kind="primary" onClick={() => remount(true)}>
            {mount.isMounted ? 'Mount anew' : 'Mount'}
          </Button>
          <Button disabled={!mount.isMounted} onClick={() => remount(false)}>
            Unmount
          </Button>
        </div>
        <Switch
          checked={isStrict}
          onChange={(checked) => {
            setStrict(checked)
            remount(mount.isMounted)
          }}
        >
          StrictMode
        </Switch>
      </div>
      <div className="tree-and-order">
        <Panel title="The tree">
          {mount.isMounted ? (
            <Mode key={mount.count}>
              <Tree {...props} onConnected={(name) => setOrder((names) => [...names, name])} />
            </Mode>
          ) : (
            <p className="soft">Unmounted: no socket, no timer, no listener is left.</p>
          )}
        </Panel>
        <Order names={order} />
      </div>
    </>
  )
}

function Tree({
  host,
  useWSS,
  handshake,
  readyAtMount,
  onConnected,
}: Omit<AutoconnectTreeProps, 'strictMode'> & { onConnected: (name: string) => void }) {
  const [ready, setReady] = useState({ root: readyAtMount, owner: readyAtMount, parent: readyAtMount })
  const [hasElement, setHasElement] = useState(readyAtMount)
  const reference = useReadyRef<HTMLElement>()
  const defaults: WebSocketDefaults = { host, useWSS, route: `/ws/slow-handshake?ms=${handshake}` }
  const readySwitch = (name: keyof typeof ready): ReactNode => (
    <Switch checked={ready[name]} onChange={(checked) => setReady((all) => ({ ...all, [name]: checked }))}>
      {name} is ready
    </Switch>
  )

  return (
    <ul className="tree">
      <li>
        <WebSocketProvider ready={ready.root} defaults={defaults}>
          <TreeCard title="root" kind="<WebSocketProvider>" tone={ready.root ? 'green' : undefined}>
            {readySwitch('root')}
          </TreeCard>
          <ul>
            <li>
              <TreeCard title="reference" kind="an element with a ref" tone={hasElement ? 'green' : undefined}>
                {hasElement && (
                  <span ref={reference} className="tag" data-tone="green">
                    element
                  </span>
                )}
                <Switch checked={hasElement} onChange={setHasElement}>
                  reference is filled
                </Switch>
              </TreeCard>
            </li>
            <li>
              <WebSocketProvider ready={ready.owner}>
                <TreeCard title="owner" kind="<WebSocketProvider>" tone={ready.owner ? 'green' : undefined}>
                  {readySwitch('owner')}
                </TreeCard>
                <ul>
                  <li>
                    <WebSocketNode
                      ready={ready.parent}
                      autoconnectMode={AUTOCONNECT_MODE.SELF_READY}
                      onConnected={() => onConnected('parent')}
                    >
                      {(state) => (
                        <>
                          <TreeCard title="parent" kind="<WebSocketNode>, self-ready" tone={toneOf(state)}>
                            <StateBadge state={state} />
                            {readySwitch('parent')}
                          </TreeCard>
                          <ul>
                            {Object.values(AUTOCONNECT_MODE).map((mode) => (
                              <li key={mode}>
                                <Leaf mode={mode} reference={reference} onConnected={onConnected} />
                              </li>
                            ))}
                          </ul>
                        </>
                      )}
                    </WebSocketNode>
                  </li>
                </ul>
              </WebSocketProvider>
            </li>
          </ul>
        </WebSocketProvider>
      </li>
    </ul>
  )
}

function Order({ names }: { names: readonly string[] }) {
  return (
    <Panel title="Connected, in this order">
      <div role="log" aria-label="Order of connection">
        {names.length === 0 && <p className="soft">Nobody yet.</p>}
        <ol className="order">
          {names.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ol>
      </div>
    </Panel>
  )
}
