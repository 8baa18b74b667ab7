/**
 * Who connects when, in a tree that one builds: run it, and step through all that happened.
 */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, within } from 'storybook/test'
import './scene/scene.css'
import { SceneEditor } from './scene/SceneEditor.js'
import { touch } from './support/hand.js'
import { eventually, expectStatus, press, region, select } from './support/play.js'
import { plays } from './support/plays.js'

const meta = {
  title: 'Scene tree',
  component: SceneEditor,
  parameters: { controls: { disable: true }, options: { showPanel: false } },
  tags: ['!autodocs'],
} satisfies Meta<typeof SceneEditor>

export default meta
type Story = StoryObj<typeof meta>

/** The commit runs whole and is recorded; one steps through the record both ways, effect by effect. */
export const BuildRunAndStep: Story = {
  parameters: {
    tryThis: 'Press “Run”, then “Step back” and “Step”; add a node, choose what it waits for, and run it again.',
    strip: [{ grey: 'mounted' }, { green: 'ready' }, 'waiting', 'connecting', 'open', 'waiting'],
  },
  play: plays(async ({ canvasElement }) => {
    const scene = region(canvasElement, 'Scene')
    const run = region(canvasElement, 'Run')
    const row = (name: RegExp) => within(scene.getByRole('treeitem', { name }))
    await press(run, 'Run')
    for (const name of [/^Auth /, /^Profile /, /^Chat /, /^Help /, /^News /]) await expectStatus(row(name), 'open')

    // As React runs effects, and Godot `_ready`: from the leaves to the root.
    const words = effects(canvasElement)
    await expect(words.indexOf('Profile mounted')).toBeLessThan(words.indexOf('Auth mounted'))
    await expect(words.indexOf('Auth became ready')).toBeLessThan(words.indexOf('App mounted'))
    await expect(words.indexOf('News waits for App')).toBeLessThan(words.indexOf('App became ready'))

    const added = await addNode(canvasElement)
    await select(region(canvasElement, 'Properties'), 'autoconnectMode', 'custom')
    await select(region(canvasElement, 'Properties'), 'autoconnectReference', 'App')
    await eventually(() =>
      expect(region(canvasElement, 'Code').getByLabelText('The code of this scene')).toHaveTextContent(
        'autoconnectReference={app}',
      ),
    )

    await press(run, 'Run')
    await expectStatus(row(new RegExp(`^${added} `)), 'open')
    const waits = effects(canvasElement).indexOf(`${added} waits for App`)
    await expect(waits).toBeGreaterThan(-1)
    await go(canvasElement, waits)
    await press(run, 'Step')
    await press(run, 'Step back')
    await expectStatus(row(new RegExp(`^${added} `)), 'waiting')
  }),
}

/** A scene file that uses the addon becomes a scene and JSX; what the JSX does not have is said, and Save gives the file back. */
export const FromGodot: Story = {
  parameters: {
    tryThis: 'Press “Open an example”, run it, rename a node, and save it: or drop a .tscn of your own.',
    strip: [{ blue: 'lobby.tscn' }, 'waiting', 'connecting', 'open'],
  },
  play: plays(async ({ canvasElement }) => {
    const scene = region(canvasElement, 'Scene')
    const code = () => region(canvasElement, 'Code').getByLabelText('The code of this scene')
    await press(region(canvasElement, 'Godot'), 'Open an example')
    await eventually(() => expect(code()).toHaveTextContent('export function Lobby'))
    await expect(code()).toHaveTextContent('reconnect={backoff()}')
    const losses = within(region(canvasElement, 'Not carried over').getByRole('list'))
    await expect(losses.getAllByRole('listitem').length).toBeGreaterThan(0)
    await press(region(canvasElement, 'Run'), 'Run')
    for (const name of [/^Session /, /^Players /, /^Chat /]) {
      await expectStatus(within(scene.getByRole('treeitem', { name })), 'open')
    }
  }),
}

function effects(canvasElement: HTMLElement): string[] {
  const items = within(region(canvasElement, 'Run').getByRole('list', { name: 'Effects' })).getAllByRole('listitem')
  return items.map((item) => item.querySelector('button')?.lastChild?.textContent?.trim() ?? '')
}

/** Goes to the state after an effect. */
async function go(canvasElement: HTMLElement, index: number): Promise<void> {
  const list = within(region(canvasElement, 'Run').getByRole('list', { name: 'Effects' }))
  const button = list.getAllByRole('button')[index]!
  await touch(button, ({ user }) => user.click(button))
}

/** Adds a node below the outermost item, and says its name. */
async function addNode(canvasElement: HTMLElement): Promise<string> {
  const scene = region(canvasElement, 'Scene')
  const root = scene.getAllByRole('treeitem')[0]!
  await touch(root, ({ user }) => user.click(root))
  await press(scene, 'Add node')
  await eventually(() => expect(selected(scene)?.textContent).toMatch(/^Node/))
  return selected(scene)?.querySelector('b')?.textContent ?? ''
}

function selected(scene: ReturnType<typeof region>): HTMLElement | undefined {
  return scene.getAllByRole('treeitem').find((item) => item.getAttribute('aria-selected') === 'true')
}
