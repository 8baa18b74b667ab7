/**
 * The playground of the Storybook has a field for every option of the hook that the README lists, and for nothing else.
 */
import { FIELDS, INITIAL, SURROUNDINGS } from '../../stories/playground/settings'
import { codeIn, README, readTable } from '../support/readme.js'

const named = (table: string, column = 0) =>
  readTable(README, table).flatMap((cells) => codeIn(cells[column]!).map((code) => code.replace(/[(:].*/, '')))

it('every option and every handler has a field', () => {
  const fields = FIELDS.map(({ name }) => name)
  expect([...fields].sort()).toEqual([...named('option'), ...named('signal', 1)].sort())
})

it('a fresh playground has a value for each field, and for what stands around the node', () => {
  expect(Object.keys(INITIAL).sort()).toEqual([...FIELDS.map(({ name }) => name), ...SURROUNDINGS].sort())
})
