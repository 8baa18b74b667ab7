/**
 * Whatever number somebody types into the playground's form, or puts into its address, the node takes what comes of it.
 */
import { createWebSocketNode } from '../../src/core/index.js'
import { settingsInAddress } from '../../stories/playground/address.js'
import { FIELDS, INITIAL, nearestNumber } from '../../stories/playground/settings.js'

const numbers = FIELDS.flatMap(({ name, editor }) => (editor.type === 'number' ? [[name, editor] as const] : []))

afterEach(() => window.history.replaceState(null, '', '/'))

test.each(numbers)('%s', (name, editor) => {
  for (const typed of [-1, -0.5, 0, 0.4, 1.5, editor.max - 0.5, editor.max, editor.max + 1, Infinity, -Infinity, NaN]) {
    const value = nearestNumber(editor, typed)
    expect(() => createWebSocketNode({ [name]: value }).dispose()).not.toThrow()
    expect(value).toBeGreaterThanOrEqual(editor.min)
    expect(value).toBeLessThanOrEqual(editor.max)
    expect(Number.isInteger(value) || !editor.isWhole).toBe(true)
  }
  expect(nearestNumber(editor, 1.5)).toBe(editor.isWhole ? 2 : 1.5)
})

test.each([
  ['receiveLimit', 1.5],
  ['sendQueue', 0.1],
  ['sendBufferLimit', -1],
  ['connectionTimeout', 301],
] as const)('an address with %s at %d, which the option does not take, leaves it as it is at first', (name, value) => {
  window.history.replaceState(null, '', `?set=${encodeURIComponent(JSON.stringify({ [name]: value, linger: 0.5 }))}`)
  expect(settingsInAddress()).toEqual({ ...INITIAL, linger: 0.5 })
})
