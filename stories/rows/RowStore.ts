/**
 * What one writes by hand: the last packet of each row, and listeners that hear of it with the next frame.
 */
import type { Quote } from './meter.js'

export class RowStore {
  private readonly last = new Map<number, Quote>()
  private readonly listeners = new Map<number, () => void>()
  private readonly changed = new Set<number>()
  private frame = 0

  take(quote: Quote): void {
    this.last.set(quote.row, quote)
    this.changed.add(quote.row)
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0
      for (const row of this.changed) this.listeners.get(row)?.()
      this.changed.clear()
    })
  }

  get(row: number): Quote | undefined {
    return this.last.get(row)
  }

  subscribe(row: number, listener: () => void): () => void {
    this.listeners.set(row, listener)
    return () => this.listeners.delete(row)
  }

  stop(): void {
    cancelAnimationFrame(this.frame)
    this.frame = 0
  }
}
