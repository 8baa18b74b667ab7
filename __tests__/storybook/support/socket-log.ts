/**
 * Writes down all that a socket tells, for sockets of any make: the live server's and the simulated one's tell the same.
 */

/** As much of a socket as is listened to. */
interface Socket {
  binaryType: string
  readonly protocol: string
  onopen: unknown
  onmessage: unknown
  onclose: unknown
  onerror: unknown
  send(data: string | Uint8Array<ArrayBuffer>): void
  close(code?: number, reason?: string): void
}

export interface SocketLog {
  readonly socket: Socket
  /** `'open <protocol>'`, `'message <text or bytes>'`, `'close <code> <reason> <clean or unclean>'`. */
  readonly lines: readonly string[]
  /** Waits until there are so many lines. */
  until(count: number): Promise<readonly string[]>
  /** Waits for the close. */
  ended(): Promise<readonly string[]>
}

export function logSocket(socket: Socket): SocketLog {
  const lines: string[] = []
  const waiting = new Set<() => void>()
  const write = (line: string) => {
    lines.push(line)
    for (const check of waiting) check()
  }
  const when = (isDone: () => boolean) =>
    new Promise<readonly string[]>((resolve) => {
      const check = () => {
        if (!isDone()) return
        waiting.delete(check)
        resolve(lines)
      }
      waiting.add(check)
      check()
    })

  socket.binaryType = 'arraybuffer'
  socket.onopen = () => write(`open ${socket.protocol}`.trim())
  socket.onmessage = ({ data }: { data: unknown }) => write(`message ${show(data)}`)
  socket.onerror = () => {}
  socket.onclose = ({ code, reason, wasClean }: { code: number; reason: string; wasClean: boolean }) =>
    write(`close ${code} ${reason}${reason && ' '}${wasClean ? 'clean' : 'unclean'}`)

  return {
    socket,
    lines,
    until: (count) => when(() => lines.length >= count),
    ended: () => when(() => lines.at(-1)?.startsWith('close') ?? false),
  }
}

function show(data: unknown): string {
  return typeof data === 'string' ? data : `<${Buffer.from(data as ArrayBuffer).toString('hex')}>`
}
