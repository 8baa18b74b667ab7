/**
 * A node in another renderer than React DOM, here React Three Fiber. There are two ways across:
 *
 * - `<Canvas>` carries the contexts above it into its own tree, so that `useNode()` and `useTopic()` find there what they
 *   find beside it.
 * - Where a renderer carries none (`createRoot` of React Three Fiber, and others), the node is a prop: it is an object, and
 *   every hook takes it.
 */
import { Canvas, useThree, type CanvasProps } from '@react-three/fiber'
import { useRef } from 'react'
import { json, useLastPacket, useNode, useSignal, type WebSocketNodeHandle } from 'react-websocket-node'
import type { Mesh } from 'three'

interface Move {
  x: number
  y: number
  z: number
}
export const moves = json<Move>()
type Node = WebSocketNodeHandle<typeof moves>

/**
 * `<Scene><Follower /></Scene>`, below a `<WebSocketNode format={moves}>` of React DOM. A frame is drawn when something has
 * moved.
 */
export function Scene(props: CanvasProps) {
  return <Canvas frameloop="demand" {...props} />
}

/** Moves with each batch, without a render of React: `useSignal` acts, and asks for a frame. */
export function Follower() {
  const node = useNode(undefined, moves)
  const mesh = useRef<Mesh>(null)
  const invalidate = useThree((three) => three.invalidate)
  useSignal(node, 'received', (_data, packets) => {
    const { x, y, z } = packets[packets.length - 1]!
    mesh.current?.position.set(x, y, z)
    invalidate()
  })
  return <mesh ref={mesh} name="follower" />
}

/** The same by a value hook, which renders once a frame, with the node as a prop. */
export function Shown({ node }: { node: Node }) {
  const { x, y, z } = useLastPacket(node) ?? { x: 0, y: 0, z: 0 }
  return <mesh name="shown" position={[x, y, z]} />
}
