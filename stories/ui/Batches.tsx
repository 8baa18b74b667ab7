/**
 * Batches as boxes of cells, one cell a packet.
 */

/** So much can be drawn and looked at; older batches make room. */
const MAX_DRAWN = 200

export function Batches({ sizes }: { sizes: readonly number[] }) {
  const firstDrawn = Math.max(0, sizes.length - MAX_DRAWN)
  if (sizes.length === 0) return <p className="soft batches">Nothing received yet.</p>
  return (
    <ol className="batches" aria-label="Batches and their sizes" tabIndex={0}>
      {sizes.slice(firstDrawn).map((size, index) => (
        <li key={firstDrawn + index} className="batch" data-parity={(firstDrawn + index) % 2}>
          <span className="size">{size}</span>
          <span className="cells" aria-hidden="true">
            {Array.from({ length: size }, (_, cell) => (
              <i key={cell} />
            ))}
          </span>
        </li>
      ))}
    </ol>
  )
}
