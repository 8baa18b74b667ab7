// What a room looks like. It knows nothing of a connection.
import type { ReactNode } from 'react'
import { ROOMS, type ChatMessage, type Room } from './protocol.js'

export interface ChatRoomProps {
  /** Who is logged in. */
  name: string
  room: Room
  messages: readonly ChatMessage[]
  status: ReactNode
  /** What stands beside the name of a room. */
  badgeOf?: (room: Room) => ReactNode
  onEnter: (room: Room) => void
  /** Says whether the text was accepted, and can be forgotten here. */
  onSay: (text: string) => boolean
  onLogOut: () => void
  /** Stands between the messages and the field for the next one. */
  children?: ReactNode
}

export function ChatRoom({ name, room, messages, status, badgeOf, onEnter, onSay, onLogOut, children }: ChatRoomProps) {
  return (
    <div className="chat">
      <header>
        <h1>Chat</h1>
        {status}
        <span className="me">{name}</span>
        <button onClick={onLogOut}>Log out</button>
      </header>
      <nav aria-label="Rooms">
        {ROOMS.map((other) => (
          <button key={other} aria-current={other === room} onClick={() => onEnter(other)}>
            <span># {other}</span>
            {badgeOf?.(other)}
          </button>
        ))}
      </nav>
      <main>
        <div className="scroller">
          <ol className="messages" aria-label="Messages">
            {messages.map(({ id, from, text, at }) => (
              <li key={id} className={from === name ? 'mine' : undefined}>
                <b>{from}</b>
                <time dateTime={new Date(at).toISOString()}>{timeOf(at)}</time>
                <p>{text}</p>
              </li>
            ))}
          </ol>
        </div>
        {children}
        <form
          className="composer"
          onSubmit={(event) => {
            event.preventDefault()
            const form = event.currentTarget
            if (onSay(String(new FormData(form).get('text')))) form.reset()
          }}
        >
          <input
            name="text"
            aria-label="Message"
            placeholder={`Say something in #${room}`}
            autoComplete="off"
            required
          />
          <button>Send</button>
        </form>
      </main>
    </div>
  )
}

function timeOf(at: number): string {
  return new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
}
