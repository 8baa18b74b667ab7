/**
 * The recipes of docs/recipes, against objects that behave as the documentation of React Native, NetInfo, Electron and
 * Capacitor says.
 */
import { EventEmitter } from 'node:events'
import { createCapacitorLifecycle } from '../../../docs/recipes/capacitor.js'
import { createElectronLifecycle } from '../../../docs/recipes/electron.js'
import { createReactNativeLifecycle } from '../../../docs/recipes/react-native.js'
import type { Lifecycle } from '../../../src/core/index.js'
import { createOpenStage } from '../../support/core/stage.js'

/** Watches, and lists the events. */
function watch(lifecycle: Lifecycle): { events: string[]; stop: () => void } {
  const events: string[] = []
  const stop = lifecycle.watch({
    wokeUp: () => void events.push('wokeUp'),
    putAway: () => void events.push('putAway'),
    cameBack: () => void events.push('cameBack'),
  })
  return { events, stop }
}

describe('React Native', () => {
  type Connected = boolean | null

  function createPhone(isConnected: Connected) {
    const emitter = new EventEmitter()
    let connected = isConnected
    return {
      emitter,
      AppState: {
        addEventListener(_type: 'change', listener: (state: string) => void) {
          emitter.on('app', listener)
          return { remove: () => void emitter.off('app', listener) }
        },
      },
      NetInfo: {
        addEventListener(listener: (state: { isConnected: Connected }) => void) {
          const tell = () => listener({ isConnected: connected })
          emitter.on('net', tell)
          tell()
          return () => void emitter.off('net', tell)
        },
      },
      go: (state: string) => void emitter.emit('app', state),
      connect(next: Connected) {
        connected = next
        emitter.emit('net')
      },
    }
  }

  test('background puts away, active brings back, inactive is nothing', () => {
    const { AppState, go } = createPhone(true)
    const { events } = watch(createReactNativeLifecycle(AppState))
    go('inactive')
    expect(events).toEqual([])
    go('background')
    expect(events).toEqual(['putAway'])
    go('inactive')
    go('active')
    expect(events).toEqual(['putAway', 'cameBack'])
  })

  test.each([
    [true, false],
    [false, true],
    [null, false],
  ])('isConnected %p: is offline %p', (isConnected, isOffline) => {
    const phone = createPhone(isConnected)
    const lifecycle = createReactNativeLifecycle(phone.AppState, phone.NetInfo)
    const { events } = watch(lifecycle)
    expect(lifecycle.isOffline?.()).toBe(isOffline)
    expect(events).toEqual([])
  })

  test('a network that comes back wakes up, unless the app is in the background', () => {
    const phone = createPhone(false)
    const lifecycle = createReactNativeLifecycle(phone.AppState, phone.NetInfo)
    const { events } = watch(lifecycle)
    phone.connect(true)
    phone.connect(true)
    expect(events).toEqual(['wokeUp'])
    phone.go('background')
    phone.connect(false)
    phone.connect(true)
    expect(events).toEqual(['wokeUp', 'putAway'])
  })

  test('after the stop there is no listener left', () => {
    const phone = createPhone(false)
    const lifecycle = createReactNativeLifecycle(phone.AppState, phone.NetInfo)
    watch(lifecycle).stop()
    expect(phone.emitter.eventNames()).toEqual([])
    expect(lifecycle.isOffline?.()).toBe(false)
  })

  test('a node closes in the background, and is back with the app', () => {
    const phone = createPhone(true)
    const stage = createOpenStage({ lifecycle: createReactNativeLifecycle(phone.AppState, phone.NetInfo) })
    phone.go('background')
    expect(stage.wire.isLive).toBe(false)
    phone.go('active')
    stage.peer.open()
    expect(stage.node.state.status).toBe('open')
    stage.driver.dispose()
  })
})

describe('Electron', () => {
  test('suspend puts away, resume brings back, and after the stop there is no listener left', () => {
    const powerMonitor = new EventEmitter()
    const { events, stop } = watch(createElectronLifecycle(powerMonitor))
    powerMonitor.emit('suspend')
    powerMonitor.emit('resume')
    expect(events).toEqual(['putAway', 'cameBack'])
    stop()
    expect(powerMonitor.eventNames()).toEqual([])
  })

  test('net.isOnline() says whether it is offline; without net it never is', () => {
    const powerMonitor = new EventEmitter()
    const net = { isOnline: jest.fn(() => false) }
    const lifecycle = createElectronLifecycle(powerMonitor, net)
    expect(lifecycle.isOffline?.()).toBe(true)
    net.isOnline.mockReturnValue(true)
    expect(lifecycle.isOffline?.()).toBe(false)
    expect(createElectronLifecycle(powerMonitor).isOffline?.()).toBe(false)
  })
})

describe('Capacitor', () => {
  interface Status {
    connected: boolean
  }

  function createDevice(connected: boolean) {
    const emitter = new EventEmitter()
    const addListener = (event: string, listener: (status: Status) => void) => {
      emitter.on(event, listener)
      return Promise.resolve({
        remove() {
          emitter.off(event, listener)
          return Promise.resolve()
        },
      })
    }
    return {
      emitter,
      App: { addListener: addListener as (event: string, listener: () => void) => ReturnType<typeof addListener> },
      Network: { addListener, getStatus: () => Promise.resolve({ connected }) },
    }
  }

  const settle = () => new Promise(setImmediate)

  test('pause puts away, resume brings back, and after the stop there is no listener left', async () => {
    const { emitter, App } = createDevice(true)
    const { events, stop } = watch(createCapacitorLifecycle(App))
    emitter.emit('pause')
    emitter.emit('resume')
    expect(events).toEqual(['putAway', 'cameBack'])
    stop()
    await settle()
    expect(emitter.eventNames()).toEqual([])
  })

  test('the network’s status says whether it is offline, and one that comes back wakes up', async () => {
    const { emitter, App, Network } = createDevice(false)
    const lifecycle = createCapacitorLifecycle(App, Network)
    const { events } = watch(lifecycle)
    expect(lifecycle.isOffline?.()).toBe(false)
    await settle()
    expect(lifecycle.isOffline?.()).toBe(true)
    emitter.emit('networkStatusChange', { connected: true })
    expect(lifecycle.isOffline?.()).toBe(false)
    emitter.emit('pause')
    emitter.emit('networkStatusChange', { connected: false })
    emitter.emit('networkStatusChange', { connected: true })
    expect(events).toEqual(['wokeUp', 'putAway'])
  })

  test('a status that comes after the stop changes nothing', async () => {
    const { App, Network } = createDevice(false)
    const lifecycle = createCapacitorLifecycle(App, Network)
    watch(lifecycle).stop()
    await settle()
    expect(lifecycle.isOffline?.()).toBe(false)
  })
})
