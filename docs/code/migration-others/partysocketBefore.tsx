/** A room by partysocket's hook, of docs/migration-others.md. */
// #region room
import usePartySocket from 'partysocket/react'
import { useState } from 'react'

export function Room({ room, getToken }: { room: string; getToken: () => Promise<string> }) {
  const [lines, setLines] = useState<string[]>([])
  const socket = usePartySocket({
    host: 'party.example',
    party: 'chat',
    room,
    query: async () => ({ token: await getToken() }),
    onMessage: (event) => setLines((before) => [...before, event.data as string]),
  })

  return (
    <>
      <pre>{lines.join('\n')}</pre>
      <button onClick={() => socket.send('hello')}>Hello</button>
    </>
  )
}
// #endregion
