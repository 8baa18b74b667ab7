/**
 * What is counted of a table of rows, and the few things that its rows tell.
 */
export class RowTally {
  /** Connections that opened. */
  opened = 0
  /** Messages that reached the code of a contestant that renders nothing. */
  heard = 0
  /** The number of the newest message that anything got to see; -1 before the first. */
  newest = -1
  /** Commits in which any row was. */
  commits = 0
  /** Rows that rendered, all commits together. */
  renders = 0
  /** The value that each row shows; -1 where there is none. */
  readonly shown: Int32Array
  #isInCommit = false

  constructor(rows: number) {
    this.shown = new Int32Array(rows).fill(-1)
  }

  /** To be called when the connection opens. */
  open(): void {
    this.opened += 1
  }

  /** To be called with each message where nothing is rendered. */
  hear(value: number): void {
    this.heard += 1
    this.newest = value
  }

  /** To be called in a layout effect of each row that rendered. */
  show(row: number, value: number | undefined): void {
    this.renders += 1
    if (value !== undefined) {
      this.shown[row] = value
      if (value > this.newest) this.newest = value
    }
    if (this.#isInCommit) return
    // All effects of one commit run in one go.
    this.#isInCommit = true
    this.commits += 1
    queueMicrotask(() => {
      this.#isInCommit = false
    })
  }
}
