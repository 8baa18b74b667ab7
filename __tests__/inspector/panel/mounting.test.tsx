/**
 * `<WebSocketInspector>` and `webSocketNodePlugin()` in apps, under StrictMode and without.
 */
import { act, cleanup, fireEvent, render, within } from '@testing-library/react'
import { StrictMode, type ReactNode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { createWebSocketNode, WebSocketNode, WebSocketProvider } from '../../../src/index'
import { webSocketNodePlugin } from '../../../src/inspector/plugin'
import { WebSocketInspector } from '../../../src/inspector/WebSocketInspector'

afterEach(() => {
  cleanup()
  document.body.replaceChildren()
  localStorage.clear()
})

const hosts = () => document.querySelectorAll<HTMLElement>('[data-websocket-inspector]')
const panel = (host = hosts()[0]!) => within(host.shadowRoot!.querySelector<HTMLElement>('.root')!)
const items = () =>
  panel()
    .getAllByRole('treeitem')
    .map((item) => item.textContent)

describe.each([
  ['under StrictMode', ({ children }: { children: ReactNode }) => <StrictMode>{children}</StrictMode>],
  ['without StrictMode', undefined],
])('%s', (_strict, wrapper) => {
  const options = wrapper && { wrapper }

  it('there is one host at the end of body, and none after the unmount', () => {
    const { container, unmount } = render(<WebSocketInspector />, options)
    expect(container.innerHTML).toBe('')
    expect([...hosts()]).toEqual([document.body.lastElementChild])
    expect(panel().getByRole('button', { name: 'Open WebSocket inspector' })).toBeTruthy()
    unmount()
    expect(hosts()).toHaveLength(0)
  })

  it('what is mounted is in the tree, as it comes and goes', () => {
    const app = (isThere: boolean) => (
      <>
        <WebSocketProvider>{isThere && <WebSocketNode name="chat" host="127.0.0.1:1" />}</WebSocketProvider>
        <WebSocketInspector defaultOpen />
      </>
    )
    const { rerender } = render(app(true), options)
    expect(panel().getByRole('treeitem', { name: 'chat idle' })).toBeTruthy()
    rerender(app(false))
    expect(panel().queryByRole('treeitem', { name: /chat/ })).toBeNull()
    rerender(app(true))
    expect(items()).toHaveLength(2)
  })

  it('nodes of the core are watched while they are passed', () => {
    const node = createWebSocketNode({ url: 'ws://127.0.0.1:1/core?token=secret' })
    const { rerender } = render(<WebSocketInspector defaultOpen nodes={[node]} />, options)
    expect(items()).toEqual([expect.stringMatching(/^ws:\/\/127\.0\.0\.1:1\/core idle$/)])
    rerender(<WebSocketInspector defaultOpen nodes={[]} />)
    expect(panel().queryByRole('treeitem')).toBeNull()
    node.dispose()
  })

  it('a second one says so, and shows nothing', () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined)
    render(
      <>
        <WebSocketInspector />
        <WebSocketInspector />
      </>,
      options,
    )
    expect(hosts()).toHaveLength(1)
    expect(warn.mock.calls[0]).toEqual([expect.stringContaining('A second <WebSocketInspector> shows nothing')])
    warn.mockRestore()
  })

  it('as a plugin it is inline: no button, no dock, in the theme of its tool', () => {
    const plugin = webSocketNodePlugin({ recording: false })
    expect([plugin.id, plugin.name]).toEqual(['react-websocket-node', 'WebSockets'])
    const { container, rerender } = render(plugin.render(document.body, { theme: 'dark' }), options)
    const host = container.querySelector<HTMLElement>('[data-inline]')!
    expect(panel(host).getByRole('region', { name: 'WebSocket inspector' }).dataset['dock']).toBe('inline')
    expect(panel(host).queryByRole('radiogroup', { name: 'Dock' })).toBeNull()
    expect(panel(host).queryByRole('tab', { name: 'Recording' })).toBeNull()
    const theme = () => host.shadowRoot!.querySelector<HTMLElement>('.root')!.dataset['theme']
    expect(theme()).toBe('dark')
    rerender(plugin.render(document.body, { theme: 'light' }))
    expect(theme()).toBe('light')
  })
})

it('an event in the panel is none for the elements around the inspector', () => {
  const clicks = jest.fn()
  render(
    <div onClick={clicks} onKeyDown={clicks} onFocus={clicks}>
      <WebSocketInspector />
    </div>,
  )
  fireEvent.click(panel().getByRole('button', { name: 'Open WebSocket inspector' }))
  fireEvent.keyDown(panel().getByRole('tab', { name: 'Tree' }), { key: 'a' })
  expect(clicks).not.toHaveBeenCalled()
})

it('on the server, and in the first render of a client, it is empty', async () => {
  const html = renderToString(<WebSocketInspector defaultOpen />)
  expect(html).toBe('')
  const errors = jest.spyOn(console, 'error').mockImplementation(() => undefined)
  const container = document.createElement('div')
  document.body.append(container)
  const root = await act(() => Promise.resolve(hydrateRoot(container, <WebSocketInspector defaultOpen />)))
  expect(errors.mock.calls).toEqual([])
  expect(hosts()).toHaveLength(1)
  await act(() => Promise.resolve(root.unmount()))
  expect(hosts()).toHaveLength(0)
  errors.mockRestore()
})

it.each([
  [{ dock: 'left' }, "<WebSocketInspector>: `dock` must be one of 'bottom', 'right', 'floating', got 'left'"],
  [{ theme: 7 }, "<WebSocketInspector>: `theme` must be one of 'system', 'light', 'dark', got 7"],
  [{ shortcut: null }, '<WebSocketInspector>: `shortcut` must be a string, got null'],
  ...['Hyper+W', 'Cmd+W', 'Alt+', 'Alt + W', '+'].map((shortcut): [object, string] => [
    { shortcut },
    `<WebSocketInspector>: \`shortcut\` must be a key, behind Alt, Shift, Ctrl, Meta joined by +, got '${shortcut}'`,
  ]),
  ...[null, 'token', {}, { fields: 'token' }].map((mask): [object, string] => [
    { mask },
    `mask takes { fields: ['token'] } or a function; got ${typeof mask === 'string' ? '"token"' : mask ? '[object Object]' : 'null'}`,
  ]),
  [{ mask: ['token'] }, "mask takes { fields: ['token'] } or a function; got [object Array]"],
  [{ nodes: [{}] }, 'nodes to be watched come from this package'],
  [{ nodes: [null] }, 'nodes to be watched come from this package'],
])('%j is refused while rendering, and leaves nothing behind', (props, message) => {
  const silent = jest.spyOn(console, 'error').mockImplementation(() => undefined)
  expect(() => render(<WebSocketInspector {...props} />)).toThrow(new TypeError(message))
  silent.mockRestore()
  expect(hosts()).toHaveLength(0)
})

it.each(['', 'w', 'F2', 'alt+shift+w', 'Ctrl+Alt+Meta+Shift+PageUp', 'Control+ '])('%j is a shortcut', (shortcut) => {
  render(<WebSocketInspector shortcut={shortcut} />)
  expect(hosts()).toHaveLength(1)
})
