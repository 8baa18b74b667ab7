/**
 * What a user has set stays while another view is shown, another node is selected, or the panel is closed.
 */
import { act, fireEvent, within } from '@testing-library/react'
import { nodeItem, scriptedInspection, textMessage } from '../../../stories/inspector/scriptedInspection'
import { closePanelsAfterEach, openPanel } from './support/openPanel'

closePanelsAfterEach()

const items = [nodeItem({ id: 'n1', label: 'chat' }), nodeItem({ id: 'n2', label: 'prices' })]
const messages = [textMessage(1, '{"a":1}'), textMessage(2, 'ping', { direction: 'out' })]
const states = Array.from({ length: 1200 }, (_, index) => ({
  ...{ node: 'n1', label: 'chat', status: 'closed' as const, from: index, to: index + 1, detail: '' },
}))

type Panel = ReturnType<typeof openPanel>

const open = (script: Parameters<typeof openPanel>[0] = {}) => openPanel({ items, messages, ...script })
const valueOf = ({ query }: Panel, role: string, name: string) =>
  query.getByRole<HTMLInputElement>(role, { name }).value
const chosen = ({ query }: Panel, group: string) =>
  within(query.getByRole('radiogroup', { name: group })).getByRole<HTMLInputElement>('radio', { checked: true }).value
const isPressed = ({ query }: Panel, name: string) => query.getByRole('button', { name }).getAttribute('aria-pressed')
const span = ({ query }: Panel) => query.getByText(/^[\d.]+ s$/).textContent
const selectMessage = ({ query }: Panel, data: string) => fireEvent.click(query.getByRole('gridcell', { name: data }))

/** View, what is kept, how it is set, where it is read, and what it is then. */
const KEPT: readonly (readonly [string, string, (panel: Panel) => void, (panel: Panel) => unknown, unknown])[] = [
  [
    'Messages',
    'the filter',
    (panel) => panel.fill('searchbox', 'Filter', 'ping'),
    (panel) => [valueOf(panel, 'searchbox', 'Filter'), panel.rows('Messages').length],
    ['ping', 1],
  ],
  [
    'Messages',
    'the direction',
    (panel) => panel.choose('Direction', 'In'),
    (panel) => [chosen(panel, 'Direction'), panel.rows('Messages').length],
    ['in', 1],
  ],
  [
    'Messages',
    'how a message is shown',
    (panel) => {
      selectMessage(panel, 'ping')
      panel.choose('Show as', 'Hex')
    },
    (panel) => {
      if (!panel.query.queryByRole('region', { name: 'Message' })) selectMessage(panel, 'ping')
      return chosen(panel, 'Show as')
    },
    'hex',
  ],
  ['Timeline', 'the zoom', (panel) => panel.press('Zoom in'), span, '30 s'],
  [
    'Timeline',
    'the moment that is looked at',
    (panel) => panel.press('Earlier'),
    (panel) => isPressed(panel, 'Now'),
    'false',
  ],
  [
    'Timeline',
    'that all rows are shown',
    (panel) => panel.press('Show 200 earlier rows'),
    (panel) => panel.rows('States').length,
    1200,
  ],
  ['Hands', 'the code', (panel) => panel.set('Code', '3000'), (panel) => valueOf(panel, 'spinbutton', 'Code'), '3000'],
  [
    'Hands',
    'the reason',
    (panel) => panel.fill('textbox', 'Reason', 'Bye'),
    (panel) => valueOf(panel, 'textbox', 'Reason'),
    'Bye',
  ],
  [
    'Hands',
    'the message',
    (panel) => panel.fill('textbox', 'Message', '00 ff'),
    (panel) => valueOf(panel, 'textbox', 'Message'),
    '00 ff',
  ],
  ['Hands', 'how it is written', (panel) => panel.choose('As', 'Hex'), (panel) => chosen(panel, 'As'), 'hex'],
  [
    'Recording',
    'the seconds',
    (panel) => panel.set('Seconds', '900'),
    (panel) => valueOf(panel, 'spinbutton', 'Seconds'),
    '900',
  ],
]

it.each(KEPT)('in the view %s, %s', (view, what, set, read, kept) => {
  const panel = open(what.includes('rows') ? { states } : {})
  panel.show(view)
  expect(read(panel)).not.toEqual(kept)
  set(panel)
  panel.show('Traffic')
  panel.show(view)
  expect(read(panel)).toEqual(kept)
  fireEvent.click(panel.query.getByRole('treeitem', { name: /prices/ }))
  fireEvent.click(panel.query.getByRole('treeitem', { name: /prices/ }))
  panel.press('Close WebSocket inspector')
  panel.press('Open WebSocket inspector')
  expect(panel.query.getByRole('tab', { selected: true }).textContent).toBe(view)
  expect(read(panel)).toEqual(kept)
})

it('the message for one node is there for the next', () => {
  const panel = open()
  panel.show('Hands')
  panel.fill('textbox', 'Message', 'hello')
  fireEvent.click(panel.query.getByRole('treeitem', { name: /prices/ }))
  panel.press('Send')
  expect(panel.calls()).toContainEqual(['n2', 'send', 'hello', 'text'])
})

it('the selected node, also after the panel was closed', () => {
  const panel = open()
  fireEvent.click(panel.query.getByRole('treeitem', { name: /prices/ }))
  panel.press('Close WebSocket inspector')
  panel.press('Open WebSocket inspector')
  expect(panel.query.getByRole('treeitem', { selected: true }).textContent).toBe('prices open')
})

it('a paused list and a selected message stay in other views, and no longer than the panel is open', () => {
  const panel = open()
  panel.show('Messages')
  panel.press('Pause')
  selectMessage(panel, 'ping')
  panel.show('Tree')
  panel.change({ messages: [...messages, textMessage(3, 'later')] })
  panel.show('Messages')
  expect(isPressed(panel, 'Pause')).toBe('true')
  expect(panel.rows('Messages')).toHaveLength(2)
  expect(panel.query.getByRole('region', { name: 'Message' })).toBeTruthy()
  panel.press('Close WebSocket inspector')
  panel.press('Open WebSocket inspector')
  expect(isPressed(panel, 'Pause')).toBe('false')
  expect(panel.query.queryByRole('region', { name: 'Message' })).toBeNull()
})

it('a recording has settings of its own, also one whose file has the name of another', async () => {
  const loaded = (data: string) => scriptedInspection({ items, messages: [textMessage(1, data)] }, false)
  const files: Record<string, ReturnType<typeof loaded>> = { one: loaded('first'), two: loaded('second') }
  const panel = openPanel({ items, messages }, { load: (text) => files[text]! })
  const load = async (text: string) => {
    panel.show('Recording')
    const file = Object.assign(new File([text], 'tape.jsonl'), { text: () => Promise.resolve(text) })
    await act(async () => {
      fireEvent.change(panel.query.getByLabelText('Load recording'), { target: { files: [file] } })
      await Promise.resolve()
    })
    panel.show('Messages')
  }
  panel.show('Messages')
  panel.fill('searchbox', 'Filter', 'ping')
  await load('one')
  expect(valueOf(panel, 'searchbox', 'Filter')).toBe('')
  panel.fill('searchbox', 'Filter', 'first')
  selectMessage(panel, 'first')
  await load('two')
  expect(panel.rows('Messages').map((cells) => cells[4])).toEqual(['second'])
  expect(panel.query.queryByRole('region', { name: 'Message' })).toBeNull()
  panel.press('Back to the page')
  expect(valueOf(panel, 'searchbox', 'Filter')).toBe('ping')
})

it('a view that is there no longer gives way to the tree', () => {
  const panel = open()
  panel.show('Hands')
  panel.render({ hasHands: false })
  expect(panel.query.getByRole('tabpanel', { name: 'Tree' })).toBeTruthy()
})
