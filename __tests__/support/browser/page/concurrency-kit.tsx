/**
 * Runs in the page: ten checks of how a count that is kept outside of React bears concurrent rendering, after the public
 * test of Daishi Kato (will-this-react-global-state-work-in-concurrent-rendering), written anew, without its waits.
 */
import { version } from 'react'
import { flushSync } from 'react-dom'
import { byHand, HOOKS, nodeWith, reactState, type Contestant } from './concurrency/contestants'
import { createScene, type Scene } from './concurrency/scene'

/** The ten checks, by their numbers and names there. */
const CHECKS = [
  '1 transition: no tearing finally on update',
  '2 transition: no tearing finally on mount',
  '3 transition: no tearing temporarily on update',
  '4 transition: no tearing temporarily on mount',
  '5 transition: can interrupt render (time slicing)',
  '6 transition: can branch state',
  '7 deferred value: no tearing finally on update',
  '8 deferred value: no tearing finally on mount',
  '9 deferred value: no tearing temporarily on update',
  '10 deferred value: no tearing temporarily on mount',
] as const

const CONTESTANTS = [...Object.keys(HOOKS), 'React state', 'by hand']

/** The checks that each of them does not pass. */
async function failures(): Promise<Record<string, string[]>> {
  const failed: Record<string, string[]> = {}
  for (const name of CONTESTANTS) failed[name] = await failuresOf(name)
  return failed
}

async function failuresOf(name: string): Promise<string[]> {
  const make = (): Contestant | Promise<Contestant> =>
    name === 'React state' ? reactState() : name === 'by hand' ? byHand() : nodeWith(HOOKS[name]!)
  const results = [
    ...(await onUpdate(await make(), 'plain')),
    ...(await onMount(await make(), 'plain')),
    await interrupts(await make()),
    await branches(await make()),
    ...(await onUpdate(await make(), 'deferred')),
    ...(await onMount(await make(), 'deferred')),
  ]
  // The first and the last two runs give the final and the temporary outcome of one scene.
  const [finalUpdate, update, finalMount, mount, slices, branch, ...deferred] = results
  const [finalDeferred, deferredUpdate, finalDeferredMount, deferredMount] = deferred
  const passed = [
    ...[finalUpdate, finalMount, update, mount, slices, branch],
    ...[finalDeferred, finalDeferredMount, deferredUpdate, deferredMount],
  ]
  return CHECKS.filter((_, index) => !passed[index])
}

const tools = { version, failures }

declare global {
  /** In pages of this entry. */
  var concurrency: typeof tools
}

globalThis.concurrency = tools

type Outcome = [isFinallyWhole: boolean, isAlwaysWhole: boolean]

/** The count changes, with plain components in a transition, and again while that is rendered. */
async function onUpdate(contestant: Contestant, mode: 'plain' | 'deferred'): Promise<Outcome> {
  return withScene(contestant, async (scene) => {
    scene.show(mode)
    await scene.quiet()
    scene.onRenderOf(2, () => later(contestant.increment))
    if (mode === 'plain') scene.startTransition(contestant.increment)
    else contestant.increment()
    await scene.quiet()
    return outcomeOf(scene, '2')
  })
}

/** Components mount in a transition, and the count changes from outside while they are rendered. */
async function onMount(contestant: Contestant, mode: 'plain' | 'deferred'): Promise<Outcome> {
  return withScene(contestant, async (scene) => {
    contestant.increment()
    await scene.quiet()
    scene.onRenderOf(2, () => later(contestant.increment))
    scene.startTransition(() => scene.show(mode))
    await scene.quiet()
    return outcomeOf(scene, '2')
  })
}

/** Whether something else has its turn while a change in a transition is rendered. */
async function interrupts(contestant: Contestant): Promise<boolean> {
  return withScene(contestant, async (scene) => {
    scene.show('plain')
    await scene.quiet()
    let hadTurn = false
    let hadTurnWithin = false
    scene.onRenderOf(0, () => {
      later(() => (hadTurn = true))
      scene.onRenderOf(4, () => (hadTurnWithin = hadTurn))
    })
    scene.startTransition(contestant.increment)
    await scene.quiet()
    return hadTurnWithin
  })
}

/** Whether an urgent change, as of a click, is shown without the change in a transition that came before it, and with it afterwards. */
async function branches(contestant: Contestant): Promise<boolean> {
  return withScene(contestant, async (scene) => {
    scene.show('plain')
    contestant.increment()
    await scene.quiet()
    contestant.double()
    await scene.quiet()
    scene.onRenderOf(2, () => later(() => flushSync(contestant.double)))
    scene.startTransition(contestant.increment)
    await scene.quiet()
    const shown = scene.commits.filter(isWhole).map(([count]) => count)
    return shown.includes('4') && shown.indexOf('4') < shown.indexOf('6')
  })
}

async function withScene<R>(contestant: Contestant, run: (scene: Scene) => Promise<R>): Promise<R> {
  const scene = await createScene(contestant)
  try {
    return await run(scene)
  } finally {
    scene.unmount()
    contestant.dispose()
  }
}

function outcomeOf({ commits }: Scene, last: string): Outcome {
  const end = commits[commits.length - 1]!
  return [end.length > 1 && end.every((count) => count === last), commits.every(isWhole)]
}

function isWhole(counts: readonly string[]): boolean {
  return counts.every((count) => count === counts[0])
}

/** In a task of its own, as soon as the browser has its turn. */
function later(action: () => void): void {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => {
    port1.close()
    action()
  }
  port2.postMessage(null)
}
