'use client'
// The connection. Each attempt asks Next's server for a token first, by the `url` function: if that fails, the attempt
// is repeated. The token is the first message and no part of the address, which would stand in the logs of servers.
import { useRouter } from 'next/navigation'
import { useRef } from 'react'
import {
  backoff,
  json,
  useReceivedReducer,
  useWebSocketNode,
  type DisconnectCause,
  type ReconnectPolicy,
} from 'react-websocket-node'
import { logOut } from './actions'
import type { FromServer, Note, ToServer } from './protocol'
import { Status } from './Status'
import { fetchToken, LoggedOut } from './token'

const format = json<FromServer, ToServer>()
const NO_NOTES: readonly Note[] = []

const delays = backoff({ maxDelay: 10 })
const policy: ReconnectPolicy = {
  ...delays,
  next: (attempt, cause, node) => (isLoggedOut(cause) ? null : delays.next(attempt, cause, node)),
}

function isLoggedOut(cause: DisconnectCause): boolean {
  return cause.type === 'failed' && cause.error.cause instanceof LoggedOut
}

export function Notes({ name, liveUrl }: { name: string; liveUrl: string }) {
  const router = useRouter()
  const token = useRef('')
  const [, node] = useWebSocketNode({
    url: async () => {
      token.current = await fetchToken()
      return liveUrl
    },
    destination: name,
    autoconnectMode: 'self-ready',
    format,
    reconnect: policy,
    authenticate: async ({ send, next }) => {
      send({ type: 'auth', token: token.current })
      if ((await next()).type !== 'welcome') throw new Error('The server gave no welcome.')
    },
    // Logged out elsewhere: the page that the server renders now has the form.
    onGaveUp: () => router.refresh(),
  })
  const notes = useReceivedReducer(node, remember, NO_NOTES)

  return (
    <main className="card">
      <header>
        <h1>Notes</h1>
        <Status node={node} />
        <form action={logOut}>
          <button>Log out</button>
        </form>
      </header>
      <ol aria-label="Notes">
        {notes.map(({ id, from, text }) => (
          <li key={id}>
            <b>{from}</b> <span>{text}</span>
          </li>
        ))}
      </ol>
      <form
        className="composer"
        onSubmit={(event) => {
          event.preventDefault()
          const form = event.currentTarget
          if (node.send({ type: 'note', text: String(new FormData(form).get('text')) })) form.reset()
        }}
      >
        <input name="text" aria-label="Note" placeholder={`What ${name} wants to keep`} autoComplete="off" required />
        <button>Keep</button>
      </form>
    </main>
  )
}

function remember(notes: readonly Note[], packet: FromServer): readonly Note[] {
  if (packet.type === 'notes') return packet.notes
  return packet.type === 'note' ? [...notes, packet.note] : notes
}
