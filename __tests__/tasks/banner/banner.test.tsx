/**
 * The task "A banner while the connection is lost": what the answer does.
 */
import { render, screen } from '@testing-library/react'
import { mockNetwork, pass } from '../../support/react/network.js'
import { describeInBothModes } from '../../support/react/rendering.js'
import { cut, lines, press } from '../support.js'
import { Live } from './first/Live.js'

const network = mockNetwork()
const serve = () => network.serve('wss://live.example/')
const alert = () => screen.queryByRole('alert')?.textContent ?? null
const COUNTDOWN = /^Connection lost\. Next try in (\d+) s\./

/** Without a server, until the alert says that. */
async function passUntil(isSo: () => boolean, seconds: number): Promise<void> {
  for (let waited = 0; waited < seconds * 10 && !isSo(); waited++) await pass(100)
  expect([alert(), isSo()]).toEqual([alert(), true])
}

describeInBothModes('the banner', () => {
  it('is there during the first attempt, and gone when it has succeeded', async () => {
    const server = serve()
    render(<Live />)
    expect(alert()).toMatch(/^Connecting…/)
    await pass()
    expect(alert()).toBe(null)
    server.send('one', 'two')
    await pass()
    expect(lines(/^\w+$/)).toEqual(['one', 'two'])
  })

  it('shows the last fifty texts, each of a burst', async () => {
    const server = serve()
    render(<Live />)
    await pass()
    server.send(...Array.from({ length: 80 }, (_, index) => `t${index}`))
    await pass()
    expect(lines(/^t\d+$/)).toEqual(Array.from({ length: 50 }, (_, index) => `t${index + 30}`))
  })

  it('counts down to the next try, which succeeds, and keeps the texts', async () => {
    const server = serve()
    render(<Live />)
    await pass()
    server.send('kept')
    await pass()
    // A delay of more than a second that is drawn at random needs a few losses.
    jest.spyOn(Math, 'random').mockReturnValue(0.9)
    cut(server)
    await pass(20)
    expect(alert()).toMatch(COUNTDOWN)
    await pass(15_000)
    expect([server.handshakes, alert(), lines(/^\w+$/)]).toEqual([2, null, ['kept']])
  })

  it('tries now when the button is pressed', async () => {
    const server = serve()
    render(<Live />)
    await pass()
    cut(server)
    await pass(20)
    press('Try now')
    await pass(60)
    expect([server.handshakes, alert()]).toEqual([2, null])
  })

  it('counts whole seconds down, and gives up after the third retry', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(0.9)
    render(<Live />)
    const seen = new Set<string>()
    const look = () => {
      seen.add(alert() ?? '')
      return (alert() ?? '').startsWith('Could not connect.')
    }
    await passUntil(look, 60)
    expect(network.attempts).toHaveLength(4)
    const seconds = [...seen].flatMap((words) => COUNTDOWN.exec(words)?.[1] ?? []).map(Number)
    expect(Math.max(...seconds)).toBeGreaterThan(1)
    expect(Math.max(...seconds)).toBeLessThanOrEqual(10)
    expect(Math.min(...seconds)).toBeGreaterThan(0)
    const server = serve()
    press('Try again')
    await pass(200)
    expect([server.handshakes, alert()]).toEqual([1, null])
  })
})
