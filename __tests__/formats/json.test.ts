/**
 * @jest-environment node
 *
 * The format `json`: typed by assertion, or checked by any synchronous Standard Schema validator. Two real ones are
 * tried, zod and valibot.
 */
import * as v from 'valibot'
import * as z from 'zod'
import { createWebSocketNode, json, type StandardSchema } from '../../src/core/index.js'
import { createFakeTransport } from '../support/core/fakeTransport.js'
import { storyOf } from '../support/core/story.js'
import { watchUncaught } from '../support/core/uncaught.js'

watchUncaught()

const utf8 = (text: string) => new TextEncoder().encode(text)

describe('without a schema', () => {
  const format = json<unknown>()

  test.each([null, true, 0, -1.5, '', 'é€😀', [], [1, [2]], {}, { a: { b: null } }])(
    '%j goes out and comes in',
    (value) => {
      const wire = format.encode(value) as string
      expect(wire).toBe(JSON.stringify(value))
      expect(format.decode(wire)).toEqual(value)
      expect(format.decode(utf8(wire))).toEqual(value)
    },
  )

  test.each(['', '{', 'undefined', "{'a': 1}", '{"a": 1}x', 'NaN'])('refuses %p', (wire) => {
    expect(() => format.decode(wire)).toThrow(SyntaxError)
  })

  test('refuses bytes that are not UTF-8', () => {
    expect(() => format.decode(new Uint8Array([0x22, 0xff, 0x22]))).toThrow(/utf-8/i)
  })

  test.each([
    ['undefined', undefined],
    ['a function', () => {}],
    ['a symbol', Symbol('x')],
    ['a big integer', 1n],
  ])('has no text for %s', (_name, message) => {
    expect(() => format.encode(message)).toThrow(TypeError)
  })

  test('joins to an array', () => {
    const packets = [1, 'a', null]
    expect(format.join(packets)).toEqual(packets)
  })
})

/** The same in both: a message with a default, a transformation and a number in a range. */
const schemas: { readonly [name: string]: StandardSchema<Incoming, Chat> } = {
  zod: z.object({
    from: z.string().transform((name) => name.toUpperCase()),
    text: z.string().default('…'),
    priority: z.number().int().min(0).max(9),
  }),
  valibot: v.object({
    from: v.pipe(
      v.string(),
      v.transform((name) => name.toUpperCase()),
    ),
    text: v.optional(v.string(), '…'),
    priority: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9)),
  }),
}

interface Incoming {
  from: string
  text?: string | undefined
  priority: number
}

interface Chat {
  from: string
  text: string
  priority: number
}

describe.each(Object.entries(schemas))('with %s', (_name, schema) => {
  const format = json(schema)

  test('gives what the schema makes of the packet', () => {
    expect(format.decode('{"from":"ann","priority":1,"extra":true}')).toEqual({ from: 'ANN', text: '…', priority: 1 })
    expect(format.decode(utf8('{"from":"bob","text":"hi","priority":9}'))).toEqual({
      from: 'BOB',
      text: 'hi',
      priority: 9,
    })
  })

  test.each<readonly [string, RegExp]>([
    ['{"from":"ann"}', /^priority: ./],
    ['{"from":5,"priority":1}', /^from: ./],
    ['{"from":"ann","priority":10}', /^priority: ./],
    ['{"priority":0.5,"text":null}', /priority: .*; .*text: |text: .*; .*priority: |from: .*; .*/],
    ['5', /./],
    ['null', /./],
  ])('refuses %s, and says where', (wire, message) => {
    expect(() => format.decode(wire)).toThrow(TypeError)
    expect(() => format.decode(wire)).toThrow(message)
  })

  test('refuses what is no JSON', () => expect(() => format.decode('{')).toThrow(SyntaxError))

  test('on a node, what is refused is told, and nothing else stops', () => {
    const transport = createFakeTransport()
    const node = createWebSocketNode({ host: 'h', transport, format, receiveLimit: 4 })
    const story = storyOf(node)
    const batches: unknown[] = []
    node.on('received', (data) => batches.push(data))
    node.connect()
    transport.last.peer.open()
    story.length = 0
    transport.last.peer.deliver('{"from":"a","priority":1}', '{"from":"b"}', '{', '{"from":"c","priority":3}')
    expect(story).toEqual([
      'received([object Object] [object Object]) in open',
      'receiveFailed({"from":"b"}) in open',
      'receiveFailed({) in open',
    ])
    expect(batches).toEqual([
      [
        { from: 'A', text: '…', priority: 1 },
        { from: 'C', text: '…', priority: 3 },
      ],
    ])
    expect(node.receivedCount).toBe(2)
    expect(node.send({ from: 'd', priority: 4 })).toBe(true)
    expect(transport.last.sent).toEqual(['{"from":"d","priority":4}'])
    node.dispose()
  })
})

describe('nested paths', () => {
  test.each<readonly [string, StandardSchema]>([
    ['zod', z.object({ list: z.array(z.object({ id: z.number() })) })],
    ['valibot', v.object({ list: v.array(v.object({ id: v.number() })) })],
  ])('%s', (_name, schema) => {
    expect(() => json(schema).decode('{"list":[{"id":1},{"id":"x"}]}')).toThrow(/^list\.1\.id: ./)
  })
})

describe('schemas that validate asynchronously are refused clearly', () => {
  const message = 'the schema validates asynchronously; json() takes a synchronous one'
  const slow = async (value: string) => {
    await Promise.resolve()
    if (value === 'reject') throw new Error('rejected later')
    return true
  }

  test.each<readonly [string, StandardSchema<string>]>([
    ['zod', z.string().refine(slow)],
    ['valibot', v.pipeAsync(v.string(), v.checkAsync(slow))],
  ])('%s', (_name, schema) => {
    expect(() => json(schema).decode('"fine"')).toThrow(new TypeError(message))
  })

  test('a promise that rejects later is not an unhandled rejection', async () => {
    const unhandled = jest.fn()
    process.on('unhandledRejection', unhandled)
    const format = json(v.pipeAsync(v.string(), v.checkAsync(slow)))
    expect(() => format.decode('"reject"')).toThrow(new TypeError(message))
    // Node tells of unhandled rejections after the microtasks; an immediate comes after that.
    await new Promise((resolve) => setImmediate(resolve))
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })
})

describe('what is not a schema', () => {
  test.each<readonly [unknown, string]>([
    [{}, '[object Object]'],
    [() => true, 'a function'],
    ['schema', '"schema"'],
    [5, '5'],
  ])('%p', (schema, shown) => {
    expect(() => json(schema as StandardSchema)).toThrow(/^json\(\) takes a Standard Schema validator; got /)
    expect(() => json(schema as StandardSchema)).toThrow(shown)
  })
})

test('any validator of the interface will do, issues without a path and symbols in paths included', () => {
  const issues = [{ message: 'never' }, { message: 'odd', path: [Symbol('key'), { key: 0 }] }]
  const schema: StandardSchema = { '~standard': { version: 1, vendor: 'house', validate: () => ({ issues }) } }
  expect(() => json(schema).decode('1')).toThrow(new TypeError('never; Symbol(key).0: odd'))
})
