import { useState } from 'react'
import { useWebSocketNode } from 'react-websocket-node'

export function Ends() {
  const [end, setEnd] = useState('')
  const [state, node] = useWebSocketNode({
    host: 'localhost:6006',
    route: '/ws/close?code=4001&reason=Enough&after=100',
    useWSS: false,
    closeTimeout: 2, // seconds to wait for the server's close frame
    onConnectFailed: (error) => setEnd(`never open: ${error.code}`),
    onClosing: () => setEnd('in good order'), // not called where the connection is lost
    onClosed: (code, reason) => setEnd((so) => `${so} ${code} ${reason}`),
  })
  return (
    <>
      <button onClick={() => node.connect()}>{state.status}</button>
      <button onClick={() => node.close(4001, 'Enough')}>Close</button>
      <output>{end}</output>
    </>
  )
}
