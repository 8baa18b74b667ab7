/**
 * One topic of one node: who reads it, what it has received, and what the server knows of it. Methods are made when they
 * are asked for: a page may have 10,000 topics.
 */
import { TAP, type Tap } from '../core/node.js'
import { reportUncaught } from '../core/emitter.js'
import type { EmittedBatch, TapListener } from '../core/signals.js'
import type { AnyFormat, Data, Packet, Signals } from '../core/types.js'
import { WATCH } from '../core/nodeWatch.js'
import type { Watch, Watcher } from '../core/watch.js'
import { UNSUBSCRIBED } from './ledger.js'
import type { TopicHandle, TopicKey, TopicSignal, TopicState } from './types.js'

/** What a topic needs of the router of its node. */
export interface TopicRouter<F extends AnyFormat> {
  readonly format: F
  readonly node: TopicHandle['node']
  readonly nodeTap: Tap<F>
  readonly nodeWatch: Watch<F>
  /** Readers, or who holds the topic, have come or gone. */
  touch(topic: Topic<F>): void
  /** The last reader has left. */
  left(topic: Topic<F>): void
}

/** A listener; without one it was removed. */
interface Entry<Args extends readonly unknown[]> {
  listener: ((...args: Args) => void) | undefined
}

type Entries<Args extends readonly unknown[]> = readonly Entry<Args>[]

const NONE: readonly never[] = []

export class Topic<F extends AnyFormat> implements TopicHandle<F> {
  state: TopicState = UNSUBSCRIBED
  /** How many hold it, so that its values last. */
  held = 0
  /** How many read it, so that it is subscribed. */
  readers = 0
  /** Packets since it was made. */
  total = 0
  /** Its packets of the last batch that had any. */
  packets: readonly Packet<F>[] | undefined
  /** Its packets of the batch that is being emitted. */
  incoming: Packet<F>[] | undefined
  packetListeners: Entries<[Packet<F>]> = NONE
  receivedListeners: Entries<Signals<F>['received']> = NONE
  stateListeners: Entries<[]> = NONE
  taps: Entries<[EmittedBatch<F> | undefined]> = NONE
  watchers: readonly Watcher<F>[] = NONE
  private batch: EmittedBatch<F> | undefined
  private watch: Watch<F> | undefined
  private tap: Tap<F> | undefined

  constructor(
    private readonly router: TopicRouter<F>,
    readonly key: string,
    readonly topic: TopicKey,
  ) {}

  get node() {
    return this.router.node
  }
  get ready() {
    return this.state.status === 'subscribed'
  }
  get lastReceived() {
    return this.last()?.join()
  }
  get receivedCount() {
    return this.packets?.length ?? 0
  }

  get on() {
    return <S extends TopicSignal>(signal: S, listener: (...args: Signals<F>[S]) => void) => {
      const leave = this.read()
      const name = signal === 'packet' ? 'packetListeners' : 'receivedListeners'
      const stop = this.listen(name, listener)
      return () => {
        stop()
        leave()
      }
    }
  }
  get subscribe() {
    return (listener: () => void) => this.listen('stateListeners', listener)
  }
  get onReady() {
    return (listener: () => void) => {
      let wasReady = this.ready
      return this.subscribe(() => {
        const isNew = this.ready && !wasReady
        wasReady = this.ready
        if (isNew) listener()
      })
    }
  }

  /** The values last until the release. */
  hold(): () => void {
    if (this.held++ === 0) this.router.touch(this)
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      if (--this.held === 0) this.router.touch(this)
    }
  }

  /** The topic is subscribed until the release. */
  read(): () => void {
    if (this.readers++ === 0) this.router.touch(this)
    let isRead = true
    return () => {
      if (!isRead) return
      isRead = false
      if (--this.readers === 0) this.router.left(this)
    }
  }

  /** Returns how to stop. */
  listen<Name extends 'packetListeners' | 'receivedListeners' | 'stateListeners' | 'taps'>(
    name: Name,
    listener: (...args: never) => void,
  ): () => void {
    const entry = { listener } as Entry<never>
    const change = (entries: Entries<never>) => void ((this as Record<Name, Entries<never>>)[name] = entries)
    change([...(this[name] as Entries<never>), entry])
    return () => {
      entry.listener = undefined
      change((this[name] as Entries<never>).filter((other) => other !== entry))
    }
  }

  setState(state: TopicState): void {
    if (this.state === state) return
    this.state = state
    for (const { listener } of this.stateListeners) call(listener)
    for (const watcher of this.watchers) call(watcher.changed)
  }

  /** The packets of a batch become the values. */
  take(packets: readonly Packet<F>[] | undefined): void {
    this.packets = packets
    this.batch = undefined
  }

  /** The last batch, made when somebody asks for it. */
  last(): EmittedBatch<F> | undefined {
    const { packets } = this
    return packets && (this.batch ??= new TopicBatch(this.router.format, packets))
  }

  /** What the value hooks read. */
  get [TAP](): Tap<F> {
    return (this.tap ??= new TopicTap(this, this.router.nodeTap))
  }

  /** What requests and iterations watch. Whoever watches reads. */
  get [WATCH](): Watch<F> {
    const { nodeWatch } = this.router
    return (this.watch ??= {
      ...nodeWatch,
      add: (watcher) => {
        const leave = this.read()
        this.watchers = [...this.watchers, watcher]
        return () => {
          this.watchers = this.watchers.filter((other) => other !== watcher)
          leave()
        }
      },
      isReady: () => this.ready && nodeWatch.isReady(),
      rejection: () => (this.state.status === 'rejected' ? { packet: this.state.packet } : undefined),
    })
  }
}

/** Calls a listener; what it throws is reported. */
export function call<Args extends readonly unknown[]>(
  listener: ((...args: Args) => void) | undefined,
  ...args: Args
): void {
  try {
    listener?.(...args)
  } catch (error) {
    reportUncaught(error)
  }
}

/** Joined once, and only if somebody asks. */
class TopicBatch<F extends AnyFormat> implements EmittedBatch<F> {
  private joined: { readonly data: Data<F> } | undefined

  constructor(
    private readonly format: F,
    readonly packets: readonly Packet<F>[],
  ) {}

  join(): Data<F> {
    return (this.joined ??= { data: this.format.join(this.packets) as Data<F> }).data
  }
}

/** What the value hooks read of a topic. Whoever reads it holds the topic. */
class TopicTap<F extends AnyFormat> implements Tap<F> {
  constructor(
    private readonly topic: Topic<F>,
    private readonly ofNode: Tap<F>,
  ) {}

  get root() {
    return this.ofNode.root
  }
  get last() {
    return this.topic.last()
  }
  add(listener: TapListener<F>) {
    const release = this.topic.hold()
    const stop = this.topic.listen('taps', listener)
    return () => {
      stop()
      release()
    }
  }
  flush() {
    this.ofNode.flush()
  }
}
