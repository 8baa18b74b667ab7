/**
 * The recipe of docs/recipes/sharedFeed.tsx: one connection for siblings, whoever comes and goes first, as `share` of
 * react-use-websocket has it.
 */
import { render } from '@testing-library/react'
import { join } from 'node:path'
import type { ComponentType } from 'react'
import * as recipe from '../../docs/recipes/sharedFeed.js'
import { mockNetwork, pass } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'

const network = mockNetwork()
const FEED = 'ws://127.0.0.1:9001/feed'

interface Components {
  Badge: ComponentType
  Light: ComponentType
}

/** Who is there, step by step, and how many handshakes that makes. */
const ORDERS = [
  { name: 'the first to come leaves first', steps: ['badge', 'badge light', 'light', ''], handshakes: 1 },
  { name: 'the first to come leaves last', steps: ['badge', 'badge light', 'badge', ''], handshakes: 1 },
  { name: 'one goes while the other comes', steps: ['light', 'badge', ''], handshakes: 2 },
  { name: 'both come and go together', steps: ['badge light', '', 'badge light', ''], handshakes: 2 },
]

async function play({ Badge, Light }: Components, steps: readonly string[]) {
  const server = network.serve(FEED)
  const Siblings = ({ step }: { step: string }) => (
    <p>
      {step.includes('badge') && <Badge />}
      {step.includes('light') && <Light />}
    </p>
  )
  const { rerender, container } = render(<Siblings step="" />)
  for (const step of steps) {
    rerender(<Siblings step={step} />)
    await pass()
    expect(server.clients).toHaveLength(step === '' ? 0 : 1)
    server.send(step)
    await pass()
    const shown = step.split(' ').map((who) => (who === 'badge' ? step : who === 'light' ? 'on' : ''))
    expect(container.textContent).toBe(shown.join(''))
  }
  return server.handshakes
}

describeInBothModes('the recipe', () => {
  it.each(ORDERS)('has one connection while a sibling is mounted: $name', async ({ steps, handshakes }) => {
    expect(await play(recipe, steps)).toBe(handshakes)
  })
})

describe('share', () => {
  it.each(ORDERS)('has one connection while a sibling is mounted: $name', async ({ steps, handshakes }) => {
    const path = join(__dirname, '..', 'codemod', 'fixtures', 'sharedBadges', 'before.tsx')
    expect(await play((await import(path)) as Components, steps)).toBe(handshakes)
  })
})
