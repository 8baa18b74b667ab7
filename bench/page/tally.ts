/**
 * What a measurement counts in the page, and the few things that a contestant tells it.
 */
import { isEnd } from '../messages'

/** One component, or many that are counted together. */
export class Tally {
  /** Messages that the code of the component got to see. */
  seen = 0
  /** Commits of the component. */
  commits = 0
  /** Connections that opened. */
  opened = 0
  /** Whether the last message of a flood was seen. */
  isOver = false
  /** Something made of the contents, so that nobody can leave them unread. */
  sum = 0
  /** Called with each connection that opens. */
  onOpened: () => void = () => undefined

  /** To be called when a connection opens. */
  open(): void {
    this.opened += 1
    this.onOpened()
  }

  /** To be called with the number of messages that came. */
  see(count = 1): void {
    this.seen += count
  }

  /** To be called with each message that is counted as it comes: reads it, as anybody does who wants it. */
  take(message: string | ArrayBuffer | Uint8Array): void {
    this.seen += 1
    this.sum += typeof message === 'string' ? message.length : message.byteLength
  }

  /** To be called where messages are folded, with the number of all that came so far. */
  seeAll(total: number): void {
    this.seen = total
  }

  /** To be called with what is shown: one message, or a batch. */
  look(data: unknown): void {
    if (isEnd(data)) this.isOver = true
  }

  /** To be called with each parsed object. */
  read(value: { readonly n?: number }): void {
    this.seen += 1
    this.sum += value.n ?? 0
  }

  /** To be called in an effect that runs after every commit. */
  commit(): void {
    this.commits += 1
  }
}
