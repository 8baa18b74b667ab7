/**
 * The page's listeners know no node that is at rest: one that nobody holds is garbage.
 */
import { microtasks } from '../support/core/microtasks.js'
import { createStage, type Stage } from '../support/core/stage.js'
import { useTestPage, watchListeners } from '../support/model/page.js'

useTestPage()

/** jsdom adds some of its own. */
const OWN = ['document resume', 'document visibilitychange', 'window online', 'window pagehide', 'window pageshow']

describe('the page’s listeners', () => {
  const away: readonly (readonly [status: string, get: (stage: Stage) => unknown, listens: boolean])[] = [
    ['idle', () => {}, false],
    ['connecting', ({ node }) => node.connect(), true],
    [
      'reconnecting',
      (stage) => {
        stage.node.connect()
        stage.peer.close(1006)
      },
      true,
    ],
    [
      'closed',
      (stage) => {
        stage.node.connect()
        stage.peer.open()
        stage.node.close()
        stage.peer.close(1000)
      },
      false,
    ],
    [
      'failed',
      (stage) => {
        stage.configure({ reconnect: undefined })
        stage.node.connect()
        stage.peer.close(1006)
      },
      false,
    ],
  ]

  test.each(away)('in %s', async (status, get, listens) => {
    await microtasks()
    const listeners = watchListeners()
    const stage = createStage({ reconnect: { next: () => 1 } })
    get(stage)
    await microtasks()
    expect(stage.node.state.status).toBe(status)
    const own = () => listeners().filter((name) => OWN.includes(name))
    expect(own()).toEqual(listens ? OWN : [])
    stage.driver.dispose()
    await microtasks()
    expect(own()).toEqual([])
  })
})
