/**
 * How the panel opens, where it is, and what it keeps to itself.
 */
import { act, fireEvent } from '@testing-library/react'
import { nodeItem } from '../../../stories/inspector/scriptedInspection'
import { openPanel, closePanelsAfterEach } from './support/openPanel'

closePanelsAfterEach()

const SHORTCUT = { key: 'W', code: 'KeyW', altKey: true, shiftKey: true }
const HANDS = {
  incoming: 'pass',
  outgoing: 'pass',
  incomingDelay: 0,
  outgoingDelay: 0,
  heldIn: 0,
  heldOut: 0,
  forced: [],
} as const

describe('opening', () => {
  it('by the button takes the keyboard to the tabs, and closing brings it back to the button', () => {
    const { query, press, focused } = openPanel({}, { isOpenAtFirst: false })
    press('Open WebSocket inspector')
    expect(focused()).toBe(query.getByRole('tab', { name: 'Tree' }))
    press('Close WebSocket inspector')
    expect(focused()).toBe(query.getByRole('button', { name: 'Open WebSocket inspector' }))
  })

  it('by the shortcut opens and closes, and gives the keyboard back to the field that had it', () => {
    const { query } = openPanel({}, { isOpenAtFirst: false })
    const field = document.createElement('input')
    document.body.append(field)
    field.focus()
    fireEvent.keyDown(field, SHORTCUT)
    expect(query.getByRole('region', { name: 'WebSocket inspector' })).toBeTruthy()
    fireEvent.keyDown(query.getByRole('tab', { name: 'Tree' }), SHORTCUT)
    expect(query.queryByRole('region')).toBeNull()
    expect(document.activeElement).toBe(field)
  })

  it('open at first leaves the keyboard where it is', () => {
    expect(openPanel().focused()).toBeNull()
  })

  it.each([
    ['Alt+Shift+W', { ...SHORTCUT, key: '„' }, true],
    ['Alt+Shift+W', { ...SHORTCUT, altKey: false }, false],
    ['Alt+Shift+W', { ...SHORTCUT, ctrlKey: true }, false],
    ['Ctrl+F9', { key: 'F9', code: 'F9', ctrlKey: true }, true],
    ['', { key: '', code: '' }, false],
  ])('the shortcut %j and the key %j: %s', (shortcut, key, isOpen) => {
    const { query } = openPanel({}, { isOpenAtFirst: false, shortcut })
    fireEvent.keyDown(document.body, key)
    expect(query.queryByRole('region') !== null).toBe(isOpen)
  })
})

it('messages are kept while it is open, and only then', () => {
  const { press, calls } = openPanel({}, { isOpenAtFirst: false })
  expect(calls()).toEqual([])
  press('Open WebSocket inspector')
  press('Close WebSocket inspector')
  expect(calls()).toEqual([
    ['keepMessages', true],
    ['keepMessages', false],
  ])
})

it('the closed button shows that hands hold something', () => {
  const { query, change } = openPanel({}, { isOpenAtFirst: false })
  const title = () => query.getByRole('button').title
  expect(title()).toBe('')
  change({ hands: { ...HANDS, incoming: 'hold' } })
  expect(title()).toBe('Hands hold something.')
  change({ hands: HANDS })
  expect(title()).toBe('')
})

it('events of keys and of the clipboard stay inside', () => {
  const { query, show } = openPanel()
  show('Messages')
  const heard: string[] = []
  const types = ['keydown', 'keyup', 'keypress', 'input', 'paste', 'copy', 'cut']
  const hear = (event: Event) => heard.push(event.type)
  for (const type of types) document.body.addEventListener(type, hear)
  const field = query.getByRole('searchbox', { name: 'Filter' })
  for (const type of types) act(() => void field.dispatchEvent(new Event(type, { bubbles: true, composed: true })))
  for (const type of types) document.body.removeEventListener(type, hear)
  expect(heard).toEqual([])
})

describe('the place', () => {
  it('is the dock that was chosen last, also in the next panel', () => {
    const first = openPanel()
    expect(first.query.getByRole('region', { name: 'WebSocket inspector' }).dataset['dock']).toBe('bottom')
    first.choose('Dock', 'Right')
    const second = openPanel()
    expect(second.query.getByRole('region', { name: 'WebSocket inspector' }).dataset['dock']).toBe('right')
  })

  it.each([
    ['Bottom', 'ArrowUp', 'height', '356px'],
    ['Right', 'ArrowLeft', 'width', '456px'],
    ['Floating', 'ArrowDown', 'height', '356px'],
  ] as const)('%s is resized by %s', (dock, key, side, size) => {
    const { query, choose } = openPanel()
    choose('Dock', dock)
    fireEvent.keyDown(query.getByRole('button', { name: 'Resize' }), { key })
    expect(query.getByRole('region', { name: 'WebSocket inspector' }).style[side]).toBe(size)
  })

  it('floating is moved by the arrow keys, and stays in the window', () => {
    const { query, choose } = openPanel()
    choose('Dock', 'Floating')
    const { style } = query.getByRole('region', { name: 'WebSocket inspector' })
    const move = (key: string) => fireEvent.keyDown(query.getByRole('button', { name: 'Move' }), { key })
    move('ArrowRight')
    expect([style.left, style.top]).toEqual(['56px', '40px'])
    for (let times = 0; times < 10; times += 1) move('ArrowUp')
    expect(style.top).toBe('0px')
  })

  it.each(['nonsense', '{"dock":"left","x":1,"y":1,"width":1,"height":1}', '{"dock":"right","x":"1"}', 'null'])(
    'is the first one where the browser keeps %s',
    (kept) => {
      localStorage.setItem('websocket-inspector', kept)
      const { query } = openPanel({}, { dock: 'floating' })
      expect(query.getByRole('region', { name: 'WebSocket inspector' }).dataset['dock']).toBe('floating')
    },
  )

  it('works where there is no storage', () => {
    const storage = jest.spyOn(window, 'localStorage', 'get').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError')
    })
    const { query, choose } = openPanel()
    choose('Dock', 'Right')
    expect(query.getByRole('region', { name: 'WebSocket inspector' }).dataset['dock']).toBe('right')
    storage.mockRestore()
  })
})

it('arrow keys move among the tabs, of which one is a tab stop', () => {
  const { query, focused } = openPanel()
  const tabs = query.getAllByRole('tab')
  tabs[0]!.focus()
  const seen = ['ArrowRight', 'ArrowRight', 'ArrowLeft', 'End', 'Home'].map((key) => {
    fireEvent.keyDown(focused()!, { key })
    expect(tabs.filter((tab) => tab.tabIndex === 0)).toEqual([focused()])
    return focused()?.textContent
  })
  expect(seen).toEqual(['Timeline', 'Traffic', 'Timeline', 'Recording', 'Tree'])
})

describe('the tree', () => {
  const items = [
    { kind: 'provider', id: 'p', parent: null, depth: 0, label: 'Provider 1', isReady: false },
    nodeItem({ id: 'n1', label: 'chat', parent: 'p', depth: 1 }),
    { kind: 'topic', id: 't', parent: 'n1', depth: 2, label: 'room/42', status: 'subscribed', readers: 3 },
    nodeItem({ id: 'n2', label: 'prices', isHeld: true, state: { status: 'waiting', mode: 'owner-ready' } }),
  ] as const

  it('names each item, then its status', () => {
    const { query } = openPanel({ items })
    const names = ['Provider 1 held back', 'chat open', 'room/42 subscribed, 3 readers', 'prices waiting, held']
    for (const [index, name] of names.entries()) {
      expect(query.getAllByRole('treeitem').indexOf(query.getByRole('treeitem', { name }))).toBe(index)
    }
    expect(query.getAllByRole('treeitem').map((item) => item.ariaLevel ?? item.getAttribute('aria-level'))).toEqual([
      '1',
      '2',
      '3',
      '1',
    ])
  })

  it('is walked by the arrow keys, to the parent and below too', () => {
    const { query, focused } = openPanel({ items })
    query.getAllByRole('treeitem')[0]!.focus()
    const seen = ['ArrowDown', 'ArrowRight', 'ArrowLeft', 'ArrowLeft', 'End', 'ArrowLeft', 'Home'].map((key) => {
      fireEvent.keyDown(focused()!, { key })
      return focused()?.querySelector('.cut')?.textContent
    })
    expect(seen).toEqual(['chat', 'room/42', 'chat', 'Provider 1', 'prices', 'prices', 'Provider 1'])
    expect(query.getAllByRole('treeitem').filter((item) => item.tabIndex === 0)).toHaveLength(1)
  })
})
