/**
 * What a component with a connection costs to have: many at once, and one that comes and goes.
 */
import { createStage, inTime, type Stage } from '../page/stage'
import { Tally } from '../page/tally'
import type { Contestant } from '../contestant'
import type { Figures, Scenario } from '../scenario'

interface MountingParams {
  /** Components at once. */
  readonly components: number
  /** How often they come and go. */
  readonly cycles: number
}

const scenario: Scenario<MountingParams> = {
  id: 'mounting',
  title: 'Mounting',
  about:
    'CPU from the render until all connections are open; with cycles, until the last one is unmounted. Chromium delays ' +
    'sockets that are opened while many others wait for their handshake, by up to 5 s; who queues them itself waits less.',
  compared: 'cpu',
  columns: [
    { figure: 'cpu', title: 'CPU, ms', digits: 0 },
    { figure: 'rendering', title: 'rendering, ms', digits: 1 },
    { figure: 'seconds', title: 'seconds', digits: 2 },
  ],
  variants: [
    {
      id: '200',
      title: '200 components, each with a connection',
      params: { components: 200, cycles: 1 },
      quick: { components: 12, cycles: 1 },
    },
    {
      id: 'cycles',
      title: '500 times: mount, open, unmount',
      params: { components: 1, cycles: 500 },
      quick: { components: 1, cycles: 50 },
    },
  ],
  supports: ({ Counter, Mounted = Counter, isAnotherWay }) => Mounted !== undefined && !isAnotherWay,
  warmUp: ({ components }) => ({ components: Math.min(components, 10), cycles: 5 }),
  start(contestant, { components, cycles }, origin) {
    return Promise.resolve({
      async finish(): Promise<Figures> {
        const begun = performance.now()
        let rendering = 0
        const stage = createStage()
        for (let cycle = 0; cycle < cycles; cycle += 1) {
          rendering += await mount(stage, contestant, components, origin)
          // The many stay: how fast they go is another question.
          if (cycles > 1) stage.render(null)
        }
        return { sent: cycles, rendering, seconds: (performance.now() - begun) / 1000 }
      },
    })
  },
}

/** Resolves when all are open, with the milliseconds that rendering took. */
async function mount(
  stage: Stage,
  { Counter, Mounted = Counter }: Contestant,
  components: number,
  origin: string,
): Promise<number> {
  if (!Mounted) throw new Error('this contestant opens no connection')
  const tally = new Tally()
  const indices = Array.from({ length: components }, (_, index) => index)
  const begun = performance.now()
  const opened = new Promise<void>((resolve) => {
    tally.onOpened = () => tally.opened === components && resolve()
  })
  stage.render(
    indices.map((index) => (
      <Mounted key={index} url={`${origin}/quiet?${index}`} kind="text" wantsBuffers={false} tally={tally} />
    )),
  )
  const rendering = performance.now() - begun
  await inTime(opened, () => `${components} connections; ${tally.opened} are open`)
  return rendering
}

export default scenario
