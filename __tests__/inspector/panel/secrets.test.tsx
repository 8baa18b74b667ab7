/**
 * What is masked stays masked on its way to the screen: planted secrets are looked for in every view of the panel, in what
 * is copied and saved, in the browser's storage and on the console.
 */
import { act, fireEvent } from '@testing-library/react'
import { createInspection } from '../../../src/inspector/inspection'
import { createStage } from '../../support/core/stage'
import { SECRETIVE, SECRETS } from '../../support/inspector/secrets'
import { closePanelsAfterEach, openPanel } from './support/openPanel'

closePanelsAfterEach()

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  jest.useRealTimers()
})

const VIEWS = ['Tree', 'Timeline', 'Traffic', 'Messages', 'Hands', 'Recording'] as const

it('planted secrets are in no view, clipboard, file, storage or console', async () => {
  const copied: string[] = []
  Object.assign(navigator, { clipboard: { writeText: (words: string) => Promise.resolve(void copied.push(words)) } })
  const said = (['log', 'info', 'warn', 'error'] as const).map((name) =>
    jest.spyOn(console, name).mockImplementation(() => undefined),
  )
  const stage = createStage(SECRETIVE)
  const inspection = createInspection({ nodes: [stage.node], mask: { fields: ['password'] } })
  const panel = openPanel({}, { inspection })
  const shown: string[] = []
  const look = async () => {
    // A frame, with which the panel shows what is new.
    await act(() => jest.advanceTimersByTimeAsync(50))
    shown.push(panel.root.outerHTML)
  }

  panel.show('Recording')
  panel.press('Record')
  panel.show('Messages')
  stage.node.connect()
  await look()
  stage.peer.open(SECRETS.protocol)
  await look()
  stage.peer.deliver(`{"said":1,"password":"${SECRETS.field}"}`)
  stage.node.send(`{"sent":1,"password":"${SECRETS.field}"}`)
  await look()
  const rows = panel.query.getAllByRole('row').slice(1)
  expect(rows.length).toBeGreaterThanOrEqual(3)
  for (const row of rows) {
    fireEvent.click(row)
    panel.press('Copy')
    for (const form of ['Text', 'JSON', 'Hex']) {
      panel.choose('Show as', form)
      await look()
    }
  }
  stage.peer.close(1011, `bad token ${SECRETS.query}`)
  for (const view of VIEWS) {
    panel.show(view)
    await look()
    const item = panel.query.queryAllByRole('treeitem')[0]
    if (item) fireEvent.click(item)
    await look()
  }
  const file = inspection.recording!.save()!
  inspection.stop()

  const everything = {
    views: shown.join('\n'),
    clipboard: copied.join('\n'),
    file,
    storage: JSON.stringify({ ...localStorage, ...sessionStorage }),
    console: JSON.stringify(said.flatMap((spy) => spy.mock.calls)),
  }
  expect(everything.views).toContain('•••')
  expect(everything.clipboard).toContain('said')
  const bytesOf = (words: string) => [...words].map((letter) => letter.charCodeAt(0).toString(16)).join(' ')
  for (const [place, text] of Object.entries(everything)) {
    for (const [name, secret] of Object.entries(SECRETS)) {
      expect({ place, name, isThere: text.includes(secret) || text.includes(bytesOf(secret)) }).toEqual({
        place,
        name,
        isThere: false,
      })
    }
  }
  for (const spy of said) spy.mockRestore()
})
