/**
 * react-test-renderer where there is no document, as in a React Native app's tests: the order of effects is the one that
 * react-dom has.
 */
import { act, StrictMode } from 'react'
import { create, type ReactTestRenderer } from 'react-test-renderer'
import { changeRoute, EXPECTED } from '../../support/reactNative/routeChange.js'

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] })
  // It says of itself that it is deprecated.
  jest.spyOn(console, 'error').mockImplementation((...words: unknown[]) => {
    if (!String(words[0]).includes('react-test-renderer is deprecated')) throw new Error(words.join(' '))
  })
})

afterEach(() => {
  expect(jest.getTimerCount()).toBe(0)
  jest.useRealTimers()
  jest.restoreAllMocks()
  Reflect.deleteProperty(globalThis, 'IS_REACT_ACT_ENVIRONMENT')
})

describe.each([true, false])('StrictMode: %p', (isStrict) => {
  test.each(['hook', 'element'] as const)('what effects send goes to the new destination: %s', async (how) => {
    expect(typeof document).toBe('undefined')
    let renderer: ReactTestRenderer | undefined
    const actAndWait = async (call: () => void) => {
      act(call)
      await act(() => jest.advanceTimersByTimeAsync(50))
    }
    const sent = await changeRoute(how, {
      async show(element) {
        const tree = isStrict ? <StrictMode>{element}</StrictMode> : <>{element}</>
        await actAndWait(() => void (renderer ? renderer.update(tree) : (renderer = create(tree))))
      },
      act: actAndWait,
    })
    expect(sent).toEqual(EXPECTED)
  })
})
