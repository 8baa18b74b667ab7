/**
 * Both entries, as an app that is rendered in an edge runtime imports them.
 */
import { renderToString } from 'react-dom/server'
import { useWebSocketNode } from 'react-websocket-node'
import { createWebSocketNode, text } from 'react-websocket-node/core'

function Status() {
  const [state] = useWebSocketNode({ host: 'localhost', autoconnectMode: 'self-ready' })
  return <p>{state.status}</p>
}

export const html = (): string => renderToString(<Status />)

/** What the server says back. */
export function echo(host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const node = createWebSocketNode({ host, route: '/echo', useWSS: false, format: text })
    node.on('connected', () => node.send('hello'))
    node.on('connectFailed', reject)
    node.on('packet', (packet) => {
      node.dispose()
      resolve(packet)
    })
    node.connect()
  })
}
