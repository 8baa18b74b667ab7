/**
 * The view of messages.
 */
import { fireEvent, waitFor } from '@testing-library/react'
import { nodeItem, textMessage } from '../../../stories/inspector/scriptedInspection'
import { openPanel, closePanelsAfterEach } from './support/openPanel'

closePanelsAfterEach()

const items = [nodeItem({ id: 'n1', label: 'chat' }), nodeItem({ id: 'n2', label: 'prices' })]
const messages = [
  textMessage(1, '{"hello":"world"}'),
  textMessage(2, 'ping', { direction: 'out', source: 'heartbeat' }),
  textMessage(3, '', { kind: 'bytes', size: 3, data: Uint8Array.of(1, 2, 255), node: 'n2' }),
  textMessage(4, '', { direction: 'out', source: 'authenticate', size: 20, data: undefined }),
]

function open(script: Parameters<typeof openPanel>[0] = {}) {
  const panel = openPanel({ items, messages, ...script })
  panel.show('Messages')
  return panel
}

/** The last column of each row. */
const data = ({ rows }: ReturnType<typeof open>) => rows('Messages').map((cells) => cells[4])

it('lists time, direction, kind, size and data', () => {
  const time = new Date(Date.UTC(2026, 4, 1, 12, 0, 1, 1)).toTimeString().slice(0, 8)
  expect(open().rows('Messages')).toEqual([
    [`${time}.001`, '↓ in', 'text', '17', '{"hello":"world"}'],
    [`${time}.002`, '↑ out', 'text, heartbeat', '4', 'ping'],
    [`${time}.003`, '↓ in', 'bytes', '3', '01 02 ff'],
    [`${time}.004`, '↑ out', 'text, authenticate', '20', '(not shown)'],
  ])
})

it('the filter and the direction narrow the list', () => {
  const panel = open()
  panel.fill('searchbox', 'Filter', 'P')
  expect(data(panel)).toEqual(['ping'])
  panel.fill('searchbox', 'Filter', '')
  panel.choose('Direction', 'In')
  expect(data(panel)).toEqual(['{"hello":"world"}', '01 02 ff'])
  panel.choose('Direction', 'Out')
  expect(data(panel)).toEqual(['ping', '(not shown)'])
})

it('a selected node narrows the list to its own messages', () => {
  const panel = open()
  fireEvent.click(panel.query.getByRole('treeitem', { name: /prices/ }))
  expect(data(panel)).toEqual(['01 02 ff'])
  fireEvent.click(panel.query.getByRole('treeitem', { name: /prices/ }))
  expect(data(panel)).toHaveLength(4)
})

it('Pause holds the list as it is, and goes on with what came meanwhile', async () => {
  const panel = open()
  panel.press('Pause')
  panel.change({ messages: [...messages, textMessage(5, 'later')] })
  await waitFor(() => expect(panel.query.getByText('4 of 5 messages')).toBeTruthy())
  expect(data(panel)).toHaveLength(4)
  panel.press('Pause')
  expect(data(panel)).toHaveLength(5)
})

it('Clear empties the list, also the one that is paused', async () => {
  const panel = open()
  panel.press('Pause')
  panel.press('Clear')
  await waitFor(() => expect(panel.query.getByText('0 messages')).toBeTruthy())
  expect(panel.calls()).toContainEqual(['clearMessages'])
  expect(panel.rows('Messages')).toEqual([])
})

describe('a selected message', () => {
  it.each([
    ['Text', '{"hello":"world"}'],
    ['JSON', '{\n  "hello": "world"\n}'],
    ['Hex', expect.stringContaining('00000010  7d')],
  ])('is shown as %s', (way, shown) => {
    const { query, choose, root } = open()
    fireEvent.click(query.getByRole('gridcell', { name: '{"hello":"world"}' }))
    choose('Show as', way)
    expect(root.querySelector('pre')?.textContent).toEqual(shown)
  })

  it('that is hidden is not shown, and not sent again', () => {
    const { query, press, said, calls } = open()
    fireEvent.click(query.getByRole('gridcell', { name: '(not shown)' }))
    expect(query.getByText('What authenticates is not shown.')).toBeTruthy()
    press('Send again')
    expect(said()).toBe('What is not shown is not sent.')
    expect(calls().filter(([, what]) => what === 'sendAgain')).toEqual([])
  })

  it('is sent again by its node', () => {
    const { query, press, said, calls } = open()
    press('Send again')
    expect(said()).toBe('No message is selected.')
    fireEvent.click(query.getByRole('gridcell', { name: 'ping' }))
    press('Send again')
    expect(calls()).toContainEqual(['n1', 'sendAgain', 2])
    expect(said()).toBe('Sent again.')
  })

  it('longer than 100,000 characters is shown in parts', () => {
    const long = 'x'.repeat(250_000)
    const { query, press, root } = open({ messages: [textMessage(1, long)] })
    fireEvent.click(query.getAllByRole('gridcell')[4]!)
    expect(root.querySelector('pre')?.textContent).toHaveLength(100_000)
    press('Show more of 250000 characters')
    expect(root.querySelector('pre')?.textContent).toBe(long)
  })
})

describe('Copy', () => {
  afterEach(() => Reflect.deleteProperty(navigator, 'clipboard'))
  const clipboard = (writeText: (text: string) => Promise<void>) =>
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } })

  it('copies the selected message as it is, and the whole list where none is selected', async () => {
    const copied: string[] = []
    clipboard((text) => Promise.resolve(void copied.push(text)))
    const { query, press, said, choose } = open()
    choose('Direction', 'Out')
    press('Copy')
    await waitFor(() => expect(said()).toBe('Copied: 2.'))
    fireEvent.click(query.getByRole('gridcell', { name: 'ping' }))
    press('Copy')
    await waitFor(() => expect(copied).toHaveLength(2))
    expect(copied[0]!.split('\n').map((line) => line.split('\t').slice(1))).toEqual([
      ['out', 'text', '4', 'ping'],
      ['out', 'text', '20', '(text of 20 bytes, not shown)'],
    ])
    expect(copied[1]).toBe('ping')
  })

  it.each([
    ['refuses', () => clipboard(() => Promise.reject(new Error('denied')))],
    ['has no clipboard', () => undefined],
  ])('says so where the browser %s', async (_how, prepare) => {
    prepare()
    const { press, said } = open()
    press('Copy')
    await waitFor(() => expect(said()).toBe('The browser does not let this page copy.'))
  })
})

describe('a long list', () => {
  const long = Array.from({ length: 10_000 }, (_, index) => textMessage(index, `message ${index}`))

  it('renders the rows in sight, and says how many there are', () => {
    const panel = open({ messages: long, dropped: 12 })
    expect(panel.rows('Messages').length).toBeLessThan(60)
    expect(panel.query.getByRole('grid').getAttribute('aria-rowcount')).toBe('10001')
    expect(panel.query.getByText('10000 messages, 12 older ones are gone')).toBeTruthy()
    expect(data(panel)).toContain('message 9999')
  })

  it('is walked by keys; the row that they are at is the active one', () => {
    const { query } = open({ messages: long })
    const grid = query.getByRole('grid')
    const at = (key: string) => {
      fireEvent.keyDown(grid, { key })
      const row = query.getByRole('row', { selected: true })
      expect(grid.getAttribute('aria-activedescendant')).toBe(row.id)
      return row.getAttribute('aria-rowindex')
    }
    expect(['End', 'ArrowUp', 'Home', 'ArrowDown'].map(at)).toEqual(['10001', '10000', '2', '3'])
    fireEvent.keyDown(grid, { key: 'Escape' })
    expect(query.queryByRole('row', { selected: true })).toBeNull()
  })

  it('holds what is looked at in its place while the beginning falls out', async () => {
    const { query, change } = open({ messages: long })
    const grid = query.getByRole('grid')
    Object.defineProperty(grid, 'scrollHeight', { value: 220_022 })
    Object.defineProperty(grid, 'clientHeight', { value: 400 })
    grid.scrollTop = 22 * 5000
    fireEvent.scroll(grid)
    expect(query.getByRole('gridcell', { name: 'message 5000' })).toBeTruthy()
    change({
      messages: [...long.slice(300), ...long.slice(0, 300).map((message) => ({ ...message, id: message.id + 10_000 }))],
    })
    await waitFor(() => expect(grid.scrollTop).toBe(22 * 4700))
    expect(query.getByRole('gridcell', { name: 'message 5000' })).toBeTruthy()
  })
})
