/**
 * What a node keeps on the heap, with a connection and without, and what it leaves behind.
 */
import type { ComponentType } from 'react'
import { liveHeap } from '../page/live-heap'
import { createStage, inTime, sleep } from '../page/stage'
import { Tally } from '../page/tally'
import type { Contestant, CounterProps } from '../contestant'
import type { Scenario } from '../scenario'

interface NodesParams {
  readonly nodes: number
  readonly isOpen: boolean
}

const scenario: Scenario<NodesParams> = {
  id: 'nodes',
  title: 'Memory of a node',
  page: 'nodes',
  about:
    'The JavaScript heap after garbage collection, for each of many components that have a node, beyond that before the ' +
    'render: what React keeps of the component is in it for everybody. What is left is measured after the unmount; code that ' +
    'is compiled meanwhile is in it, too. The memory of sockets outside of the JavaScript heap is not.',
  columns: [
    { figure: 'perNode', title: 'bytes a node', digits: 0 },
    { figure: 'left', title: 'left after the unmount, bytes a node', digits: 0 },
    { figure: 'rendering', title: 'rendering, µs a node', digits: 1 },
  ],
  variants: [
    {
      id: 'open',
      title: '200 nodes, each with an open connection',
      params: { nodes: 200, isOpen: true },
      quick: { nodes: 12, isOpen: true },
    },
    {
      id: 'resting',
      title: '10,000 nodes that have no url',
      params: { nodes: 10_000, isOpen: false },
      quick: { nodes: 200, isOpen: false },
    },
  ],
  supports: (contestant, { isOpen }) => componentOf(contestant, isOpen) !== undefined && !contestant.isAnotherWay,
  warmUp: ({ nodes, isOpen }) => ({ nodes: Math.min(nodes, 10), isOpen }),
  start(contestant, { nodes, isOpen }, origin) {
    const Node = componentOf(contestant, isOpen)
    if (!Node) throw new Error('this contestant has no node')
    return Promise.resolve({
      async finish() {
        const before = await liveHeap()
        const tally = new Tally()
        const opened = new Promise<void>((resolve) => {
          tally.onOpened = () => tally.opened === nodes && resolve()
        })
        const stage = createStage()
        const begun = performance.now()
        stage.render(
          Array.from({ length: nodes }, (_, index) => (
            <Node key={index} url={`${origin}/quiet?${index}`} kind="text" wantsBuffers={false} tally={tally} />
          )),
        )
        const rendering = performance.now() - begun
        if (isOpen) await inTime(opened, () => `${nodes} connections; ${tally.opened} are open`)
        await sleep(100)
        const during = await liveHeap()
        stage.clear()
        // Sockets are collected when their close is done.
        await sleep(1000)
        const after = await liveHeap()
        return {
          sent: nodes,
          perNode: (during - before) / nodes,
          left: (after - before) / nodes,
          rendering: (rendering * 1000) / nodes,
        }
      },
    })
  },
}

/** What is rendered for each node: a component whose connection opens, or one that has no url. */
function componentOf({ Counter, Mounted = Counter, Resting }: Contestant, isOpen: boolean) {
  return isOpen ? Mounted : (Resting as ComponentType<CounterProps> | undefined)
}

export default scenario
