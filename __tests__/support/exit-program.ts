/**
 * A program that lives as long as its node does, and never calls `process.exit`. Run by a test, with the name of a case
 * and a host; it says the signals that came. Its input ends once the server has the handshake.
 */
import { WebSocket } from 'ws'
import { createWebSocketNode, text } from '../../src/core/index'

const [name, host] = process.argv.slice(2) as [string, string]
const said: string[] = []

// Timers that would be there long after the test if nothing stopped them.
const node = createWebSocketNode({
  host,
  useWSS: false,
  format: text,
  connectionTimeout: name === 'timed out' ? 0.1 : 300,
  closeTimeout: 300,
  createSocket: (url, protocols) => new WebSocket(url, protocols),
  ...(name === 'disposed while reconnecting' ? { reconnect: { next: () => 300 } } : {}),
  onConnected() {
    said.push('connected')
    if (name === 'closed by close()') node.close()
    if (name === 'disposed while open') setTimeout(() => node.dispose())
  },
  onConnectFailed: () => said.push('connectFailed'),
  onReconnecting() {
    said.push('reconnecting')
    setTimeout(() => node.dispose())
  },
  onClosing: () => said.push('closing'),
  onClosed: () => said.push('closed'),
})
process.on('exit', () => process.stdout.write(said.join(', ')))

node.connect()
if (name === 'disposed while connecting') process.stdin.on('end', () => node.dispose()).resume()
