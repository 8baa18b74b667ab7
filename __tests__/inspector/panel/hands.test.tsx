/**
 * The view of hands: what each control asks for, and what is said where it cannot be done.
 */
import { fireEvent, within } from '@testing-library/react'
import { nodeItem, scriptedInspection } from '../../../stories/inspector/scriptedInspection'
import { openPanel, closePanelsAfterEach } from './support/openPanel'

closePanelsAfterEach()

const items = [nodeItem({ id: 'n1', label: 'chat' }), nodeItem({ id: 'n2', label: 'prices' })]

function open(script: Parameters<typeof openPanel>[0] = {}) {
  const panel = openPanel({ items, ...script })
  panel.show('Hands')
  /** What was asked of hands, without what the shell does. */
  const asked = () => panel.calls().filter(([node]) => node === 'n1' || node === 'n2')
  return { ...panel, asked }
}

it.each([
  ['Connect', ['connect'], ''],
  ['Cut', ['cut'], ''],
  ['Close', ['close', 3000, 'Bye'], 'Closes.'],
  ['Send', ['send', '{"a":1}', 'json'], 'Sent.'],
  ['Receive', ['receive', '{"a":1}', 'json'], 'Received.'],
  ['waiting', ['force', 'waiting'], ''],
])('%s asks the node for %j', (name, call, told) => {
  const { set, fill, choose, press, asked, said } = open()
  set('Code', '3000')
  fill('textbox', 'Reason', 'Bye')
  fill('textbox', 'Message', '{"a":1}')
  choose('As', 'JSON')
  press(name)
  expect(asked()).toEqual([['n1', ...call]])
  expect(said()).toBe(told)
})

it.each([
  ['Connect', 'connect'],
  ['Close', 'close'],
  ['Cut', 'cut'],
  ['Send', 'send'],
  ['Receive', 'receive'],
  ['failed', 'failed'],
] as const)('%s that is impossible is disabled, says why, and does nothing', (name, what) => {
  const { query, press, asked, said } = open({ whyNot: { [what]: 'It is not open.' } })
  const button = query.getByRole('button', { name })
  expect(button.getAttribute('aria-disabled')).toBe('true')
  expect(button.title).toBe('It is not open.')
  press(name)
  expect(said()).toBe('It is not open.')
  expect(asked()).toEqual([])
})

it.each(['Close', 'Send', 'Receive'])('%s says what is wrong with what it was given', (name) => {
  const { press, said } = open({ wrong: 'That is no hex.' })
  press(name)
  expect(said()).toBe('That is no hex.')
})

it.each([
  ['Incoming', 'in'],
  ['Outgoing', 'out'],
])('%s chooses the passage of its direction, with its delay', (group, direction) => {
  const { choose, set, asked, query } = open()
  set(`${group} delay, ms`, '250')
  choose(group, 'Delay')
  expect(asked()).toEqual([
    ['n1', 'setPassage', direction, 'pass', 250],
    ['n1', 'setPassage', direction, 'delay', 250],
  ])
  const radios = within(query.getByRole('radiogroup', { name: group })).getAllByRole('radio')
  expect(radios.map((radio) => (radio as HTMLInputElement).checked)).toEqual([false, false, true, false])
})

it.each(['-1', '60001', '1.5', ''])('a delay of %j is not passed on', (value) => {
  const { set, asked, query } = open()
  set('Incoming delay, ms', value)
  expect(asked()).toEqual([])
  expect(query.getByRole<HTMLInputElement>('spinbutton', { name: 'Incoming delay, ms' }).value).toBe('0')
})

it('what is held is counted, and Release all ends it', () => {
  const hands = {
    incoming: 'hold',
    outgoing: 'pass',
    incomingDelay: 0,
    outgoingDelay: 0,
    heldIn: 3,
    heldOut: 0,
  } as const
  const { query, press, asked } = open({ hands: { ...hands, forced: ['reconnecting'] } })
  expect(query.getByText('3 held')).toBeTruthy()
  expect(query.getByRole('button', { name: 'reconnecting', pressed: true })).toBeTruthy()
  press('Release all')
  expect(asked()).toEqual([['n1', 'releaseAll']])
})

it('Release all ends what is held of any node, also of one that is not selected', () => {
  const { press, calls } = open({
    items: [...items, nodeItem({ id: 'n3', label: 'feed' })].map((item) => ({ ...item, isHeld: item.id !== 'n1' })),
    hands: { ...scriptedInspection().script.hands, forced: ['closing'] },
  })
  press('Release all')
  expect(calls().filter(([, what]) => what === 'releaseAll')).toEqual([
    ['n2', 'releaseAll'],
    ['n3', 'releaseAll'],
  ])
})

it('Release all has nothing to do where nothing is held', () => {
  const { press, said, asked } = open()
  press('Release all')
  expect([said(), asked()]).toEqual(['Nothing is held.', []])
})

it('they act on the selected node', () => {
  const { query, press, asked } = open()
  fireEvent.click(query.getByRole('treeitem', { name: /prices/ }))
  press('Cut')
  expect(asked()).toEqual([['n2', 'cut']])
})

it('without a node there are none', () => {
  const { query } = open({ items: [] })
  expect(query.getByText(/no node on this page/)).toBeTruthy()
  expect(query.queryByRole('button', { name: 'Cut' })).toBeNull()
})
