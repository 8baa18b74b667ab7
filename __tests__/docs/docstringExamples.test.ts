/**
 * @jest-environment node
 *
 * The examples in docstrings compile as strictly as a user's project may.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { problemsOf } from '../support/compile.js'
import { ROOT } from '../support/readme.js'

const examples = ['main', 'inspector'].flatMap((page) =>
  [...readFileSync(join(ROOT, 'docs', 'api', `${page}.md`), 'utf8').matchAll(/^```(tsx?)\n(import [^]*?)^```$/gm)].map(
    ([, language, code], index) => [`${page}-example-${index + 1}.${language}`, code!] as const,
  ),
)

it('compile', () => {
  expect(examples.length).toBeGreaterThan(15)
  expect(problemsOf(new Map(examples))).toEqual([])
})

it('fail where an example is wrong', () => {
  const [name, code] = examples.find(([, code]) => code.includes('useLastPacket'))!
  expect(problemsOf(new Map([[name, code.replace('useLastPacket', 'useLastPackage')]]))).not.toEqual([])
})
