/**
 * The app under React Native's Jest preset, with React Native's own `WebSocket` over real sockets to the real server:
 * nativeSocket.ts stands for the half of it that is Kotlin or Objective-C on a device.
 */
import { act } from 'react'
import { AppState } from 'react-native'
import { create, type ReactTestRenderer } from 'react-test-renderer'
import { App } from '../App'
import { createRoom } from '../room.cjs'
import { installNativeSockets } from './nativeSocket'

const room = createRoom()
let port = 0
let app: ReactTestRenderer
let openSockets: () => number

const actual = (path: string) => jest.requireActual(path)

/** The listeners of the app to its state; the preset's AppState has none. */
const appStates = new Set<(state: string) => void>()
jest.spyOn(AppState, 'addEventListener').mockImplementation((_type, listener) => {
  appStates.add(listener as (state: string) => void)
  return { remove: () => void appStates.delete(listener as (state: string) => void) } as never
})
const go = (state: string) => act(() => appStates.forEach((listener) => listener(state)))

const shown = (id: string) => app.root.findAll(({ type, props }) => type === 'Text' && props.testID === id)
const textsOf = (id: string) => shown(id).map(({ props }) => props.children as string)

/** Lets the app go on until the condition holds. */
async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 20_000
  while (!condition()) {
    if (Date.now() > end) throw new Error(`waited in vain for ${String(condition)}; shown is ${textsOf('status')}`)
    await act(() => new Promise((resolve) => setTimeout(resolve, 10)))
  }
}

async function say(text: string): Promise<void> {
  act(() => app.root.findAllByProps({ testID: 'field' })[0]!.props.onChangeText(text))
  act(() => app.root.findAllByProps({ testID: 'send' })[0]!.props.onPress())
}

describe.each(['ios', 'android'] as const)('as %s has it', (system) => {
  beforeEach(async () => {
    Object.assign(globalThis, {
      IS_REACT_ACT_ENVIRONMENT: true,
      URL: actual('react-native/Libraries/Blob/URL').URL,
      Blob: actual('react-native/Libraries/Blob/Blob').default,
      WebSocket: actual('react-native/Libraries/WebSocket/WebSocket').default,
    })
    openSockets = installNativeSockets(system)
    room.ends.length = 0
    port = await room.start()
    act(() => {
      app = create(<App url={`ws://127.0.0.1:${port}/`} />)
    })
    await until(() => textsOf('status')[0] === 'open')
  })
  afterEach(async () => {
    act(() => app.unmount())
    await until(() => openSockets() === 0)
    await room.stop()
    expect(appStates.size).toBe(0)
  })

  it('says what is typed, and shows what is said', async () => {
    await say(`Hello from ${system}`)
    await until(() => textsOf('line').at(-1) === `Hello from ${system}`)
    expect(app.root.findAllByProps({ testID: 'field' })[0]!.props.value).toBe('')
  })

  it('in the background there is no connection; back in the foreground there is another', async () => {
    go('background')
    await until(() => room.ends[0] === 1000)
    expect(room.ends).toEqual([1000])
    go('active')
    await until(() => textsOf('status')[0] === 'open')
    expect(room.ends).toEqual([1000, undefined])
    await say('Back again')
    await until(() => textsOf('line').at(-1) === 'Back again')
  })

  it('a server that is killed and started again: what was said meanwhile is sent once', async () => {
    await room.stop()
    await until(() => textsOf('status')[0]!.startsWith('reconnecting'))
    await say(`Meanwhile, ${system}`)
    await room.start(port)
    await until(() => textsOf('line').at(-1) === `Meanwhile, ${system}`)
    expect(textsOf('line').filter((text) => text === `Meanwhile, ${system}`)).toHaveLength(1)
  })
})
