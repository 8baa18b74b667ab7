/**
 * A server of rooms that records what it heard from whom and where. It talks at once and answers everything, and now and
 * then it cuts a client off: what it does depends on the client's schedule alone.
 */
import type { WebSocket } from 'ws'
import { seeded } from '../seeded'
import type { PathScript } from './ws-server'

/** What one connection brought. */
export interface Testimony {
  readonly schedule: number
  readonly room: string
  /** `''` until the client has said who it is. */
  user: string
  readonly messages: string[]
}

/** The paths of its rooms, which write into `testimonies`. */
export function witness(rooms: readonly string[], testimonies: Testimony[]): Record<string, PathScript> {
  const connections = new Map<number, number>()
  return Object.fromEntries(
    rooms.map((room): [string, PathScript] => [
      `/${room}`,
      (socket, query) => {
        const schedule = Number(query.get('schedule'))
        const index = connections.get(schedule) ?? 0
        connections.set(schedule, index + 1)
        const testimony: Testimony = { schedule, room, user: query.get('user') ?? '', messages: [] }
        testimonies.push(testimony)
        attend(socket, testimony, schedule * 100 + index)
      },
    ]),
  )
}

function attend(socket: WebSocket, testimony: Testimony, seed: number): void {
  const chance = seeded(seed)
  const patience = chance.between(1, 4) === 1 ? chance.between(1, 6) : Infinity
  let pushed = 0

  const push = (count: number): void => {
    const { schedule, user, room } = testimony
    for (let left = count; left > 0; left -= 1) socket.send(`${schedule}|${user}|${room}|push|${seed}.${(pushed += 1)}`)
  }
  const greet = (): void => {
    push(chance.between(0, 4))
    setTimeout(() => push(chance.between(0, 3)), chance.between(0, 6))
  }

  socket.on('message', (data: Buffer) => {
    const message = String(data)
    if (testimony.user === '') {
      testimony.user = message.replace('auth ', '')
      socket.send(`welcome ${testimony.user}`)
      return greet()
    }
    testimony.messages.push(message)
    socket.send(message.replace(/\|[a-z]+\|(\d+)$/, '|echo|$1'))
    if (testimony.messages.length >= patience) chance.pick([() => socket.terminate(), () => socket.close(1012)])()
  })
  if (testimony.user !== '') greet()
}
