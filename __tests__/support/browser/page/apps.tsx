/**
 * Runs in the page: small apps as they are written in the first hour.
 */
import { Activity, useEffect, useLayoutEffect, useState, type ReactElement, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { text, useNode, useWebSocketNode, WebSocketNode, type WebSocketNodeHandle } from '../../../../src/index'
import { until } from './work'

/** Renders into a place of its own; returns how to render something else there, in this task. */
function place(): (children: ReactNode) => void {
  const root = createRoot(document.body.appendChild(document.createElement('div')))
  return (children) => flushSync(() => root.render(children))
}

/** Says goodbye in the clean-ups of a layout effect and an effect. */
function useGoodbye(node: WebSocketNodeHandle<typeof text> | null, name: string): void {
  useLayoutEffect(() => () => void node?.send(`${name}, layout effect`), [node, name])
  useEffect(() => () => void node?.send(`${name}, effect`), [node, name])
}

function Child({ name }: { name: string }): null {
  useGoodbye(useNode(undefined, text), name)
  return null
}

function BesideTheHook({ host, onOpen }: { host: string; onOpen: () => void }): null {
  const [, node] = useWebSocketNode({
    host,
    useWSS: false,
    format: text,
    autoconnectMode: 'self-ready',
    onConnected: onOpen,
  })
  useGoodbye(node, 'beside the hook')
  return null
}

/** Opens two connections, takes both away in one commit, and says nothing more. */
export async function sayGoodbye(host: string, how: 'unmounted' | 'hidden'): Promise<void> {
  const render = place()
  let open = 0
  const onOpen = (): void => void (open += 1)
  const app = (mode: 'visible' | 'hidden'): ReactElement => (
    <Activity mode={mode}>
      <BesideTheHook host={host} onOpen={onOpen} />
      <WebSocketNode host={host} useWSS={false} format={text} autoconnectMode="self-ready" onConnected={onOpen}>
        <Child name="below the element" />
      </WebSocketNode>
    </Activity>
  )
  render(app('visible'))
  await until(() => open === 2)
  render(how === 'hidden' ? app('hidden') : null)
}

/** Asks for a token at each attempt, and offers the newest one as a subprotocol; resolves when it is open. */
export async function connectWithToken(host: string): Promise<{ asked: number; protocol: string }> {
  let asked = 0
  const protocol = await new Promise<string>((resolve) => {
    function Chat(): null {
      const [token, setToken] = useState('none')
      const [state] = useWebSocketNode({
        url: async () => {
          asked += 1
          await new Promise((answer) => setTimeout(answer, 5))
          setToken(`token-${asked}`)
          return `ws://${host}/`
        },
        protocols: ['v1', token],
        autoconnectMode: 'self-ready',
      })
      useEffect(() => {
        if (state.status === 'open') resolve(state.protocol)
      }, [state])
      return null
    }
    place()(<Chat />)
  })
  return { asked, protocol }
}
