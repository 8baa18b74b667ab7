/**
 * Play functions that wait to be asked. Storybook plays a story as soon as it opens; here it opens untouched, and is played
 * by its button "Play", slowly, or by a test, at full speed.
 *
 * How to write a story:
 *
 * ```tsx
 * /** What happens, in a sentence: the docs page shows it beside the strip. *\/
 * export const ConnectsAgain: Story = {
 *   parameters: {
 *     tryThis: 'Press “Close”, then “Connect”.',            // one line; every story with a play function has one
 *     strip: ['open', 'closed 1000', 'connecting', 'open'], // see strip.ts; its last step stands in the story at the end
 *   },
 *   play: plays(async ({ canvasElement }) => {
 *     await press(region(canvasElement, 'Node'), 'Close')   // the helpers of play.ts, which know the speed
 *     await expectStatus(region(canvasElement, 'Node'), 'closed')
 *   }),
 * }
 * ```
 *
 * It ends in the state that its title names, and it waits for what it sees and never for the clock, so that it goes at any
 * speed. The first story of a file is the live one of its docs page, and `stories/code/<title>.tsx` is its code.
 */
import type { StoryContext } from '@storybook/react-vite'
import { addons } from 'storybook/preview-api'
import { STORY_RENDER_PHASE_CHANGED } from 'storybook/internal/core-events'
import { expect, waitFor } from 'storybook/test'
import { giveHand, type User } from './hand.js'
import { readStep, type Step } from './strip.js'

/** What is looked at in a story before and after its play; long, since a machine under load is slow. */
const PATIENCE = { timeout: 20_000 }

interface PlayContext {
  readonly canvasElement: HTMLElement
  readonly parameters: { readonly strip?: readonly Step[] }
}

type Act<Context> = (context: Context & { readonly user: User }) => Promise<void>

/** The scene of a story says so once the effects of its first render have run. */
const MOUNTED = '[data-mounted]'

/** Canvases on which a person has asked for the play. */
const asked = new WeakSet<HTMLElement>()

/** Tests open stories with `&play=now` in the address of the page. */
export const isTest = new URLSearchParams(window.location.search).get('play') === 'now'

/** A play function that does nothing unless a test or the button asks. `user` is its hand on the canvas. */
export function plays<Context extends PlayContext>(act: Act<Context>): (context: Context) => Promise<void> {
  return async (context) => {
    const { canvasElement } = context
    const isAsked = asked.has(canvasElement)
    if (!isAsked && !isTest) return
    // Before the effects of its first render a node does nothing.
    const scene = () => canvasElement.closest(MOUNTED) ?? canvasElement.querySelector(MOUNTED)
    await waitFor(() => expect(scene()).not.toBeNull(), PATIENCE)
    const { user } = giveHand(canvasElement, isAsked ? 'slow' : 'fast')
    await act({ ...context, user })
    const last = context.parameters.strip?.at(-1)
    if (last) await waitFor(() => expect(scene()).toHaveTextContent(readStep(last).words), PATIENCE)
  }
}

/** Plays a story slowly on a canvas that holds it, untouched. Rejects with what the play function throws. */
export async function playSlowly(context: StoryContext, canvasElement: HTMLElement): Promise<void> {
  const { id: storyId, playFunction } = context as StoryContext & {
    readonly playFunction?: (context: StoryContext) => Promise<void>
  }
  const phase = (newPhase: string) => addons.getChannel().emit(STORY_RENDER_PHASE_CHANGED, { storyId, newPhase })
  asked.add(canvasElement)
  // Storybook's panel of interactions records between these two, and refuses any outside of them.
  phase('playing')
  try {
    await playFunction?.({ ...context, canvasElement })
  } finally {
    phase('played')
  }
}
