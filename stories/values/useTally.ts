/**
 * What is counted while messages come, written past React: counting must not render.
 */
import { useEffect, useState } from 'react'

/** How a way of showing messages did. */
export interface Tally {
  readonly counted: number
  readonly commits: number
  /** From the first message until the last one was shown. */
  readonly milliseconds: number
}

interface Counting {
  /** Told of messages as they come; the last one of all ends the count, once it can be seen. */
  hear(messages: number): void
  /** Told in an effect, so once a commit: what the component shows by now. */
  show(counted: number): void
}

/** Counts until `count` messages have come. The same object for the component's life. */
export function useTally(count: number, onDone: (tally: Tally) => void): Counting {
  const [counting] = useState(() => new Count(count, onDone))
  useEffect(() => () => counting.stop(), [counting])
  return counting
}

class Count implements Counting {
  private heard = 0
  private counted = 0
  private commits = 0
  private start = 0
  private end = 0
  private frame = 0

  constructor(
    private readonly count: number,
    private readonly onDone: (tally: Tally) => void,
  ) {}

  hear(messages: number): void {
    if (this.heard === 0) this.start = performance.now()
    this.heard += messages
    if (this.heard === this.count) this.settle()
  }

  show(counted: number): void {
    if (this.heard === 0) return
    this.counted = counted
    this.commits += 1
    this.end = performance.now()
  }

  stop(): void {
    cancelAnimationFrame(this.frame)
  }

  /** Whatever shows the last message late shows it by the second frame. */
  private settle(): void {
    this.frame = requestAnimationFrame(() => {
      this.frame = requestAnimationFrame(() => this.done())
    })
  }

  private done(): void {
    this.onDone({ counted: this.counted, commits: this.commits, milliseconds: this.end - this.start })
  }
}
