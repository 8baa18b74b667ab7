/**
 * @jest-environment node
 *
 * The line of handshakes of one host name: all shake hands at once, up to 8, and only the first one's time runs.
 */
import { takeTurn, type Turn } from '../../src/core/wire/turns.js'
import { microtasks } from '../support/core/microtasks.js'

interface Member {
  readonly turn: Turn
  readonly log: readonly string[]
}

const members: Member[] = []
afterEach(async () => {
  for (const { turn } of members.splice(0)) turn.leave()
  await microtasks()
})

function join(host = 'h', take = takeTurn): Member {
  const log: string[] = []
  const turn = take(host, {
    begin: () => log.push('begin'),
    lead: () => log.push('lead'),
    giveWay: () => log.push('giveWay'),
  })
  const member = { turn, log }
  members.push(member)
  return member
}

const joinMany = (count: number) => Array.from({ length: count }, () => join())

test('the first begins and leads, at once', () => {
  expect(join().log).toEqual(['begin', 'lead'])
})

test('those behind it begin at once too, and do not lead', () => {
  const [, second, third] = joinMany(3)
  expect([second!.log, third!.log]).toEqual([['begin'], ['begin']])
})

test('who leads leaves, and the next one leads in a microtask', async () => {
  const [first, second, third] = joinMany(3)
  first!.turn.leave()
  expect(second!.log).toEqual(['begin'])
  await microtasks()
  expect([second!.log, third!.log]).toEqual([['begin', 'lead'], ['begin']])
})

test('who leaves from the middle changes nothing for the others', async () => {
  const [first, second, third] = joinMany(3)
  second!.turn.leave()
  await microtasks()
  expect(first!.log).toEqual(['begin', 'lead'])
  expect(third!.log).toEqual(['begin'])
})

test('8 shake hands at once; the rest wait without a socket until one of these leaves', async () => {
  const many = joinMany(10)
  expect(many.filter(({ log }) => log.includes('begin'))).toHaveLength(8)
  many[7]!.turn.leave()
  await microtasks()
  expect(many[8]!.log).toEqual(['begin'])
  expect(many[9]!.log).toEqual([])
})

test('another copy of the package stands in the same line', async () => {
  const first = join()
  await jest.isolateModulesAsync(async () => {
    const copy = (await import('../../src/core/wire/turns.js')) as { takeTurn: typeof takeTurn }
    expect(copy.takeTurn).not.toBe(takeTurn)
    const second = join('h', copy.takeTurn)
    expect(second.log).toEqual(['begin'])
    first.turn.leave()
    await microtasks()
    expect(second.log).toEqual(['begin', 'lead'])
  })
})

test('another host is another line', () => {
  join('a')
  expect(join('b').log).toEqual(['begin', 'lead'])
})

test('a host that nobody waits for begins anew', async () => {
  join().turn.leave()
  await microtasks()
  expect(join().log).toEqual(['begin', 'lead'])
})

test('leaving twice is leaving once', async () => {
  const [first, second, third] = joinMany(3)
  first!.turn.leave()
  first!.turn.leave()
  await microtasks()
  expect(second!.log).toEqual(['begin', 'lead'])
  expect(third!.log).toEqual(['begin'])
})

describe('who allows others', () => {
  test('gives way at once where somebody waits', () => {
    const [first] = joinMany(2)
    first!.turn.allowOthers()
    expect(first!.log).toEqual(['begin', 'lead', 'giveWay'])
  })

  test('keeps its place alone, until somebody comes', () => {
    const first = join()
    first.turn.allowOthers()
    expect(first.log).toEqual(['begin', 'lead'])
    join()
    expect(first.log).toEqual(['begin', 'lead', 'giveWay'])
  })
})
