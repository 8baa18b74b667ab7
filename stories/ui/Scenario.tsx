/**
 * A story as a picture of what happens in it: a strip of states, its sentence, and the way to it.
 */
import { AnchorMdx } from '@storybook/addon-docs/blocks'
import type { ReactNode } from 'react'
import { readStep, type Step } from '../support/strip.js'

interface ScenarioProps {
  id: string
  name: string
  strip: readonly Step[]
  /** Its sentence. */
  children: ReactNode
}

export function Scenario({ id, name, strip, children }: ScenarioProps) {
  return (
    <section className="scenario" aria-label={name}>
      <h3>
        <AnchorMdx href={`?path=/story/${id}`} target="_self">
          {name}
        </AnchorMdx>
      </h3>
      {children}
      <Strip of={strip} />
    </section>
  )
}

function Strip({ of: steps }: { of: readonly Step[] }) {
  return (
    <ol className="strip" aria-label="What happens">
      {steps.map((step, index) => {
        const { tone, words } = readStep(step)
        return (
          <li key={index} className="badge" data-tone={tone} data-status={/^\w+/.exec(words)?.[0]}>
            {words}
          </li>
        )
      })}
    </ol>
  )
}
