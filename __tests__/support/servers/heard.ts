/**
 * What a server hears, in order, to be waited for.
 */
import { CONDITION_SECONDS } from '../patience'

/** A record of messages. */
export class Heard {
  readonly messages: string[] = []
  #changed: () => void = () => undefined

  /** Takes a message down. */
  add(message: string): void {
    this.messages.push(message)
    this.#changed()
  }

  /** Resolves once there are `count` messages; rejects when patience is over. One wait at a time. */
  until(count: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const guard = setTimeout(
        () => reject(new Error(`waited for ${count} messages; the server heard ${JSON.stringify(this.messages)}`)),
        CONDITION_SECONDS * 1000,
      )
      this.#changed = () => {
        if (this.messages.length < count) return
        clearTimeout(guard)
        resolve()
      }
      this.#changed()
    })
  }
}
