/**
 * The newest batch that a node received, and how often that renders.
 */
import { bytes, text, useLastReceived, type Format, type WebSocketNodeHandle } from '../../src/index.js'
import { mockNetwork, pass } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'
import { renderReader, renderSource, renderSourceOf } from '../support/react/values.js'

mockNetwork()

type Node = WebSocketNodeHandle<typeof text>

const useLast = (node: Node | null) => useLastReceived(node)

/** Texts whose batches are one text, so that two of them may be the same. */
const joined: Format<string, string, string> = {
  name: 'joined',
  decode: String,
  join: (packets) => packets.join(''),
  encode: String,
}

describeInBothModes('useLastReceived(node)', () => {
  it('is undefined until something is received, and then the data of the last batch', async () => {
    const { node, say } = renderSource()
    const { shown } = renderReader(useLast, node)
    expect(new Set(shown)).toEqual(new Set([undefined]))
    for (const packet of ['one', 'two', '']) {
      say(packet)
      await pass()
      expect(shown.at(-1)).toEqual([packet])
    }
  })

  it('is the batch joined, as the format joins', async () => {
    const texts = renderSource({ flush: 'burst' })
    const shownTexts = renderReader(useLast, texts.node)
    texts.say('a', 'b', 'c')
    await pass()
    expect(shownTexts.shown.at(-1)).toEqual(['a', 'b', 'c'])

    const binaries = renderSourceOf(bytes, { flush: 'burst' })
    const shownBytes = renderReader((node: WebSocketNodeHandle<typeof bytes>) => useLastReceived(node), binaries.node)
    binaries.say(new Uint8Array([1, 2]).buffer, new Uint8Array([3]).buffer)
    await pass()
    expect([...shownBytes.shown.at(-1)!]).toEqual([1, 2, 3])
  })

  it('renders nothing where the data is the same', async () => {
    const { node, say } = renderSourceOf(joined)
    const reader = renderReader((of: typeof node) => useLastReceived(of), node)
    say('same')
    await pass()
    expect(reader.commits).toBe(2)
    say('same')
    await pass()
    expect(reader.commits).toBe(2)
  })

  it('counts a batch from before the mount, in the first commit', async () => {
    const { node, say } = renderSource()
    say('early')
    await pass()
    const { shown, commits } = renderReader(useLast, node)
    expect(shown.every((data) => data?.join() === 'early')).toBe(true)
    expect(commits).toBe(1)
  })

  it('is undefined for null, and follows from null to a node, to another, and back', async () => {
    const [one, other] = [renderSource(), renderSource()]
    one.say('of one')
    other.say('of the other')
    const { shown, rerender } = renderReader(useLast, null as Node | null)
    expect(shown.at(-1)).toBeUndefined()
    rerender(one.node)
    expect(shown.at(-1)).toEqual(['of one'])
    rerender(other.node)
    expect(shown.at(-1)).toEqual(['of the other'])
    one.say('late')
    other.say('in time')
    await pass()
    expect(shown.at(-1)).toEqual(['in time'])
    rerender(null)
    other.say('too late')
    await pass()
    expect(shown.at(-1)).toBeUndefined()
  })

  it('keeps its value when the node unmounts', async () => {
    const { node, say, unmount } = renderSource()
    const { shown } = renderReader(useLast, node)
    say('last words')
    unmount()
    await pass()
    expect(node.state.status).toBe('idle')
    expect(shown.at(-1)).toEqual(['last words'])
  })
})
