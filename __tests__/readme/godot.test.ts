/**
 * @jest-environment node
 *
 * The code of docs/godot.md is that of docs/recipes/godot.tsx, region by region, and compiles.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compile } from '../support/compile.js'
import { readBlocks, ROOT } from '../support/readme.js'

const path = join(ROOT, 'docs', 'recipes', 'godot.tsx')
const source = readFileSync(path, 'utf8')
const regions = [...source.matchAll(/^\/\/ #region .*\n([^]*?)^\/\/ #endregion$/gm)].map(([, code]) => code)
const blocks = readBlocks(readFileSync(join(ROOT, 'docs', 'godot.md'), 'utf8'))

test('each block is a region, and each region a block', () => {
  expect(regions.length).toBeGreaterThan(2)
  expect(blocks.map(({ code }) => code)).toEqual(regions)
})

test('it compiles', () => {
  expect(compile(new Map([[path, source]])).get(path)).toEqual([])
})
