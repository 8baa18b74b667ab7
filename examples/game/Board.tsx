// The field, and the keys and buttons to move on it. It knows nothing of a connection.
import type { CSSProperties } from 'react'
import type { Cell, State } from './protocol.js'

export interface BoardProps {
  width: number
  height: number
  /** The id of who plays here. */
  me: number
  state: State | undefined
  onMove: (dx: number, dy: number) => void
}

const MOVES = [
  ['ArrowLeft', 'Left', '←', -1, 0],
  ['ArrowUp', 'Up', '↑', 0, -1],
  ['ArrowDown', 'Down', '↓', 0, 1],
  ['ArrowRight', 'Right', '→', 1, 0],
] as const

const at = ({ x, y }: Cell): CSSProperties => ({ gridColumn: x + 1, gridRow: y + 1 })

export function Board({ width, height, me, state, onMove }: BoardProps) {
  return (
    <section
      className="game"
      aria-label="Field"
      tabIndex={0}
      onKeyDown={(event) => {
        const move = MOVES.find(([key]) => key === event.key)
        if (!move) return
        event.preventDefault()
        onMove(move[3], move[4])
      }}
    >
      <div
        className="field"
        style={{ '--width': width, '--height': height } as CSSProperties}
        data-turn={state?.turn ?? 0}
      >
        {state?.coins.map((coin) => (
          <i key={`${coin.x} ${coin.y}`} className="coin" style={at(coin)} />
        ))}
        {state?.players.map((player) => (
          <b
            key={player.id}
            className="player"
            data-me={player.id === me}
            data-cell={`${player.x} ${player.y}`}
            style={{ ...at(player), '--hue': player.id * 137 } as CSSProperties}
          >
            {player.name.slice(0, 1)}
          </b>
        ))}
      </div>
      <p className="moves">
        {MOVES.map(([key, label, sign, dx, dy]) => (
          <button key={key} aria-label={label} onClick={() => onMove(dx, dy)}>
            {sign}
          </button>
        ))}
        <span className="hint">or the arrow keys</span>
      </p>
    </section>
  )
}
