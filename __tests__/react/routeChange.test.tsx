/**
 * A child's effect that sends in the commit in which the route changes speaks to the new destination.
 */
import { act, render } from '@testing-library/react'
import { changeRoute, EXPECTED } from '../support/reactNative/routeChange.js'
import { mockNetwork, pass } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'

mockNetwork()

describeInBothModes('under react-dom', () => {
  it.each(['hook', 'element'] as const)('what effects send goes to the new destination: %s', async (how) => {
    const { rerender } = render(null)
    const sent = await changeRoute(how, {
      async show(element) {
        rerender(element)
        await pass()
      },
      async act(call) {
        act(call)
        await pass()
      },
    })
    expect(sent).toEqual(EXPECTED)
  })
})
