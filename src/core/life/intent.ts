/**
 * Whether a node has to connect by itself: after a mount, unless the user closed it since. The last of these events decides.
 */
export interface Intent {
  /** The node mounts: earlier events do not count. */
  mounted(): void
  /** The options changed so that the node may connect by itself again: another destination, or a mode other than `'none'`. */
  allowed(): void
  /** The user, or the node itself, begins an attempt. */
  connected(): void
  closed(): void
  /** The url has become null: the next url connects, even if `close()` was called before. */
  withdrawn(): void
  /** Whether the node has to connect now. The answer is true once only. */
  take(): boolean
}

export function createIntent(): Intent {
  let isDue = false
  let isClosed = false
  return {
    mounted() {
      isDue = true
      isClosed = false
    },
    allowed() {
      if (!isClosed) isDue = true
    },
    connected() {
      isDue = isClosed = false
    },
    closed() {
      isDue = false
      isClosed = true
    },
    withdrawn() {
      isClosed = false
    },
    take() {
      const wasDue = isDue
      isDue = false
      return wasDue
    },
  }
}
