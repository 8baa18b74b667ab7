/**
 * The editor as one uses it: by its names, with keys, with the mouse, and with files.
 */
import { act, fireEvent, render, screen, within } from '@testing-library/react'
import { TextDecoder, TextEncoder } from 'node:util'
import { EXAMPLE } from '../../stories/scene/example.js'
import { SceneEditor } from '../../stories/scene/SceneEditor.js'
import { mockNetwork, pass, settle } from '../support/react/network.js'

const network = mockNetwork()
// jsdom has none.
beforeAll(() => void Object.assign(globalThis, { TextDecoder }))
afterAll(() => void Reflect.deleteProperty(globalThis, 'TextDecoder'))

const tree = () => screen.getByRole('tree', { name: 'Scene' })
const rows = () => within(tree()).getAllByRole('treeitem')
const row = (name: RegExp | string) =>
  within(tree()).getByRole('treeitem', { name: typeof name === 'string' ? new RegExp(`^${name} `) : name })
const word = (name: RegExp) => row(name).querySelector('.badge')?.textContent
const names = () =>
  rows().map((row) => `${'-'.repeat(Number(row.ariaLevel) - 1)}${row.querySelector('b')!.textContent}`)
const selected = () => rows().find((row) => row.ariaSelected === 'true')
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))
const key = (key: string, more: object = {}) => fireEvent.keyDown(document.activeElement!, { key, ...more })
const code = () => screen.getByLabelText('The code of this scene').textContent
const losses = () => within(screen.getByRole('region', { name: 'Not carried over' })).getAllByRole('listitem')

function open() {
  network.serve(`ws://${window.location.host}/ws/slow-handshake?ms=250`)
  render(<SceneEditor />)
}

test('the tree is one stop for the Tab key, and arrows go from row to row', () => {
  open()
  expect(rows().filter(({ tabIndex }) => tabIndex === 0)).toEqual([row('App')])
  act(() => row('App').focus())
  const focused = (name: string, more = {}) => (
    key(name, more),
    document.activeElement?.querySelector('b')?.textContent
  )
  expect(focused('ArrowDown')).toBe('Auth')
  expect(focused('ArrowRight')).toBe('Profile')
  expect(focused('ArrowLeft')).toBe('Auth')
  expect(focused('End')).toBe('News')
  expect(focused('ArrowUp')).toBe('Help')
  expect(focused('Home')).toBe('App')
  expect(rows().filter(({ tabIndex }) => tabIndex === 0)).toEqual([row('App')])
})

test('Alt with an arrow moves an item, Delete removes it, and the focus stays in the tree', () => {
  open()
  act(() => row('Room').focus())
  key('ArrowUp', { altKey: true })
  expect(names()).toEqual(['App', '-Room', '--Chat', '-Auth', '--Profile', '-Panel', '-Help', '-News'])
  key('ArrowDown', { altKey: true })
  key('ArrowRight', { altKey: true })
  expect(names()).toEqual(['App', '-Auth', '--Profile', '--Room', '---Chat', '-Panel', '-Help', '-News'])
  expect(document.activeElement).toBe(row('Room'))
  key('ArrowLeft', { altKey: true })
  key('Delete')
  expect(names()).toEqual(['App', '-Auth', '--Profile', '-Panel', '-Help', '-News'])
  expect(document.activeElement).toBe(row('Panel'))
})

test('a row that is dragged goes where the mark is', () => {
  open()
  const dataTransfer = { setData: () => {}, types: [] }
  const drag = (from: string, to: string, offset: number) => {
    row(to).getBoundingClientRect = () => new DOMRect(0, 100, 200, 40)
    fireEvent.dragStart(row(from), { dataTransfer })
    fireEvent(row(to), dragEvent('dragover', 100 + offset, dataTransfer))
    const mark = row(to).dataset['drop']
    fireEvent(row(to), dragEvent('drop', 100 + offset, dataTransfer))
    return mark
  }
  expect(drag('News', 'Auth', 2)).toBe('before')
  expect(drag('Help', 'Room', 20)).toBe('inside')
  expect(names()).toEqual(['App', '-News', '-Auth', '--Profile', '-Room', '--Chat', '--Help', '-Panel'])
  expect(drag('App', 'Chat', 20)).toBeUndefined()
  expect(names()[0]).toBe('App')
})

test('buttons add below what is selected; name, mode and reference are in the code', () => {
  open()
  fireEvent.click(row('Room'))
  press('Add element')
  fireEvent.click(row('Room'))
  press('Add node')
  expect(selected()?.textContent).toContain('Node')
  const name = screen.getByLabelText('Name')
  fireEvent.change(name, { target: { value: 'Talk' } })
  fireEvent.keyDown(name, { key: 'Enter' })
  fireEvent.change(screen.getByLabelText('autoconnectMode'), { target: { value: 'custom' } })
  const reference = screen.getByLabelText('autoconnectReference')
  const option = within(reference).getByRole<HTMLOptionElement>('option', { name: 'Element' })
  fireEvent.change(reference, { target: { value: option.value } })
  expect(code()).toContain('name="Talk" autoconnectMode="custom" autoconnectReference={element}')
  press('Add provider')
  press('Remove')
  press('Move up')
  expect(names()).toEqual([
    'App',
    '-Auth',
    '--Profile',
    '-Room',
    '--Chat',
    '--Talk',
    '--Element',
    '-Panel',
    '-Help',
    '-News',
  ])
})

test('a run is recorded whole; Step and Step back go through it, and the tree shows each point', async () => {
  open()
  press('Run')
  await pass(500)
  const effects = () => within(screen.getByRole('list', { name: 'Effects' })).getAllByRole('listitem')
  const present = () => effects().find((item) => item.getAttribute('aria-current'))?.textContent
  expect(word(/^Chat/)).toBe('open')
  expect(present()).toMatch(/open$/)

  const chatWaits = effects().findIndex((item) => item.textContent?.includes('Chat waits for Room'))
  fireEvent.click(within(effects()[chatWaits]!).getByRole('button'))
  expect(word(/^Chat/)).toBe('waiting')
  expect(word(/^App/)).toBe('not mounted')
  press('Step back')
  expect(word(/^Chat/)).toBe('ready')
  press('Step')
  press('Step')
  expect(present()).toContain('Room mounted')
  expect(word(/^Room/)).toBe('mounted')
})

test('Step without a run mounts the scene and shows its first effect; an edit ends the run', async () => {
  open()
  press('Step')
  await pass(500)
  expect(word(/^Panel/)).toBe('mounted')
  expect(word(/^Auth/)).toBe('not mounted')
  expect(network.live).toBe(5)
  press('Add node')
  await pass()
  expect(screen.queryByRole('list', { name: 'Effects' })).toBeNull()
  expect(network.live).toBe(0)
})

test('while it runs, what is held back can be let go', async () => {
  open()
  fireEvent.click(row('Room'))
  fireEvent.click(screen.getByRole('switch', { name: 'ready' }))
  press('Run')
  await pass(500)
  expect(word(/^Chat/)).toBe('waiting')
  fireEvent.click(screen.getByRole('switch', { name: 'ready' }))
  await pass(500)
  expect(word(/^Chat/)).toBe('open')
})

describe('a Godot scene', () => {
  const platformBlob = globalThis.Blob
  let saved: string[]
  beforeEach(() => {
    saved = []
    // jsdom can't read its blobs and files.
    Object.assign(globalThis, {
      Blob: class extends platformBlob {
        constructor(parts: string[]) {
          super(parts)
          saved.push(parts.join(''))
        }
      },
    })
    Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => {} })
    jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {})
  })
  afterEach(() => {
    Object.assign(globalThis, { Blob: platformBlob })
    Reflect.deleteProperty(URL, 'createObjectURL')
    Reflect.deleteProperty(URL, 'revokeObjectURL')
  })
  const file = (text: string) =>
    Object.assign(new File([], 'lobby.tscn'), {
      arrayBuffer: () => Promise.resolve(new TextEncoder().encode(text).buffer),
    })
  const save = async () => {
    press('Save .tscn')
    await pass(10_000)
    return saved.at(-1)
  }

  test('that is chosen becomes the scene and its JSX, says what is lost, and is saved byte for byte', async () => {
    open()
    await choose(file(EXAMPLE))
    expect(names()).toEqual(['Lobby', '-Session', '--Players', '-Panel', '--Chat'])
    expect(code()).toContain('export function Lobby(')
    expect(losses().map(({ textContent }) => textContent)).toContainEqual(expect.stringContaining('on_chat_received'))
    expect(await save()).toBe(EXAMPLE)
  })

  test('that is dropped is opened, too, and its edits are saved', async () => {
    open()
    fireEvent.drop(tree(), { dataTransfer: { types: ['Files'], files: [file(EXAMPLE)] } })
    await settled()
    fireEvent.click(row('Players'))
    fireEvent.change(screen.getByLabelText('autoconnectMode'), { target: { value: 'owner-ready' } })
    expect(await save()).toBe(EXAMPLE.replace('autoconnect_mode = 2', 'autoconnect_mode = 3'))
  })

  test('that can’t be read leaves the scene, and says why', async () => {
    open()
    await choose(file('[gd_resource type="Theme" format=3]\n'))
    expect(names()[0]).toBe('App')
    expect(losses()[0]?.textContent).toMatch(/lobby\.tscn can’t be read: line 1/)
  })

  async function choose(file: File): Promise<void> {
    fireEvent.change(screen.getByLabelText('Godot scene'), { target: { files: [file] } })
    await settled()
  }
})

/** jsdom has no events of dragging with coordinates. */
function dragEvent(type: string, clientY: number, dataTransfer: object): Event {
  return Object.assign(new MouseEvent(type, { bubbles: true, cancelable: true, clientY }), { dataTransfer })
}

/** A file is read in a few microtasks and a task of the browser. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await settle()
  await pass(10)
}
