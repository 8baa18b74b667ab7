/**
 * The accessible names of the panel: people with screen readers, and tests, find things by them.
 */
import { fireEvent, within } from '@testing-library/react'
import { nodeItem, textMessage } from '../../../stories/inspector/scriptedInspection'
import { openPanel, closePanelsAfterEach } from './support/openPanel'

closePanelsAfterEach()

const SCRIPT = { items: [nodeItem({ id: 'n1', label: 'chat' })], messages: [textMessage(1, 'Hello')] }
const VIEWS = ['Tree', 'Timeline', 'Traffic', 'Messages', 'Hands', 'Recording']

it.each([
  [
    'Tree',
    [
      ['region', 'WebSocket inspector'],
      ['button', 'Close WebSocket inspector'],
      ['radiogroup', 'Dock'],
      ['tablist', 'Views'],
      ['tabpanel', 'Tree'],
      ['tree', 'Nodes'],
      ['treeitem', 'chat open'],
      ['region', 'Properties'],
      ['button', 'Resize'],
    ],
  ],
  [
    'Timeline',
    [
      ['tabpanel', 'Timeline'],
      ['tree', 'Nodes'],
      ['table', 'States'],
      ...['Zoom in', 'Zoom out', 'Earlier', 'Later', 'Now'].map((name) => ['button', name]),
    ],
  ],
  [
    'Traffic',
    [
      ['tabpanel', 'Traffic'],
      ['table', 'Traffic'],
    ],
  ],
  [
    'Messages',
    [
      ['tabpanel', 'Messages'],
      ['grid', 'Messages'],
      ['searchbox', 'Filter'],
      ['radiogroup', 'Direction'],
      ...['Pause', 'Clear', 'Copy', 'Send again'].map((name) => ['button', name]),
    ],
  ],
  [
    'Hands',
    [
      ['tabpanel', 'Hands'],
      ...['Connect', 'Close', 'Cut', 'Send', 'Receive', 'Release all'].map((name) => ['button', name]),
      ['spinbutton', 'Code'],
      ['textbox', 'Reason'],
      ['textbox', 'Message'],
      ['radiogroup', 'As'],
      ['radiogroup', 'Incoming'],
      ['radiogroup', 'Outgoing'],
      ['spinbutton', 'Incoming delay, ms'],
      ['spinbutton', 'Outgoing delay, ms'],
      ['group', 'Force state'],
    ],
  ],
  [
    'Recording',
    [
      ['tabpanel', 'Recording'],
      ['button', 'Record'],
      ['button', 'Save'],
      ['spinbutton', 'Seconds'],
    ],
  ],
])('of the view %s are those of the interface', (view, names) => {
  const { query, show } = openPanel(SCRIPT)
  show(view)
  for (const [role, name] of names) expect(query.getAllByRole(role!, { name: name! })).toHaveLength(1)
})

it.each([
  ['Tree', 'Dock', ['Bottom', 'Right', 'Floating']],
  ['Messages', 'Direction', ['Both', 'In', 'Out']],
  ['Hands', 'As', ['Text', 'JSON', 'Hex']],
  ['Hands', 'Incoming', ['Pass', 'Hold', 'Delay', 'Drop']],
  ['Hands', 'Outgoing', ['Pass', 'Hold', 'Delay', 'Drop']],
])('in the view %s the choices of %s are %j', (view, group, choices) => {
  const { query, show } = openPanel(SCRIPT)
  show(view)
  const radios = within(query.getByRole('radiogroup', { name: group })).getAllByRole('radio')
  expect(radios.map((radio) => radio.parentElement?.textContent)).toEqual(choices)
})

it('the tabs are the views, of which one is selected', () => {
  const { query, show } = openPanel(SCRIPT)
  const tabs = within(query.getByRole('tablist', { name: 'Views' })).getAllByRole('tab')
  expect(tabs.map((tab) => tab.textContent)).toEqual(VIEWS)
  for (const view of VIEWS) {
    show(view)
    expect(query.getByRole('tab', { selected: true }).textContent).toBe(view)
  }
})

it('states are forced by eight buttons named by status', () => {
  const { query, show } = openPanel(SCRIPT)
  show('Hands')
  const buttons = within(query.getByRole('group', { name: 'Force state' })).getAllByRole('button')
  const statuses = ['idle', 'waiting', 'connecting', 'open', 'closing', 'closed', 'failed', 'reconnecting']
  expect(buttons.map((button) => button.textContent)).toEqual(statuses)
})

it('a recording is loaded by a file input', () => {
  const { query, show } = openPanel(SCRIPT)
  show('Recording')
  expect(query.getByLabelText('Load recording')).toHaveProperty('type', 'file')
})

it('a selected message has a region with the ways to show it', () => {
  const { query, show } = openPanel(SCRIPT)
  show('Messages')
  expect(query.queryByRole('region', { name: 'Message' })).toBeNull()
  fireEvent.click(query.getByRole('gridcell', { name: 'Hello' }))
  const region = within(query.getByRole('region', { name: 'Message' }))
  const ways = within(region.getByRole('radiogroup', { name: 'Show as' })).getAllByRole('radio')
  expect(ways.map((radio) => radio.parentElement?.textContent)).toEqual(['Text', 'JSON', 'Hex'])
})

it('closed, there is one button', () => {
  const { query } = openPanel(SCRIPT, { isOpenAtFirst: false })
  expect(query.getAllByRole('button', { name: 'Open WebSocket inspector' })).toHaveLength(1)
  expect(query.queryByRole('region')).toBeNull()
})

it('without hands and recording their views and buttons are not there', () => {
  const { query, show } = openPanel(SCRIPT, { hasHands: false, hasRecording: false })
  expect(query.getAllByRole('tab').map((tab) => tab.textContent)).toEqual(VIEWS.slice(0, 4))
  show('Messages')
  expect(query.queryByRole('button', { name: 'Send again' })).toBeNull()
})
