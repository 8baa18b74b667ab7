/**
 * What an app ships stays within its budget.
 */
import { ROOT, runNode } from './support/run.js'

interface Row {
  name: string
  gzip: number
  budget: number
}

it('is small', async () => {
  const { code, output } = await runNode(ROOT, 'scripts/size.mjs', '--json')
  const rows = JSON.parse(output) as Row[]
  expect(rows).toHaveLength(4)
  expect(rows.filter(({ gzip, budget }) => gzip > budget)).toEqual([])
  expect(code).toBe(0)
})
