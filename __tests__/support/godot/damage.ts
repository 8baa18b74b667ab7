/**
 * Scenes with seeded damage.
 */
import { seeded, type Chance } from '../seeded.js'
import { SCENES } from './scenes.js'

const PIECES = [
  '[',
  ']',
  '"',
  '\\',
  '=',
  '(',
  ')',
  '{',
  '}',
  ',',
  ':',
  ';',
  '\n',
  '\r',
  '\0',
  '%',
  '..',
  '/',
  '&',
  '^',
  '-1e999',
  'null',
]
const texts = [...SCENES.values()]

/** Cuts, doubles, moves, drops and puts in pieces of a text. */
function damage(text: string, chance: Chance): string {
  let damaged = text
  for (let count = chance.between(1, 4); count > 0; count--) {
    const [one, other] = [chance.between(0, damaged.length), chance.between(0, damaged.length)]
    const [start, end] = [Math.min(one, other), Math.min(Math.max(one, other), Math.min(one, other) + 200)]
    const lines = damaged.split('\n')
    const line = chance.between(0, lines.length - 1)
    damaged = chance.pick([
      () => damaged.slice(0, one),
      () => damaged.slice(0, start) + damaged.slice(end),
      () => damaged.slice(0, end) + damaged.slice(start),
      () => damaged.slice(0, one) + chance.pick(PIECES) + damaged.slice(one),
      () => damaged.slice(0, one) + String.fromCharCode(chance.between(0, 0xffff)) + damaged.slice(one + 1),
      () => lines.toSpliced(line, 1).join('\n'),
      () => lines.toSpliced(line, 0, chance.pick(lines)).join('\n'),
    ])()
  }
  return damaged
}

/** One of the scenes, damaged as this seed has it. */
export function damagedScene(seed: number): string {
  const chance = seeded(seed)
  return damage(chance.pick(texts), chance)
}
