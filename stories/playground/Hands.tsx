/**
 * What one does with the node by hand: connect, close, send.
 */
import { useState } from 'react'
import { useNodeState, type AnyFormat, type WebSocketNodeHandle } from '../../src/index.js'
import { canClose, canConnect } from '../support/can.js'
import { Button } from '../ui/Button.js'
import { Field } from '../ui/Field.js'

export function Hands({ node }: { node: WebSocketNodeHandle<AnyFormat> }) {
  const state = useNodeState(node)
  const [message, setMessage] = useState('Hello')
  const [answer, setAnswer] = useState('')
  const act = (call: string, wasAccepted: boolean) => setAnswer(`${call} → ${wasAccepted}`)
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        act('send', node.sendString(message))
      }}
    >
      <div className="row">
        <Button kind="primary" disabled={!canConnect(state)} onClick={() => act('connect()', node.connect())}>
          Connect
        </Button>
        <Button disabled={!canClose(state)} onClick={() => act('close()', node.close())}>
          Close
        </Button>
        <Button onClick={() => act('reconnect()', node.reconnect())}>Reconnect</Button>
      </div>
      <div className="row row-end">
        <Field label="Message" value={message} onChange={setMessage} />
        <Button type="submit">Send</Button>
      </div>
      <p className="soft small mono" role="status">
        {answer || 'Each method says at once whether it was accepted.'}
      </p>
    </form>
  )
}
