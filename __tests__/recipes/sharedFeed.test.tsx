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
import { ORDERS, shownAt } from '../support/sharing.js'

const network = mockNetwork()
const FEED = 'ws://127.0.0.1:9001/feed'

interface Components {
  Badge: ComponentType
  Light: ComponentType
}

async function play({ Badge, Light }: Components, steps: (typeof ORDERS)[number]['steps']) {
  const server = network.serve(FEED)
  const Siblings = ({ step }: { step: string }) => (
    <p>
      {step.includes('badge') && <Badge />}
      {step.includes('light') && <Light />}
    </p>
  )
  const { rerender, container } = render(<Siblings step="" />)
  for (const [step, handshakes] of steps) {
    rerender(<Siblings step={step} />)
    await pass()
    expect(server.clients).toHaveLength(step === '' ? 0 : 1)
    expect(server.handshakes).toBe(handshakes)
    server.send(step)
    await pass()
    expect(container.textContent).toBe(shownAt(step, step))
  }
}

describeInBothModes('the recipe', () => {
  it.each(ORDERS)('has one connection while a sibling is mounted: $name', async ({ steps }) => {
    await play(recipe, steps)
  })
})

describe('share', () => {
  it.each(ORDERS)('has one connection while a sibling is mounted: $name', async ({ steps }) => {
    const path = join(__dirname, '..', 'codemod', 'fixtures', 'sharedBadges', 'before.tsx')
    await play((await import(path)) as Components, steps)
  })
})
