/**
 * What is counted while rows are live, past React: counting must not render.
 */

/** A packet for one row. */
export interface Quote {
  readonly row: number
  readonly value: number
}

/** What has happened since the table was mounted. */
export interface Counts {
  readonly packets: number
  /** Rows that rendered, all commits together; those of the mount aside. */
  readonly renders: number
  /** Renders of a row that showed what it showed before. */
  readonly idle: number
  readonly commits: number
  readonly frames: number
  /** The most commits that there may be: one a frame, and one each 100 ms where the browser draws no frames. */
  readonly mostCommits: number
  /** Tasks of more than 50 ms. */
  readonly longTasks: number
  /** Rows that show another value than the last one that came for them. */
  readonly wrong: number
}

/** Milliseconds after which the package goes on without a frame. */
const WITHOUT_FRAMES = 100

export class Meter {
  private packets = 0
  private renders = 0
  private idle = 0
  private commits = 0
  private frames = 0
  private readonly begun = performance.now()
  private longTasks = 0
  private isInCommit = false
  private readonly came: Int32Array
  private readonly shown: Int32Array

  constructor(rows: number) {
    this.came = new Int32Array(rows).fill(-1)
    this.shown = new Int32Array(rows).fill(-1)
  }

  /** Counts frames and long tasks from now on; returns how to stop. */
  start(): () => void {
    const observer = new PerformanceObserver((list) => {
      this.longTasks += list.getEntries().length
    })
    // Chromium alone has them.
    if (PerformanceObserver.supportedEntryTypes.includes('longtask')) observer.observe({ type: 'longtask' })
    let frame = requestAnimationFrame(count.bind(this))
    function count(this: Meter): void {
      frame = requestAnimationFrame(count.bind(this))
      this.frames += 1
    }
    return () => {
      cancelAnimationFrame(frame)
      observer.disconnect()
    }
  }

  /** A packet has come, before anybody shows it. */
  hear({ row, value }: Quote): void {
    this.packets += 1
    this.came[row] = value
  }

  /** In a layout effect of a row: it has rendered, and shows `value`. */
  show(row: number, value: number | undefined): void {
    if (value === undefined) return
    this.renders += 1
    if (this.shown[row] === value) this.idle += 1
    this.shown[row] = value
    if (this.isInCommit) return
    // The layout effects of one commit run in one go.
    this.isInCommit = true
    this.commits += 1
    queueMicrotask(() => {
      this.isInCommit = false
    })
  }

  read(): Counts {
    const { packets, renders, idle, commits, frames, longTasks } = this
    const mostCommits = frames + Math.ceil((performance.now() - this.begun) / WITHOUT_FRAMES)
    const wrong = this.came.reduce((sum, value, row) => sum + (value === this.shown[row] ? 0 : 1), 0)
    return { packets, renders, idle, commits, frames, mostCommits, longTasks, wrong }
  }
}
