/**
 * Topics without React: handles, readers and what is sent for them, packets, states, values.
 */
import { json, text, topics, type TopicHandle } from '../../src/core/index.js'
import { createDriver } from '../../src/core/node.js'
import { withDefaults } from '../../src/core/createWebSocketNode.js'
import { microtasks } from '../support/core/microtasks.js'
import { watchUncaught } from '../support/core/uncaught.js'
import type { TextFormat } from '../support/core/stage.js'
import { ANSWERS, COMMANDS, openStage, textTopics, topicOf } from '../support/topics/stage.js'

const takeUncaught = watchUncaught()
const nothing = () => {}

describe('a handle', () => {
  it('is the same for the same node, topics and key, which are compared as strings', () => {
    const { node } = openStage()
    const prices = topics(text, { topicOf: () => undefined as string | number | undefined })
    const handle = prices.of(node, 1)
    expect(prices.of(node, '1')).toBe(handle)
    expect(handle.topic).toBe(1)
    expect(handle.node).toBe(node)
    expect(prices.of(node, 2)).not.toBe(handle)
    expect(textTopics().of(node, '1')).not.toBe(handle)
    expect(prices.of(openStage().node, 1)).not.toBe(handle)
  })

  it('by itself subscribes nothing and schedules nothing', () => {
    const { node, clock, takeSent } = openStage()
    const handle = textTopics().of(node, 'BTC')
    handle.subscribe(nothing)
    handle.onReady(nothing)
    clock.advance(10)
    expect(takeSent()).toEqual([])
    expect(clock.pending()).toBe(0)
    expect(handle).toMatchObject({ state: { status: 'unsubscribed' }, ready: false, receivedCount: 0 })
    expect(handle.lastReceived).toBeUndefined()
  })

  it('has methods that may be handed around', () => {
    const { node, clock, peer } = openStage()
    const { on } = textTopics().of(node, 'BTC')
    const heard: string[] = []
    on('packet', (packet) => heard.push(packet))
    clock.advance(0)
    peer.deliver('BTC 1')
    expect(heard).toEqual(['BTC 1'])
  })

  it('is of a node of this package', () => {
    expect(() => textTopics().of({} as never, 'BTC')).toThrow(TypeError)
  })

  it('of many keys that nobody holds are garbage, and the others stay the same', () => {
    const { node } = openStage()
    const prices = textTopics()
    const held = prices.of(node, 'held')
    for (let index = 0; index < 1000; index++) prices.of(node, `key ${index}`)
    expect(prices.of(node, 'held')).toBe(held)
  })
})

describe('topics', () => {
  it('take a linger in range', () => {
    expect(() => textTopics({ linger: 301 })).toThrow('linger is in seconds, 0 to 300; got 301')
  })

  it('take a function topicOf', () => {
    expect(() => topics(text, {} as never)).toThrow('topicOf takes (packet) => topic')
  })
})

describe('readers', () => {
  it('subscribe with the first and unsubscribe with the last', () => {
    const { node, clock, takeSent } = openStage()
    const btc = textTopics().of(node, 'BTC')
    const stops = [btc.on('packet', nothing), btc.on('received', nothing)]
    clock.advance(0)
    expect(takeSent()).toEqual(['sub BTC'])
    stops[0]!()
    clock.advance(0)
    expect(takeSent()).toEqual([])
    stops[1]!()
    stops[1]!()
    clock.advance(0)
    expect(takeSent()).toEqual(['unsub BTC'])
    expect(clock.pending()).toBe(0)
  })

  it('of one task are one call of each, unsubscribe first', () => {
    const { node, clock, takeSent } = openStage()
    const prices = textTopics()
    const read = (topic: string) => prices.of(node, topic).on('packet', nothing)
    const stops = [read('A'), read('B')]
    clock.advance(0)
    expect(takeSent()).toEqual(['sub A,B'])
    stops[0]!()
    read('C')
    stops[1]!()
    read('D')
    clock.advance(0)
    expect(takeSent()).toEqual(['unsub A,B', 'sub C,D'])
  })

  it('that leave while others come, or come while they leave, send nothing', () => {
    const { node, clock, takeSent } = openStage()
    const btc = textTopics().of(node, 'BTC')
    btc.on('packet', nothing)()
    clock.advance(0)
    expect(takeSent()).toEqual([])
    const stop = btc.on('packet', nothing)
    clock.advance(0)
    takeSent()
    stop()
    btc.on('packet', nothing)
    clock.advance(0)
    expect(takeSent()).toEqual([])
  })

  it('get no message queued: what comes while the node is not open is sent when it is', () => {
    const { node, clock, peer, takeSent, open } = openStage()
    const prices = textTopics()
    peer.close(1006)
    prices.of(node, 'A').on('packet', nothing)
    prices.of(node, 'B').on('packet', nothing)
    clock.advance(1)
    expect(node.queued).toBe(0)
    open()
    expect(takeSent()).toEqual(['sub A,B'])
  })

  it('are subscribed again after each connected, in a later task than its handlers', () => {
    const { node, clock, peer, wire, takeSent, ...stage } = openStage()
    const prices = textTopics()
    prices.of(node, 'A').on('packet', nothing)
    const stop = prices.of(node, 'B').on('packet', nothing)
    clock.advance(0)
    takeSent()
    peer.close(1006)
    stop()
    node.on('connected', () => node.send('hello'))
    node.connect()
    stage.transport.last.peer.open()
    expect(takeSent()).toEqual(['hello'])
    clock.advance(0)
    expect(takeSent()).toEqual(['sub A'])
    expect(wire.sent).toHaveLength(1)
  })

  it('go past the queue and the limit of the buffer', () => {
    const { node, clock, wire, takeSent } = openStage({ sendBufferLimit: 1, sendQueue: 0 })
    Object.assign(wire, { bufferedAmount: 100 })
    textTopics().of(node, 'A').on('packet', nothing)
    clock.advance(0)
    expect(takeSent()).toEqual(['sub A'])
    expect(node.lastSent).toBeUndefined()
  })

  it('may need several messages, or none', () => {
    const { node, clock, takeSent } = openStage()
    const each = textTopics({
      subscribe: (wanted) => wanted.map(({ topic }) => `sub ${topic}`),
      unsubscribe: () => [],
    })
    const stops = ['A', 'B'].map((topic) => each.of(node, topic).on('packet', nothing))
    clock.advance(0)
    expect(takeSent()).toEqual(['sub A', 'sub B'])
    for (const stop of stops) stop()
    clock.advance(0)
    expect(takeSent()).toEqual([])
    expect(each.of(node, 'A').state.status).toBe('unsubscribed')
  })

  it("get the topic's last packet when they are subscribed again", () => {
    const { node, clock, peer, takeSent, open } = openStage()
    const since = textTopics({ subscribe: (wanted) => wanted.map(({ topic, last }) => `${topic} since ${last}`) })
    since.of(node, 'A').on('packet', nothing)
    since.of(node, 'B').on('packet', nothing)
    clock.advance(0)
    expect(takeSent()).toEqual(['A since undefined', 'B since undefined'])
    peer.deliver('A 1', 'A 2')
    peer.close(1006)
    open()
    expect(takeSent()).toEqual(['A since A 2', 'B since undefined'])
  })

  it('of topics without subscribe send nothing, and are subscribed', () => {
    const { node, clock, takeSent } = openStage()
    const routed = topics(text, { topicOf })
    const handle = routed.of(node, 'A')
    const stop = handle.on('packet', nothing)
    clock.advance(0)
    expect(takeSent()).toEqual([])
    expect(handle.ready).toBe(true)
    stop()
    clock.advance(0)
    expect(handle.ready).toBe(false)
    expect(clock.pending()).toBe(0)
  })

  it('of topics without unsubscribe stay subscribed on their connection, and are not subscribed twice', () => {
    const { node, clock, takeSent } = openStage()
    const prices = topics(text, { topicOf, subscribe: COMMANDS.subscribe! })
    prices.of(node, 'A').on('packet', nothing)()
    const read = () => {
      const stop = prices.of(node, 'A').on('packet', nothing)
      clock.advance(0)
      stop()
      clock.advance(0)
    }
    read()
    expect(takeSent()).toEqual(['sub A'])
    read()
    expect(takeSent()).toEqual([])
  })

  it('are listed by one topics value without those of another', () => {
    const { node, clock, takeSent } = openStage()
    textTopics().of(node, 'A').on('packet', nothing)
    textTopics().of(node, 'A').on('packet', nothing)
    clock.advance(0)
    expect(takeSent()).toEqual(['sub A', 'sub A'])
  })
})

describe('a subscribe that fails', () => {
  it('is reported; its topics are neither asked for again nor unsubscribed on that connection', () => {
    const { node, clock, peer, takeSent, open } = openStage()
    let isBroken = true
    const prices = textTopics({
      subscribe(wanted) {
        if (isBroken) throw new Error('mine')
        return COMMANDS.subscribe!(wanted)
      },
    })
    const stop = prices.of(node, 'A').on('packet', nothing)
    clock.advance(0)
    expect(takeUncaught()).toEqual([new Error('mine')])
    isBroken = false
    stop()
    clock.advance(0)
    prices.of(node, 'A').on('packet', nothing)
    prices.of(node, 'B').on('packet', nothing)
    clock.advance(0)
    expect(takeSent()).toEqual(['sub B'])
    expect(prices.of(node, 'A').state).toEqual({ status: 'unsubscribed' })
    peer.close(1006)
    open()
    expect(takeSent()).toEqual(['sub A,B'])
  })

  it('sends nothing of a list in which one message can not be encoded', () => {
    const { node, clock, takeSent } = openStage()
    const prices = textTopics({ subscribe: () => ['fine', 5 as never] })
    prices.of(node, 'A').on('packet', nothing)
    clock.advance(0)
    expect(takeSent()).toEqual([])
    expect(takeUncaught()).toEqual([expect.any(TypeError)])
  })

  it('leaves a topic subscribed where it is the unsubscribe', () => {
    const { node, clock, takeSent } = openStage()
    const prices = textTopics({
      unsubscribe() {
        throw new Error('mine')
      },
    })
    const read = () => prices.of(node, 'A').on('packet', nothing)
    const stop = read()
    clock.advance(0)
    stop()
    clock.advance(0)
    expect(takeUncaught()).toEqual([new Error('mine')])
    read()()
    clock.advance(0)
    read()
    clock.advance(0)
    expect(takeSent()).toEqual(['sub A'])
    expect(takeUncaught()).toEqual([])
  })
})

describe('packets', () => {
  function readAll(...names: string[]) {
    const stage = openStage({ flush: 'burst' })
    const prices = textTopics()
    const heard: string[] = []
    const handles = names.map((name) => {
      const handle = prices.of(stage.node, name)
      handle.on('packet', (packet) => heard.push(`${name}: ${packet}`))
      handle.on('received', (data, packets) => heard.push(`${name}: [${packets.join()}]${data === packets ? '' : '!'}`))
      return handle
    })
    stage.clock.advance(0)
    return { ...stage, peer: stage.peer, prices, heard, handles, take: () => heard.splice(0) }
  }

  it('go to the readers of their topic, in order, after the listeners of the node', () => {
    const { node, clock, peer, heard, take } = readAll('A', 'B')
    node.on('packet', (packet) => heard.push(`node: ${packet}`))
    peer.deliver('A 1', 'B 1', 'C 1', 'none', 'A 2')
    clock.advance(1)
    expect(take().slice(5)).toEqual(['A: A 1', 'B: B 1', 'A: A 2', 'A: [A 1,A 2]', 'B: [B 1]'])
  })

  it('may be of several topics, each once', () => {
    const { clock, peer, take } = readAll('A', 'B')
    peer.deliver('A,B,A 1')
    clock.advance(1)
    expect(take()).toEqual(['A: A,B,A 1', 'B: A,B,A 1', 'A: [A,B,A 1]', 'B: [A,B,A 1]'])
  })

  it('ask for their topic once, however many readers there are', () => {
    const { node, clock, peer } = openStage()
    const ask = jest.fn(topicOf)
    const prices = textTopics({ topicOf: ask })
    for (let reader = 0; reader < 5; reader++) prices.of(node, 'A').on('packet', nothing)
    clock.advance(0)
    peer.deliver('A 1', 'B 1')
    expect(ask).toHaveBeenCalledTimes(2)
  })

  it('ask for nothing where nobody reads', () => {
    const { node, peer } = openStage()
    const ask = jest.fn(topicOf)
    textTopics({ topicOf: ask }).of(node, 'A')
    peer.deliver('A 1')
    expect(ask).not.toHaveBeenCalled()
  })

  it('may have numbers for topics', () => {
    const { node, clock, peer } = openStage()
    const heard: string[] = []
    topics(text, { topicOf: (packet) => packet.length })
      .of(node, 2)
      .on('packet', (packet) => heard.push(packet))
    clock.advance(0)
    peer.deliver('a', 'ab')
    expect(heard).toEqual(['ab'])
  })

  it.each([undefined, null, false, []])('for which topicOf returns %j are of no topic', (none) => {
    const { node, clock, peer } = openStage()
    const heard: string[] = []
    const prices = topics(text, { topicOf: () => none as undefined })
    for (const key of [String(none), '']) prices.of(node, key as never).on('packet', (packet) => heard.push(packet))
    clock.advance(0)
    peer.deliver('1')
    expect(heard).toEqual([])
    expect(takeUncaught()).toEqual([])
  })

  it('for which topicOf throws are reported, and of no topic', () => {
    const { node, clock, peer } = openStage()
    const heard: string[] = []
    const prices = textTopics({
      topicOf(packet) {
        if (packet === 'bad') throw new Error('mine')
        return 'A'
      },
    })
    prices.of(node, 'A').on('packet', (packet) => heard.push(packet))
    clock.advance(0)
    peer.deliver('1', 'bad', '2')
    expect(heard).toEqual(['1', '2'])
    expect(takeUncaught()).toEqual([new Error('mine')])
  })

  it('reach the other listeners where one throws', () => {
    const { clock, peer, handles, take } = readAll('A')
    const fail = () => {
      throw new Error('mine')
    }
    const stops = [handles[0]!.on('packet', fail), handles[0]!.on('received', fail)]
    const heard: string[] = []
    handles[0]!.on('packet', (packet) => heard.push(packet))
    peer.deliver('A 1')
    clock.advance(1)
    expect(heard).toEqual(['A 1'])
    expect(take()).toEqual(['A: A 1', 'A: [A 1]'])
    expect(takeUncaught()).toHaveLength(2)
    for (const stop of stops) stop()
  })

  it('do not reach a listener that is gone, also within the batch', () => {
    const { clock, peer, handles } = readAll('A')
    const heard: string[] = []
    const stop = handles[0]!.on('packet', (packet) => {
      heard.push(packet)
      stop()
    })
    peer.deliver('A 1', 'A 2')
    clock.advance(1)
    expect(heard).toEqual(['A 1'])
  })

  it('that receive() takes reach no reader', () => {
    const { node, clock, peer, take, handles } = readAll('A')
    peer.deliver('A 1')
    expect(node.receive()).toEqual(['A 1'])
    clock.advance(1)
    expect(take()).toEqual([])
    expect(handles[0]!.receivedCount).toBe(0)
  })

  it('after an unmount inside reach nobody', () => {
    const { clock, peer, handles, driver, take } = readAll('A', 'B')
    handles[0]!.on('packet', () => driver.unmount())
    peer.deliver('A 1', 'B 1')
    clock.advance(1)
    expect(take()).toEqual(['A: A 1'])
  })
})

describe('values', () => {
  it("are the topic's packets of the last batch that had any", () => {
    const { node, clock, peer } = openStage({ flush: 'burst' })
    const prices = textTopics()
    const handle = prices.of(node, 'A')
    const seen: unknown[] = []
    handle.on('packet', () => seen.push(handle.lastReceived))
    clock.advance(0)
    peer.deliver('A 1', 'B 1', 'A 2')
    clock.advance(1)
    expect(handle.lastReceived).toEqual(['A 1', 'A 2'])
    expect(handle.receivedCount).toBe(2)
    expect(seen).toEqual([
      ['A 1', 'A 2'],
      ['A 1', 'A 2'],
    ])
    peer.deliver('B 2')
    clock.advance(1)
    expect(handle.receivedCount).toBe(2)
  })

  it('are forgotten when the last reader has left, and outlast a reconnect', () => {
    const { node, clock, peer, open } = openStage()
    const handle = textTopics().of(node, 'A')
    const stop = handle.on('packet', nothing)
    clock.advance(0)
    peer.deliver('A 1')
    peer.close(1006)
    open()
    expect(handle.lastReceived).toEqual(['A 1'])
    stop()
    expect(handle.lastReceived).toEqual(['A 1'])
    clock.advance(0)
    expect(handle.lastReceived).toBeUndefined()
  })

  it('start again with another destination, and what arrived before is none of its', () => {
    const stage = openStage()
    const { node, clock } = stage
    const handle = textTopics().of(node, 'A')
    const heard: string[] = []
    handle.on('packet', (packet) => heard.push(packet))
    clock.advance(0)
    stage.peer.deliver('A 1')
    const stop = node.on('packet', () => stage.configure({ host: 'other' }))
    stage.peer.deliver('A 2')
    stop()
    expect(heard).toEqual(['A 1', 'A 2'])
    expect(handle.lastReceived).toBeUndefined()
    stage.open()
    expect(stage.takeSent()).toEqual(['sub A'])
    stage.peer.deliver('A 3')
    expect(handle.lastReceived).toEqual(['A 3'])
  })
})

describe('states', () => {
  it('are subscribed by what is sent where the server does not confirm', () => {
    const { node, clock, peer } = openStage()
    const handle = textTopics().of(node, 'A')
    const states: string[] = []
    handle.subscribe(() => states.push(handle.state.status))
    const ready = jest.fn()
    handle.onReady(ready)
    handle.on('packet', nothing)
    clock.advance(0)
    peer.close(1006)
    expect(states).toEqual(['subscribed', 'unsubscribed'])
    expect(ready).toHaveBeenCalledTimes(1)
  })

  it('follow what the server confirms and refuses, and its packets are of no topic', () => {
    const { node, clock, peer } = openStage()
    const prices = textTopics({ ...ANSWERS, topicOf: () => ['A', 'B'] })
    const [a, b] = ['A', 'B'].map((name) => prices.of(node, name))
    const heard: string[] = []
    const nodeHeard: string[] = []
    node.on('packet', (packet) => nodeHeard.push(packet))
    a!.on('packet', (packet) => heard.push(packet))
    b!.on('packet', nothing)
    clock.advance(0)
    expect([a!.state, b!.state]).toEqual([{ status: 'subscribing' }, { status: 'subscribing' }])
    peer.deliver('+A', '-B:no')
    expect([a!.state, b!.state]).toEqual([
      { status: 'subscribed', packet: '+A' },
      { status: 'rejected', packet: '-B:no' },
    ])
    expect([a!.ready, b!.ready]).toEqual([true, false])
    expect(heard).toEqual([])
    expect(nodeHeard).toEqual(['+A', '-B:no'])
  })

  it('take false for no answer, and the packet for one of its topic', () => {
    const { node, clock, peer } = openStage()
    const heard: string[] = []
    const answer = (sign: string) => (packet: string) => packet.startsWith(sign) && packet.slice(1)
    const prices = textTopics({ isSubscribed: answer('+'), isRejected: answer('-') } as never)
    const [a, b] = ['A', 'B'].map((topic) => prices.of(node, topic))
    for (const handle of [a!, b!]) handle.on('packet', (packet) => heard.push(packet))
    clock.advance(0)
    peer.deliver('A 1', '+A', '-B', 'B 2')
    expect(heard).toEqual(['A 1', 'B 2'])
    expect([a!.state, b!.state]).toEqual([
      { status: 'subscribed', packet: '+A' },
      { status: 'rejected', packet: '-B' },
    ])
  })

  it('follow an answer that receive() takes', () => {
    const { node, clock, peer } = openStage({ flush: 'burst' })
    const handle = textTopics(ANSWERS).of(node, 'A')
    handle.on('packet', nothing)
    clock.advance(0)
    peer.deliver('+A')
    node.receive()
    expect(handle.state.status).toBe('subscribed')
  })

  it.each([
    ['is no unsubscribe', undefined],
    [
      'unsubscribe throws',
      () => {
        throw new Error('mine')
      },
    ],
  ])('without a reader follow the connection where there %s', (_where, unsubscribe) => {
    const { node, clock, peer } = openStage()
    const handle = topics(text, {
      topicOf,
      ...ANSWERS,
      subscribe: COMMANDS.subscribe!,
      ...(unsubscribe && { unsubscribe }),
    }).of(node, 'A')
    const states: string[] = []
    handle.subscribe(() => states.push(handle.state.status))
    const stop = handle.on('packet', nothing)
    clock.advance(0)
    stop()
    clock.advance(0)
    if (!unsubscribe) peer.deliver('+A')
    peer.close(1006)
    clock.advance(0)
    expect(states).toEqual(['subscribing', ...(unsubscribe ? [] : ['subscribed']), 'unsubscribed'])
    expect(handle.ready).toBe(false)
    expect(takeUncaught()).toHaveLength(unsubscribe ? 1 : 0)
  })

  it('of rejected topics: asked again for the next reader after the last has left, never unsubscribed', () => {
    const { node, clock, peer, takeSent } = openStage()
    const handle = textTopics({ ...ANSWERS, linger: 10 }).of(node, 'A')
    const stop = handle.on('packet', nothing)
    clock.advance(0)
    peer.deliver('-A')
    const second = handle.on('packet', nothing)
    stop()
    clock.advance(0)
    expect(takeSent()).toEqual(['sub A'])
    second()
    clock.advance(0)
    expect(takeSent()).toEqual([])
    expect(handle.state.status).toBe('unsubscribed')
    handle.on('packet', nothing)
    clock.advance(0)
    expect(takeSent()).toEqual(['sub A'])
  })

  it('of rejected topics: asked again on the next connection', () => {
    const { node, clock, peer, takeSent, open } = openStage()
    const handle = textTopics(ANSWERS).of(node, 'A')
    handle.on('packet', nothing)
    clock.advance(0)
    peer.deliver('-A')
    peer.close(1006)
    expect(handle.state.status).toBe('unsubscribed')
    open()
    expect(takeSent()).toEqual(['sub A'])
  })

  it('take an answer for that of the oldest subscription that has none', () => {
    const { node, clock, peer, takeSent } = openStage()
    const handle = textTopics(ANSWERS).of(node, 'A')
    const stop = handle.on('packet', nothing)
    clock.advance(0)
    stop()
    clock.advance(0)
    handle.on('packet', nothing)
    clock.advance(0)
    expect(takeSent()).toEqual(['sub A', 'unsub A', 'sub A'])
    peer.deliver('-A:the first')
    expect(handle.state).toEqual({ status: 'subscribing' })
    peer.deliver('+A:the second')
    expect(handle.state).toEqual({ status: 'subscribed', packet: '+A:the second' })
  })

  it('know of an answer that comes after the last reader has left', () => {
    const { node, clock, peer } = openStage()
    const handle = textTopics(ANSWERS).of(node, 'A')
    const stop = handle.on('packet', nothing)
    clock.advance(0)
    stop()
    clock.advance(0)
    peer.deliver('+A:late')
    expect(handle.state.status).toBe('unsubscribed')
    handle.on('packet', nothing)
    clock.advance(0)
    peer.deliver('-A')
    expect(handle.state.status).toBe('rejected')
  })

  it('without isSubscribed take a rejection for that of the present subscription', () => {
    const { node, clock, peer } = openStage()
    const handle = textTopics({ isRejected: ANSWERS.isRejected! }).of(node, 'A')
    handle.on('packet', nothing)
    clock.advance(0)
    peer.deliver('-A')
    expect(handle.state.status).toBe('rejected')
  })

  it('that are subscribed are rejected where the server takes them back', () => {
    const { node, clock, peer } = openStage()
    const handle = textTopics(ANSWERS).of(node, 'A')
    handle.on('packet', nothing)
    clock.advance(0)
    peer.deliver('+A', '+A:again')
    expect(handle.state.packet).toBe('+A')
    peer.deliver('-A:kicked')
    expect(handle.state).toEqual({ status: 'rejected', packet: '-A:kicked' })
  })
})

describe('linger', () => {
  it('keeps a subscription and its values for so many seconds without a reader', () => {
    const { node, clock, peer, takeSent } = openStage()
    const handle = textTopics({ linger: 5 }).of(node, 'A')
    const stop = handle.on('packet', nothing)
    clock.advance(0)
    peer.deliver('A 1')
    stop()
    clock.advance(4.9)
    peer.deliver('A 2')
    expect(handle.lastReceived).toEqual(['A 2'])
    expect(handle.state.status).toBe('subscribed')
    expect(takeSent()).toEqual(['sub A'])
    clock.advance(0.2)
    expect(takeSent()).toEqual(['unsub A'])
    expect(handle.lastReceived).toBeUndefined()
    expect(clock.pending()).toBe(0)
  })

  it('ends with a reader that comes, and begins anew', () => {
    const { node, clock, takeSent } = openStage()
    const prices = textTopics({ linger: 5 })
    const read = (name: string) => prices.of(node, name).on('packet', nothing)
    const stops = ['A', 'B'].map(read)
    clock.advance(0)
    for (const stop of stops) stop()
    clock.advance(4)
    read('A')()
    clock.advance(2)
    expect(takeSent()).toEqual(['sub A,B', 'unsub B'])
    clock.advance(4)
    expect(takeSent()).toEqual(['unsub A'])
  })

  it('is nothing to subscribe again for on the next connection', () => {
    const { node, clock, peer, takeSent, open } = openStage()
    const handle = textTopics({ linger: 5 }).of(node, 'A')
    const stop = handle.on('packet', nothing)
    clock.advance(0)
    peer.deliver('A 1')
    stop()
    peer.close(1006)
    open()
    expect(takeSent()).toEqual([])
    expect(handle.lastReceived).toEqual(['A 1'])
  })

  it('ends with the node', async () => {
    const { node, clock, driver } = openStage()
    const stop = textTopics({ linger: 5 }).of(node, 'A').on('packet', nothing)
    clock.advance(0)
    stop()
    driver.unmount()
    await microtasks()
    clock.advance(0)
    expect(clock.pending()).toBe(0)
  })
})

describe('a connection that lingers', () => {
  function handOver(withReaders: readonly string[], isRead = true) {
    const stage = openStage()
    const prices = textTopics(ANSWERS)
    const stops = ['A', 'B'].map((name) => prices.of(stage.node, name).on('packet', nothing))
    stage.clock.advance(0)
    stage.peer.deliver('+A')
    stage.takeSent()
    for (const stop of stops) stop()
    stage.driver.unmount(5)
    const other = createDriver<TextFormat>(
      withDefaults({ host: 'h', useWSS: false, format: text, transport: stage.transport, flush: 'sync' }),
      { clock: stage.clock },
    )
    const handles = isRead ? withReaders.map((name) => prices.of(other.node, name)) : []
    for (const handle of handles) handle.on('packet', nothing)
    other.adopt(stage.driver)
    other.mount()
    stage.clock.advance(0)
    return { ...stage, prices, other, handles: handles as TopicHandle[], peer: stage.peer }
  }

  it('takes along what the server was told: only the difference is sent', () => {
    const { takeSent, handles, peer } = handOver(['A', 'C'])
    expect(takeSent()).toEqual(['unsub B', 'sub C'])
    expect(handles.map(({ state }) => state.status)).toEqual(['subscribed', 'subscribing'])
    peer.deliver('+B', '+C')
    expect(handles.map(({ state }) => state.status)).toEqual(['subscribed', 'subscribed'])
  })

  it('sends nothing where the same is read', () => {
    expect(handOver(['A', 'B']).takeSent()).toEqual([])
  })

  it('is unsubscribed from what nobody reads of the next node', () => {
    expect(handOver([], false).takeSent()).toEqual(['unsub A,B'])
  })
})

describe('a node that unmounts and comes back', () => {
  it('is subscribed for the readers that stayed', async () => {
    const { node, clock, driver, takeSent, open } = openStage()
    const handle = textTopics().of(node, 'A')
    handle.on('packet', nothing)
    clock.advance(0)
    driver.unmount()
    await microtasks()
    expect(handle.state.status).toBe('unsubscribed')
    driver.mount()
    open()
    expect(takeSent()).toEqual(['sub A'])
  })
})

describe('json', () => {
  it('is a format like any other', () => {
    const { node, clock, peer, wire } = openStage({ format: json() as never })
    const format = json<{ symbol: string }, { op: string; symbols: string[] }>()
    const prices = topics(format, {
      topicOf: ({ symbol }) => symbol,
      subscribe: (wanted) => [{ op: 'sub', symbols: wanted.map(({ topic }) => topic) }],
    })
    const handle = prices.of(node as never, 'BTC')
    handle.on('packet', nothing)
    clock.advance(0)
    expect(wire.sent).toEqual(['{"op":"sub","symbols":["BTC"]}'])
    peer.deliver('{"symbol":"BTC"}')
    expect(handle.lastReceived).toEqual([{ symbol: 'BTC' }])
  })
})
