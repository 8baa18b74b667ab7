/**
 * The playground: one node whose every option is a field, with the tree that it stands in, its signals, its states over
 * time, the server's switch, and the code for all of it. In a narrow window the three columns are tabs.
 */
import { opened, useNode, useReadyRef, useWebSocketNode, WebSocketNode, WebSocketProvider } from '../../src/index.js'
import { SwitchPanel } from '../switch/SwitchPanel.js'
import { Timeline } from '../switch/Timeline.js'
import { useHistory } from '../switch/useHistory.js'
import { useServerSwitch, type ServerSwitch } from '../switch/useServerSwitch.js'
import { Panel } from '../ui/Panel.js'
import { SignalLog } from '../ui/SignalLog.js'
import { CodePanel } from './CodePanel.js'
import { ColumnsOrTabs } from './ColumnsOrTabs.js'
import { Hands } from './Hands.js'
import { OptionForm } from './OptionForm.js'
import { optionsOf, withRoute } from './options.js'
import './playground.css'
import { Reference, SceneTree } from './Scene.js'
import type { Settings } from './settings.js'
import { useSettings, type Change } from './useSettings.js'

export function Playground() {
  const server = useServerSwitch()
  const [settings, change] = useSettings()
  const routed = withRoute(settings, server.route)
  const { root, owner, parent, reference } = settings
  return (
    <WebSocketProvider ready={root === true}>
      <WebSocketProvider ready={owner === true}>
        {reference === true && settings.autoconnectReference === 'opened(another node)' && (
          <WebSocketNode
            name="auth"
            host={String(settings.host)}
            route="/ws/echo"
            useWSS={settings.useWSS === true}
            autoconnectMode="self-ready"
          />
        )}
        <WebSocketNode ready={parent === true} autoconnectMode="none">
          <Inside server={server} settings={routed} change={change} />
        </WebSocketNode>
      </WebSocketProvider>
    </WebSocketProvider>
  )
}

interface InsideProps {
  server: ServerSwitch
  settings: Settings
  change: Change
}

function Inside({ server, settings, change }: InsideProps) {
  const auth = useNode('auth')
  const element = useReadyRef<HTMLElement>()
  const isElement = settings.autoconnectReference === 'an element’s ref'
  const [, node] = useWebSocketNode(optionsOf(settings, isElement ? element : opened(auth)))
  const history = useHistory(node, server.report?.position)
  return (
    <>
      {isElement && settings.reference === true && <Reference at={element} />}
      <ColumnsOrTabs>
        {{
          Scene: (
            <>
              <Panel title="Scene">
                <SceneTree settings={settings} change={change} node={node} auth={auth} />
                <hr className="divider" />
                <Hands node={node} />
              </Panel>
              <SwitchPanel of={server} />
            </>
          ),
          Life: (
            <>
              <Timeline of={history} />
              <SignalLog node={node} size="small" />
              <CodePanel settings={settings} />
            </>
          ),
          Options: <OptionForm settings={settings} change={change} />,
        }}
      </ColumnsOrTabs>
    </>
  )
}
