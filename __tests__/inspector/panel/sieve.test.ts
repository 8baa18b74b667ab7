/** @jest-environment node */
/**
 * Which messages a filter lets through, and that it looks at each message once.
 */
import { createSieve, type Wanted } from '../../../src/inspector/panel/sieve'
import { textMessage } from '../../../stories/inspector/scriptedInspection'

const ALL: Wanted = { text: '', direction: undefined, nodes: undefined }
const MESSAGES = [
  textMessage(1, 'Hello'),
  textMessage(2, 'hello again', { direction: 'out', source: 'app' }),
  textMessage(3, '', { kind: 'bytes', data: new TextEncoder().encode('HELLO in bytes') }),
  textMessage(4, 'other', { node: 'n2' }),
  textMessage(5, '', { data: undefined }),
]
const pass = (wanted: Partial<Wanted>) => createSieve({ ...ALL, ...wanted })(MESSAGES).map(({ id }) => id)

it.each([
  [{}, [1, 2, 3, 4, 5]],
  [{ text: 'hello' }, [1, 2, 3]],
  [{ text: 'OTHER' }, [4]],
  [{ direction: 'out' }, [2]],
  [{ direction: 'in', text: 'hello' }, [1, 3]],
  [{ nodes: new Set(['n2']) }, [4]],
  [{ nodes: new Set<string>() }, []],
] as [Partial<Wanted>, number[]][])('%j', (wanted, ids) => {
  expect(pass(wanted)).toEqual(ids)
})

it('without a filter the list itself is passed on', () => {
  expect(createSieve(ALL)(MESSAGES)).toBe(MESSAGES)
})

it('each message is read once, however often the list grows and loses its beginning', () => {
  let reads = 0
  const message = (id: number) => ({
    ...textMessage(id, ''),
    get data() {
      reads += 1
      return `message ${id}`
    },
  })
  const sieve = createSieve({ ...ALL, text: '7' })
  let list = Array.from({ length: 10 }, (_, id) => message(id))
  expect(sieve(list).map(({ id }) => id)).toEqual([7])
  const before = reads
  list = [...list.slice(5), ...Array.from({ length: 10 }, (_, id) => message(10 + id))]
  expect(sieve(list).map(({ id }) => id)).toEqual([7, 17])
  expect(reads - before).toBeLessThanOrEqual(20)
  list = list.slice(5)
  expect(sieve(list).map(({ id }) => id)).toEqual([17])
  expect(sieve([])).toEqual([])
})

it('is the same array as long as nothing that passes has changed', () => {
  const sieve = createSieve({ ...ALL, text: 'hello' })
  const first = sieve(MESSAGES)
  expect(sieve([...MESSAGES, textMessage(6, 'nothing')])).toBe(first)
})
