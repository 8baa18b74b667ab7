// The connection: the name goes first, and open means that the server has given us an id.
import { useState } from 'react'
import { backoff, useLastPacket, useWebSocketNode } from 'react-websocket-node'
import { Board } from './Board.js'
import { game, type FromServer, type State } from './protocol.js'
import { Scores } from './Scores.js'
import { Status } from './Status.js'

const isState = (packet: FromServer): packet is State => packet.type === 'state'

export function App({ host }: { host: string }) {
  const [name, setName] = useState('')
  const [me, setMe] = useState({ id: 0, width: 0, height: 0 })
  const [, node] = useWebSocketNode({
    url: name === '' ? null : `ws://${host}/`,
    autoconnectMode: 'self-ready',
    format: game,
    reconnect: backoff({ maxDelay: 10 }),
    // A move that waited for a connection would be one in another game.
    sendQueue: 0,
    authenticate: async ({ send, next }) => {
      send({ type: 'join', name })
      const welcome = await next()
      if (welcome.type !== 'welcome') throw new Error('The server gave no welcome.')
      setMe(welcome)
    },
  })
  const state = useLastPacket(node, isState)

  if (name === '') {
    return (
      <form
        className="join"
        onSubmit={(event) => {
          event.preventDefault()
          setName(String(new FormData(event.currentTarget).get('name')))
        }}
      >
        <h1>Coins</h1>
        <label>
          Name
          <input name="name" maxLength={10} autoComplete="nickname" required />
        </label>
        <button>Join</button>
      </form>
    )
  }
  return (
    <main>
      <header>
        <h1>Coins</h1>
        <Status node={node} />
        <button onClick={() => setName('')}>Leave</button>
      </header>
      <Board {...me} me={me.id} state={state} onMove={(dx, dy) => void node.send({ type: 'move', dx, dy })} />
      <Scores me={me.id} players={state?.players ?? []} />
    </main>
  )
}
