/**
 * Counts what the package may hand over once: a frame, and each 100 ms in which the browser draws none.
 */

/** Milliseconds after which the package goes on without a frame. */
const WITHOUT_FRAMES = 100

export class Frames {
  /** Frames drawn since the start. */
  drawn = 0
  private readonly begun = performance.now()
  private next = requestAnimationFrame(() => this.count())

  /** The most batches or commits that there may have been by now. */
  most(): number {
    return this.drawn + Math.ceil((performance.now() - this.begun) / WITHOUT_FRAMES)
  }

  stop(): void {
    cancelAnimationFrame(this.next)
  }

  private count(): void {
    this.next = requestAnimationFrame(() => this.count())
    this.drawn += 1
  }
}
