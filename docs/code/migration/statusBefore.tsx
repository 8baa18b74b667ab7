import useWebSocket from 'react-use-websocket'

export function Status() {
  const { readyState } = useWebSocket('wss://example.org', {
    shouldReconnect: () => true,
    reconnectAttempts: 10,
    reconnectInterval: 3000,
  })
  return <p>{readyState === 1 ? 'on' : 'off'}</p>
}
