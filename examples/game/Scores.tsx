import type { Player } from './protocol.js'

export function Scores({ me, players }: { me: number; players: readonly Player[] }) {
  const ranked = [...players].sort((one, other) => other.score - one.score)
  return (
    <ol className="scores" aria-label="Scores">
      {ranked.map(({ id, name, score }) => (
        <li key={id} data-me={id === me}>
          <span>{name}</span> <b>{score}</b>
        </li>
      ))}
    </ol>
  )
}
