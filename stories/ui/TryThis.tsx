/**
 * What one can do with a story, in a line, and the button that does it before one's eyes.
 */
interface TryThisProps {
  line: string
  isPlaying: boolean
  /** What went wrong in the last play; empty if nothing. */
  problem: string
  onPlay: () => void
}

export function TryThis({ line, isPlaying, problem, onPlay }: TryThisProps) {
  return (
    <div className="try-this">
      <p role="note" aria-label="Try this">
        <b>Try this:</b> {line}
      </p>
      {/* Not disabled: it would lose the focus of who pressed it. */}
      <button
        className="button"
        data-kind="small"
        type="button"
        aria-disabled={isPlaying}
        onClick={() => !isPlaying && onPlay()}
      >
        Play
      </button>
      {problem && (
        <p className="note" data-tone="red" role="alert">
          The play has stopped: {problem}
        </p>
      )}
    </div>
  )
}
