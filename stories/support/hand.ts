/**
 * The hand that plays a story: at full speed for a test, slowly for a person who watches. It belongs to the canvas that it
 * plays on, so two stories of one page can be played at once. It never scrolls the page: whoever watches stays where they are.
 */
import { userEvent } from 'storybook/test'

/** What `userEvent.setup()` returns. */
export type User = ReturnType<typeof userEvent.setup>

export interface Hand {
  /** For all that a pointer does. */
  readonly user: User
  /** For keys, which come faster than clicks. */
  readonly typist: User
  /** Whether somebody watches, so that what is touched is marked. */
  readonly isSlow: boolean
}

/** Milliseconds between two steps that somebody watches, and between two keys. */
const STEP = 400
const KEY = 60

const hands = new WeakMap<Element, Hand>()

/** Lets a hand play on `canvas` from now on. */
export function giveHand(canvas: Element, speed: 'fast' | 'slow'): Hand {
  const isSlow = speed === 'slow'
  const user = isSlow ? userEvent.setup({ delay: STEP }) : userEvent.setup()
  const hand: Hand = { user, typist: isSlow ? userEvent.setup({ delay: KEY }) : user, isSlow }
  hands.set(canvas, hand)
  return hand
}

/** The hand of the canvas that `element` stands in. */
function handOf(element: Element): Hand {
  for (let canvas: Element | null = element; canvas; canvas = canvas.parentElement) {
    const hand = hands.get(canvas)
    if (hand) return hand
  }
  throw new Error('nobody plays here: a play function is made by plays()')
}

/** Marks `element` while `act` is done to it, and focuses it first: a focus that a click gives would scroll the page. */
export async function touch(element: HTMLElement, act: (hand: Hand) => Promise<unknown>): Promise<void> {
  const hand = handOf(element)
  const seen = element.closest<HTMLElement>('label') ?? element
  element.focus({ preventScroll: true })
  if (hand.isSlow) seen.dataset['touched'] = ''
  try {
    await act(hand)
  } finally {
    delete seen.dataset['touched']
  }
}
