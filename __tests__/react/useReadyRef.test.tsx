/**
 * A ref that is a ReadySource.
 */
import { render } from '@testing-library/react'
import { useEffect, useImperativeHandle, type Ref } from 'react'
import { useReadyRef, type ReadyRef } from '../../src/index.js'
import { mockNetwork } from '../support/react/network.js'
import { createCounter, describeInBothModes } from '../support/react/rendering.js'

mockNetwork()

function renderRef() {
  const counter = createCounter()
  const refs = new Set<ReadyRef<unknown>>()
  const told = jest.fn()
  const Handle = ({ ref }: { ref?: Ref<string> }) => {
    useImperativeHandle(ref, () => 'a handle')
    return null
  }
  const Subject = ({ attach }: { attach: 'element' | 'handle' | 'nothing' }) => {
    const ref = useReadyRef<HTMLElement>()
    const handleRef = ref as unknown as ReadyRef<string>
    useEffect(() => {
      refs.add(ref)
      return ref.onReady(told)
    }, [ref])
    return (
      <>
        {attach === 'element' && <b ref={ref} />}
        {attach === 'handle' && <Handle ref={handleRef} />}
      </>
    )
  }
  const tree = (attach: 'element' | 'handle' | 'nothing') => (
    <counter.Counted>
      <Subject attach={attach} />
    </counter.Counted>
  )
  const { rerender, unmount } = render(tree('nothing'))
  return { counter, refs, told, unmount, rerender: (attach: Parameters<typeof tree>[0]) => rerender(tree(attach)) }
}

describeInBothModes('useReadyRef', (isStrict) => {
  it('is ready while something is attached, and tells each time that something is', () => {
    const { refs, told, rerender } = renderRef()
    const [ref] = refs
    expect([ref!.ready, ref!.current]).toEqual([false, null])
    rerender('element')
    expect(ref!.ready).toBe(true)
    expect(ref!.current).toBeInstanceOf(HTMLElement)
    // React 19 attaches a ref twice under StrictMode.
    expect(told.mock.calls.length).toBeGreaterThanOrEqual(1)
    if (!isStrict) expect(told).toHaveBeenCalledTimes(1)
    told.mockClear()
    rerender('nothing')
    expect([ref!.ready, ref!.current]).toEqual([false, null])
    expect(told).not.toHaveBeenCalled()
    rerender('handle')
    expect([ref!.ready, ref!.current]).toEqual([true, 'a handle'])
    expect(told).toHaveBeenCalled()
  })

  it('is the same for the life of the component', () => {
    const { refs, rerender } = renderRef()
    rerender('element')
    rerender('nothing')
    expect(refs.size).toBe(1)
  })

  it('never renders', () => {
    const { counter, rerender } = renderRef()
    rerender('element')
    rerender('nothing')
    expect(counter.commits).toBe(3)
  })

  it('is not ready any more after the unmount', () => {
    const { refs, rerender, unmount } = renderRef()
    rerender('element')
    unmount()
    expect([...refs][0]!.ready).toBe(false)
  })

  it('tells nobody who has stopped listening', () => {
    const { refs, rerender } = renderRef()
    const other = jest.fn()
    const stop = [...refs][0]!.onReady(other)
    stop()
    rerender('element')
    expect(other).not.toHaveBeenCalled()
  })
})
