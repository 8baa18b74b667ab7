/**
 * The recipe of docs/recipes/Three.tsx: React Three Fiber's own renderer, with a stand-in for WebGL, which jsdom has not.
 * What is drawn is three's; here is proved what its scene holds.
 */
import { createRoot, extend } from '@react-three/fiber'
import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import { useEffect } from 'react'
import * as THREE from 'three'
import { Follower, moves, Scene, Shown } from '../../docs/recipes/Three.js'
import { useWebSocketNode, WebSocketNode } from '../../src/index.js'
import { createCounter, describeInBothModes } from '../support/react/rendering.js'
import { recipeServers } from '../support/recipe-server.js'

const startServer = recipeServers()

/** Takes what it is told to draw. */
function createRenderer() {
  const frames: number[] = []
  const renderer = {
    render: (scene: THREE.Scene) => frames.push(scene.children[0]?.position.x ?? NaN),
    setSize: () => {},
    setPixelRatio: () => {},
  }
  return { frames, gl: renderer as unknown as THREE.WebGLRenderer }
}

describeInBothModes('React Three Fiber', () => {
  beforeAll(() => {
    // React Three Fiber makes a `Clock`, of which three says that it is deprecated.
    jest.spyOn(console, 'warn').mockImplementation(() => {})
    extend({ Mesh: THREE.Mesh })
    jest.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 100, 100))
  })
  afterAll(() => jest.restoreAllMocks())
  afterEach(cleanup)

  it('a component below <Canvas> finds the node above it, and moves without a render', async () => {
    const server = await startServer()
    const { frames, gl } = createRenderer()
    const counter = createCounter()
    const { Counted } = counter
    render(
      <WebSocketNode url={server.url} format={moves} autoconnectMode="self-ready">
        {({ status }) => (
          <>
            <p>{status}</p>
            <Scene gl={gl} resize={{ polyfill: OneSize }}>
              <Counted>
                <Follower />
              </Counted>
            </Scene>
          </>
        )}
      </WebSocketNode>,
    )
    await screen.findByText('open')
    await waitFor(() => expect(frames).not.toEqual([]))
    const { commits } = counter
    server.say({ x: 1, y: 2, z: 3 })
    await waitFor(() => expect(frames.at(-1)).toBe(1))
    expect(counter.commits).toBe(commits)
  })

  it('a component of a root of its own has the node as a prop', async () => {
    const server = await startServer()
    const { frames, gl } = createRenderer()
    const root = createRoot(document.createElement('canvas'))
    await act(() => root.configure({ gl, frameloop: 'demand', size: { top: 0, left: 0, width: 100, height: 100 } }))

    function App() {
      const [{ status }, node] = useWebSocketNode({ url: server.url, format: moves, autoconnectMode: 'self-ready' })
      useEffect(() => void root.render(<Shown node={node} />), [node])
      return <p>{status}</p>
    }
    render(<App />)
    await screen.findByText('open')
    server.say({ x: 4, y: 5, z: 6 })
    await waitFor(() => expect(frames.at(-1)).toBe(4))
    act(() => root.unmount())
  })
})

/** jsdom lays out nothing: a size is measured once, and stays. */
class OneSize {
  constructor(private readonly measure: ResizeObserverCallback) {}
  observe() {
    this.measure([], this)
  }
  unobserve() {}
  disconnect() {}
}
