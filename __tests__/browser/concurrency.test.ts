/**
 * Concurrent rendering: the ten checks of the public test for state outside of React, for each value hook, on React 18 and
 * 19. docs/concurrency.md has the table.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { useBrowser } from '../support/browser/use-browser'
import { readTable } from '../support/readme'

const TIME_SLICING = '5 transition: can interrupt render (time slicing)'
const BRANCHING = '6 transition: can branch state'

/** What no store outside of React can pass with `useSyncExternalStore`: React renders its changes in one go. */
const EXTERNAL = [TIME_SLICING, BRANCHING]

const FAILED: Readonly<Record<string, readonly string[]>> = {
  'useLastPacket(node)': EXTERNAL,
  'useLastPacket(topic)': EXTERNAL,
  'useLastReceived(node)': EXTERNAL,
  'React state': [],
  'by hand': [
    '4 transition: no tearing temporarily on mount',
    BRANCHING,
    '10 deferred value: no tearing temporarily on mount',
  ],
}

/** As `docs/concurrency.md` counts them: the passed ones, and the numbers of the others. */
const DOCUMENTED = readTable(readFileSync(join(__dirname, '../../docs/concurrency.md'), 'utf8'), 'what is read').map(
  ([name, ...cells]) => [name!.replaceAll('`', '').split(/[,:]/)[0]!, ...cells],
)

it('the documentation has the same counts', () => {
  const count = (failed: readonly string[]) => `${10 - failed.length} of 10`
  const numbers = (failed: readonly string[]) => failed.map((check) => parseInt(check)).join(', ')
  expect(DOCUMENTED).toEqual(
    Object.entries(FAILED).map(([name, failed]) => [name, count(failed), count(failed), numbers(failed)]),
  )
})

describe.each([18, 19] as const)('React %i', (react) => {
  const browser = useBrowser('concurrency-kit.tsx', { react })

  it('every contestant fails these of the ten checks, and passes the others', async () => {
    const page = await browser.open()
    const { version, failed } = await page.evaluate(async () => ({
      version: concurrency.version,
      failed: await concurrency.failures(),
    }))
    expect(version.split('.')[0]).toBe(String(react))
    expect(failed).toEqual(FAILED)
  })
})
