/**
 * The book of the packets that arrived: each comes out once, in order, by `received`, `receive()` or `receiveFailed`.
 */
export interface PacketBook {
  /** Packets that arrived, without those that the format refuses. */
  readonly count: number
  arrive(packet: string, isRefused: boolean, destination: number): void
  destinationOf(packet: string): number | undefined
  hearPacket(packet: unknown): void
  hearBatch(batch: readonly string[]): void
  hearRefused(wire: string): void
  /** Another signal is told: nothing of a batch may be under way. */
  endPackets(signal: string): void
  /** Calls `receive`; gives back what it gave. */
  take(receive: () => string | undefined): string | undefined
  /** An unmount: what is left of a batch under way is told to nobody. */
  cut(): void
  /** A mount: what is left of a batch of the life before is told, or not. */
  cutPerhaps(): void
  /** What is left is told to nobody. */
  discard(): void
  expectAllTold(when: string, count?: number): void
  expectNothingLeft(): void
}

export function createPacketBook(violate: (what: string) => void): PacketBook {
  const arrived: string[] = []
  const arrivedRefused: string[] = []
  const destinations = new Map<string, number>()
  const told: string[] = []
  const toldRefused: string[] = []
  /** Told as `packet`, and not in a batch yet. */
  let single: string[] = []
  /** Taken inside of the batch that is under way, which comes before. */
  let held: string[] = []
  /** Whether an unmount cut a batch off, nobody knows where. */
  let isCut = false
  let isPerhapsCut = false
  let takings = 0

  function expectPrefix(what: string, part: readonly string[], whole: readonly string[]): void {
    const index = part.length - 1
    if (part.length > whole.length || part[index] !== whole[index]) {
      violate(`${what} ${String(part[index])} told as number ${index}, where ${String(whole[index])} arrived`)
    }
  }

  function tell(packets: readonly string[]): void {
    for (const packet of packets) {
      if (isCut) skipTo(arrived.indexOf(packet, told.length))
      isCut = false
      told.push(packet)
      expectPrefix('packet', told, arrived)
    }
  }

  function skipTo(index: number): void {
    if (index > told.length) told.push(...arrived.slice(told.length, index))
  }

  function tellHeld(): void {
    const taken = held
    held = []
    tell(taken)
  }

  const book: PacketBook = {
    get count() {
      return arrived.length
    },
    arrive(packet, isRefused, destination) {
      destinations.set(packet, destination)
      if (isRefused) arrivedRefused.push(packet)
      else arrived.push(packet)
    },
    destinationOf: (packet) => destinations.get(packet),
    hearPacket: (packet) => void single.push(packet as string),
    hearBatch(batch) {
      if (batch.length === 0) violate('received without packets')
      if (isPerhapsCut && single.length > batch.length) {
        single.splice(-batch.length)
        book.cut()
        single = [...batch]
      }
      isPerhapsCut = false
      if (single.join() !== batch.join()) violate(`received ${batch.join(' ')} after the packets ${single.join(' ')}`)
      single = []
      tell(batch)
      tellHeld()
    },
    hearRefused(wire) {
      toldRefused.push(wire)
      expectPrefix('refused packet', toldRefused, arrivedRefused)
    },
    endPackets(signal) {
      if (isPerhapsCut && signal !== 'received') book.cut()
      if (signal !== 'received' && single.length > 0) violate(`${signal} inside of a batch`)
    },
    take(receive) {
      takings++
      const data = receive()
      takings--
      if (data === undefined) return data
      if (single.length > 0) held.push(...data.split(' '))
      else tell(data.split(' '))
      return data
    },
    cutPerhaps() {
      isPerhapsCut = single.length > 0
    },
    cut() {
      isPerhapsCut = false
      if (single.length === 0) return
      tell(single)
      single = []
      isCut = true
      if (held.length > 0) tellHeld()
      isCut = true
    },
    discard() {
      skipTo(arrived.length)
      toldRefused.push(...arrivedRefused.slice(toldRefused.length))
    },
    expectAllTold(when, count = arrived.length) {
      // What `receive()` took is on its way to the caller, while a handler hears what the format refused.
      if (told.length < count && takings === 0)
        violate(`${when}, but the packets from ${arrived[told.length]!} on were not told`)
    },
    expectNothingLeft() {
      if (isPerhapsCut) book.cut()
      if (isCut) skipTo(arrived.length)
      isCut = false
      book.expectAllTold('gone')
      if (toldRefused.length < arrivedRefused.length) violate('gone, but not every refused packet was told')
    },
  }
  return book
}
