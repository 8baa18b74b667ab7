/**
 * Whether a node is to connect by itself: as at a mount, unless the user has closed it since. The last word counts.
 */
export interface Intent {
  /** A mount: whatever was said before is forgotten. */
  mounted(): void
  /** The options allow it anew: another destination, or another mode than `'none'`. */
  allowed(): void
  /** The user, or the node itself, begins an attempt. */
  connected(): void
  closed(): void
  /** The url has become null: an earlier `close()` is forgotten when another comes. */
  withdrawn(): void
  /** Whether it is to connect now; asking takes the answer. */
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
