/**
 * The panel in its shadow root, over an inspection that shows what a test tells it to.
 */
import { TextDecoder, TextEncoder } from 'node:util'
import { act, fireEvent, within } from '@testing-library/react'
import { mountPanel } from '../../../../src/inspector/panel/mount'
import type { ShellProps } from '../../../../src/inspector/panel/Shell'
import { scriptedInspection, type Script } from '../../../../stories/inspector/scriptedInspection'

// jsdom has none of its own.
Object.assign(globalThis, { TextDecoder, TextEncoder })

const mounted: (() => void)[] = []

/** To be called at the top of a test file: no panel outlives its test. */
export function closePanelsAfterEach(): void {
  afterEach(() => {
    act(() => {
      for (const unmount of mounted.splice(0)) unmount()
    })
    localStorage.clear()
    document.body.replaceChildren()
  })
}

/** Opens a panel; with `isOpenAtFirst: false` there is the button alone. */
export function openPanel(script: Partial<Script> = {}, props: Partial<ShellProps> = {}) {
  const inspection = scriptedInspection(script)
  const host = document.createElement('div')
  document.body.append(host)
  const panel = mountPanel(host)
  mounted.push(panel.unmount)
  const render = (change: Partial<ShellProps> = {}) =>
    act(() =>
      panel.render({
        inspection,
        load: () => inspection,
        theme: 'system',
        hasHands: true,
        hasRecording: true,
        dock: 'bottom',
        isOpenAtFirst: true,
        shortcut: 'Alt+Shift+W',
        ...props,
        ...change,
      }),
    )
  render()
  const shadow = host.shadowRoot!
  const root = shadow.querySelector<HTMLElement>('div')!
  const query = within(root)
  return {
    inspection,
    host,
    root,
    query,
    render,
    calls: () => inspection.calls,
    change: (change: Partial<Script>) => act(() => inspection.change(change)),
    show: (view: string) => fireEvent.click(query.getByRole('tab', { name: view })),
    press: (name: string) => fireEvent.click(query.getByRole('button', { name })),
    choose: (group: string, name: string) =>
      fireEvent.click(within(query.getByRole('radiogroup', { name: group })).getByRole('radio', { name })),
    fill: (role: 'textbox' | 'searchbox', name: string, value: string) =>
      fireEvent.change(query.getByRole(role, { name }), { target: { value } }),
    /** Types a number and leaves the field. */
    set(name: string, value: string) {
      const field = query.getByRole('spinbutton', { name })
      fireEvent.change(field, { target: { value } })
      fireEvent.blur(field)
    },
    focused: () => shadow.activeElement,
    said: () => query.getByRole('status').textContent,
    rows: (table: string) =>
      within(query.getByRole(table === 'Messages' ? 'grid' : 'table', { name: table }))
        .getAllByRole('row')
        .slice(1)
        .map((row) => Array.from(row.children, (cell) => cell.textContent.trim())),
  }
}
