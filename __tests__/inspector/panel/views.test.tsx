/**
 * The views that show and change nothing: tree, timeline, traffic; and the recorder.
 */
import { act, fireEvent, waitFor, within } from '@testing-library/react'
import type { Traffic } from '../../../src/inspector/model'
import { nodeItem, scriptedInspection } from '../../../stories/inspector/scriptedInspection'
import { openPanel, closePanelsAfterEach } from './support/openPanel'

closePanelsAfterEach()

const node = nodeItem({ id: 'n1', label: 'chat', since: 5000 })

describe('Tree', () => {
  const property = (name: string, group: 'Routing' | 'Policies', from: 'own' | 'provider' | 'default') => ({
    ...{ name, group, from },
    text: `"${name}"`,
  })
  const properties = [
    property('host', 'Routing', 'provider'),
    property('route', 'Routing', 'own'),
    property('reconnect', 'Policies', 'default'),
  ]

  it('shows each effective option in its group, and where it comes from', () => {
    const { query } = openPanel({ items: [node], properties })
    const rows = within(query.getByRole('region', { name: 'Properties' })).getAllByRole('row')
    expect(rows.map((row) => Array.from(row.children, (cell) => cell.textContent))).toEqual([
      ['Property', 'Value', 'From'],
      ['Routing'],
      ['host', '"host"', 'provider'],
      ['route', '"route"', 'own'],
      ['Policies'],
      ['reconnect', '"reconnect"', 'default'],
    ])
  })

  it('says what a waiting node waits for', () => {
    const waiting = nodeItem({
      ...{ id: 'n2', label: 'prices', mode: 'owner-ready', isReady: false },
      state: { status: 'waiting', mode: 'owner-ready' },
      waitsFor: [{ what: 'target', text: 'Provider 1 is not ready.', item: 'p' }],
    })
    const { query, root } = openPanel({ items: [node, waiting] })
    fireEvent.click(query.getByRole('treeitem', { name: 'prices waiting' }))
    const facts = Array.from(root.querySelectorAll('dt'), (name) => [name.textContent, name.nextSibling?.textContent])
    expect(Object.fromEntries(facts)).toEqual({
      Address: 'wss://example.test/chat',
      State: expect.stringMatching(/^waiting since /) as string,
      'Waits for': 'Provider 1 is not ready.',
      Mode: 'owner-ready',
      Ready: 'no',
    })
  })

  it('says how many read which topic', () => {
    const topic = { id: 't', parent: 'n1', depth: 1, label: 'room', status: 'subscribed', readers: 2 } as const
    const { query } = openPanel({ items: [node, { kind: 'topic', ...topic }] })
    expect(query.getByText('room (subscribed, 2 readers)')).toBeTruthy()
  })

  it('without any node says that there is none', () => {
    expect(openPanel().query.getByText('No WebSocket is mounted.')).toBeTruthy()
  })
})

describe('Timeline', () => {
  const state = (from: number, to: number | undefined, status: 'connecting' | 'open' | 'closed', detail = '') => ({
    ...{ node: 'n1', label: 'chat', status, from, to, detail },
  })
  const states = [
    state(20_000, 20_500, 'connecting'),
    state(20_500, 50_000, 'open'),
    // Twice within one tick of the clock.
    state(50_000, 50_000, 'closed', '1006 ""'),
    state(50_000, 50_000, 'connecting'),
    state(50_000, 50_000, 'connecting'),
    state(50_000, undefined, 'open'),
  ]
  const timeline = [{ type: 'signal', signal: 'closed', node: 'n1', t: 50_000, detail: '1006 ""' }] as const

  function open() {
    const panel = openPanel({ items: [node], states, timeline })
    panel.show('Timeline')
    /** What is drawn: status, and where in per cent it begins and how wide it is. */
    const drawn = () =>
      Array.from(panel.root.querySelectorAll('rect'), (rect) => [
        rect.getAttribute('class'),
        ...['x', 'width'].map((name) => Math.round(parseFloat(rect.getAttribute(name)!))),
      ])
    return { ...panel, drawn }
  }

  it('has a row for each stay in a state', () => {
    const rows = open().rows('States')
    expect(rows.map(([name, status, , , seconds, detail]) => [name, status, seconds, detail])).toEqual([
      ['chat', 'connecting', '0.500', ''],
      ['chat', 'open', '29.500', ''],
      ['chat', 'closed', '0.000', '1006 ""'],
      ['chat', 'connecting', '0.000', ''],
      ['chat', 'connecting', '0.000', ''],
      ['chat', 'open', '…', ''],
    ])
    expect(rows[0]![2]).toMatch(/:20\.000$/)
    expect(rows[0]![3]).toMatch(/:20\.500$/)
  })

  it('draws the last minute, the states as bars and the signals as marks', () => {
    const { drawn, root } = open()
    expect(drawn()).toEqual([
      ['s-connecting', 33, 1],
      ['s-open', 34, 49],
      ['s-open', 83, 17],
    ])
    expect(root.querySelector('line title')?.textContent).toBe('closed 1006 ""')
  })

  it('zooms, pans, and comes back to the present', () => {
    const { press, drawn, query } = open()
    const isNow = () => query.getByRole('button', { name: 'Now' }).getAttribute('aria-pressed')
    press('Zoom in')
    // 30 to 60 s.
    expect(drawn()).toEqual([
      ['s-open', 0, 67],
      ['s-open', 67, 33],
    ])
    press('Earlier')
    // 15 to 45 s.
    expect(drawn()).toEqual([
      ['s-connecting', 17, 2],
      ['s-open', 18, 82],
    ])
    expect(isNow()).toBe('false')
    press('Later')
    expect(isNow()).toBe('true')
    press('Earlier')
    press('Now')
    expect(isNow()).toBe('true')
    press('Zoom out')
    expect(drawn()).toHaveLength(3)
  })

  it('shows the last 1,000 rows until all are asked for', () => {
    const many = Array.from({ length: 1200 }, (_, index) => state(index, index + 1, 'closed'))
    const { show, press, rows } = openPanel({ items: [node], states: many })
    show('Timeline')
    expect(rows('States')).toHaveLength(1000)
    press('Show 200 earlier rows')
    expect(rows('States')).toHaveLength(1200)
  })
})

describe('Traffic', () => {
  const none = { packetsIn: [], packetsOut: [], bytesIn: [], bytesOut: [], bufferedAmount: [], queued: [] }
  const traffic: Traffic[] = [
    {
      ...{ id: 'n1', packetsIn: 30, packetsOut: 4, bytesIn: 3000, bytesOut: 40, lastBatch: 3, largestBatch: 9 },
      ...{ queued: 2, bufferedAmount: 1500, roundTrip: 0.0123 },
      perSecond: { ...none, packetsIn: [10, 20], packetsOut: [1, 3], bytesIn: [1000, 2000], bytesOut: [10, 30] },
    },
    {
      ...{
        id: 't',
        packetsIn: 5,
        packetsOut: 0,
        bytesIn: undefined,
        bytesOut: undefined,
        lastBatch: 1,
        largestBatch: 1,
      },
      ...{ queued: 0, bufferedAmount: 0, roundTrip: undefined },
      perSecond: { ...none, packetsIn: [5] },
    },
  ]
  const topic = {
    kind: 'topic',
    id: 't',
    parent: 'n1',
    depth: 1,
    label: 'room',
    status: 'subscribed',
    readers: 1,
  } as const

  it('has a row for each node and topic, with what the last second carried', () => {
    const { show, rows } = openPanel({ items: [node, topic], traffic })
    show('Traffic')
    expect(rows('Traffic')).toEqual([
      ['chat', '20', '3', '2.0 kB', '30 B', '3 / 9', '2', '1.5 kB', '12.3 ms'],
      ['↳ room', '5', '0', '–', '–', '1 / 1', '0', '0 B', '–'],
    ])
  })

  it('draws the last minute, whose end is on the right', () => {
    const { show, root } = openPanel({ items: [node, topic], traffic })
    show('Traffic')
    expect(root.querySelector('polyline')?.getAttribute('points')).toBe('58,8.0 59,1.0')
  })
})

describe('Recording', () => {
  const recording = { isRunning: false, seconds: 60, events: 12, bytes: 3400, dropped: 5 }

  it('starts with the seconds that are set, and stops', () => {
    const { show, set, press, calls, query } = openPanel({ recording })
    show('Recording')
    set('Seconds', '900')
    press('Record')
    expect(query.getByRole('button', { name: 'Record' }).getAttribute('aria-pressed')).toBe('true')
    press('Record')
    expect(calls().slice(1)).toEqual([['start', 900], ['stop']])
    expect(query.getByText(/^12 events, 3.4 kB, 5 older ones are gone/)).toBeTruthy()
  })

  it('saves a file', async () => {
    const files: Blob[] = []
    const names: string[] = []
    Object.assign(URL, {
      createObjectURL: (file: Blob) => (files.push(file), 'blob:1'),
      revokeObjectURL: () => undefined,
    })
    const click = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      names.push(this.download)
    })
    const { show, press } = openPanel({ recording, saved: '{"format":"react-websocket-node"}\n' })
    show('Recording')
    press('Save')
    click.mockRestore()
    expect(names).toEqual([expect.stringMatching(/^websockets-[\dT-]+\.jsonl$/)])
    const text = await new Promise((resolve) => {
      const reader = new FileReader()
      reader.onload = () => resolve(reader.result)
      reader.readAsText(files[0]!)
    })
    expect(text).toBe('{"format":"react-websocket-node"}\n')
  })

  it('has nothing to save where nothing was recorded', () => {
    const { show, press, said } = openPanel()
    show('Recording')
    press('Save')
    expect(said()).toBe('Nothing was recorded.')
  })

  const choose = async (input: HTMLElement, text: string) => {
    const file = Object.assign(new File([text], 'tape.jsonl'), { text: () => Promise.resolve(text) })
    await act(async () => {
      fireEvent.change(input, { target: { files: [file] } })
      await Promise.resolve()
    })
  }

  it('loads a file, which is looked at in the same views until the page is wanted back', async () => {
    const loaded = scriptedInspection({ items: [nodeItem({ id: 'r1', label: 'recorded' })] }, false)
    const texts: string[] = []
    const load = (text: string) => (texts.push(text), loaded)
    const { query, show, press, said } = openPanel({ items: [node] }, { load })
    show('Recording')
    await choose(query.getByLabelText('Load recording'), 'lines')
    expect(texts).toEqual(['lines'])
    expect(said()).toBe('tape.jsonl is shown.')
    expect(query.getByRole('treeitem', { name: 'recorded open' })).toBeTruthy()
    show('Messages')
    expect(query.queryByRole('button', { name: 'Pause' })).toBeNull()
    show('Hands')
    expect(query.getByText('A recording has no hands.')).toBeTruthy()
    press('Back to the page')
    await waitFor(() => expect(query.getByRole('treeitem', { name: 'chat open' })).toBeTruthy())
  })

  it('says what is wrong with a file', async () => {
    const load = () => {
      throw new Error('This is no recording.')
    }
    const { query, show, said } = openPanel({ items: [node] }, { load })
    show('Recording')
    await choose(query.getByLabelText('Load recording'), 'nonsense')
    expect(said()).toBe('This is no recording.')
    expect(query.getByRole('treeitem', { name: 'chat open' })).toBeTruthy()
  })
})
