/**
 * Names and values: a list of them, and large numbers.
 */
import type { ReactNode } from 'react'
import { Breakable } from './Breakable.js'

/** One line a fact. */
export function Facts({ of }: { of: Readonly<Record<string, ReactNode>> }) {
  return (
    <dl className="facts">
      {Object.entries(of).map(([name, value]) => (
        <FactLine key={name} name={name} value={value} />
      ))}
    </dl>
  )
}

function FactLine({ name, value }: { name: string; value: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd data-fact={name}>{shown(value)}</dd>
    </>
  )
}

function shown(value: ReactNode): ReactNode {
  if (value === '' || value === undefined) return '–'
  return typeof value === 'string' ? <Breakable>{value}</Breakable> : value
}

/** Few and large. */
export function Numbers({ of }: { of: Readonly<Record<string, ReactNode>> }) {
  return (
    <dl className="numbers">
      {Object.entries(of).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd data-fact={name}>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
