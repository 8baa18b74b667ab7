/**
 * @jest-environment node
 *
 * Editing a scene changes what was edited, and no other byte.
 */
import {
  addConnection,
  addNode,
  changeConnection,
  moveNode,
  readScene,
  removeConnection,
  removeNode,
  renameNode,
  setMode,
  setOption,
  setReference,
  toScene,
  type SceneModel,
} from '../../stories/godot/index.js'
import { describeModel, scene, SCENES } from '../support/godot/scenes.js'

const names = [...SCENES.keys()]
const read = (name: string) => readScene(scene(name))
const firstSocket = (model: SceneModel) => model.nodes.find(({ socket }) => socket)!.path

/** The lines that one text has and the other has not. */
function changes(before: string, after: string) {
  const [was, is] = [before.split('\n'), after.split('\n')]
  return { removed: was.filter((line) => !is.includes(line)), added: is.filter((line) => !was.includes(line)) }
}

/** A model as it is described, which is also how it is read back. */
function reread(model: SceneModel) {
  const described = describeModel(model)
  expect(describeModel(readScene(toScene(model)))).toEqual(described)
  return described
}

describe.each(names)('%s', (name) => {
  const model = read(name)
  const before = describeModel(model)
  const path = firstSocket(model)

  test('an option changes one line, and nothing else', () => {
    const edited = setOption(model, path, 'receiveLimit', 77)
    const { removed, added } = changes(model.text, edited.text)
    expect([removed.length <= 1, added.length]).toEqual([true, 1])
    expect(reread(edited)).toEqual({
      ...before,
      sockets: before.sockets.map((socket) =>
        socket.path === path
          ? {
              ...socket,
              options: { ...socket.options, receiveLimit: 77 },
              given: socket.given.includes('receiveLimit')
                ? socket.given
                : (expect.arrayContaining([...socket.given, 'receiveLimit']) as unknown),
            }
          : socket,
      ),
    })
  })

  test('what is set to what it is changes no byte', () => {
    const { options, mode, reference } = model.nodes.find((node) => node.path === path)!.socket!
    const same = setMode(setOption(model, path, 'host', options.host), path, mode)
    expect(same.text).toBe(model.text)
    if (reference?.target != null) expect(setReference(same, path, reference.target).text).toBe(model.text)
  })

  test('mode and reference are what was set, and a reference taken away leaves no trace', () => {
    const edited = setReference(setMode(model, path, 'custom'), path, '.')
    const socket = reread(edited).sockets.find((socket) => socket.path === path)
    expect(socket).toMatchObject({ mode: 'custom', reference: { target: '.' } })
    const without = setReference(edited, path, null)
    expect(reread(without).sockets.find((socket) => socket.path === path)!.reference).toBeNull()
    expect(without.text).not.toContain('PackedStringArray()')
  })

  test('a node added and removed again leaves the file as it was', () => {
    const edited = addNode(model, '.', { name: 'Added Plain', type: 'Node2D' })
    expect(
      reread(edited)
        .nodes.map(({ path }) => path)
        .sort(),
    ).toEqual([...before.nodes.map(({ path }) => path), 'Added Plain'].sort())
    expect(removeNode(edited, 'Added Plain').text).toBe(model.text)
  })

  test('a socket added is the one that was given', () => {
    const edited = addNode(model, path, {
      name: 'Added Socket',
      socket: { host: 'added "host"', useWSS: false, receiveLimit: 3, mode: 'custom', reference: path },
    })
    const added = reread(edited).sockets.find(({ path }) => path.endsWith('Added Socket'))
    expect(added).toMatchObject({
      certainty: 'sure',
      options: { host: 'added "host"', route: '/', useWSS: false, receiveLimit: 3, connectionTimeout: 10 },
      mode: 'custom',
      reference: { path: '..', target: path },
    })
    const others = edited.nodes.length - 1
    expect(others).toBe(model.nodes.length)
  })

  test('a name changed and changed back leaves the file as it was', () => {
    const [node] = model.nodes.slice(-1)
    const edited = renameNode(model, node!.path, 'Renamed')
    expect(edited.text).not.toBe(model.text)
    const renamed = edited.nodes.find((node) => node.name === 'Renamed')!
    expect(reread(edited).sockets.filter(({ reference }) => reference?.target === renamed.path).length).toBe(
      before.sockets.filter(({ reference }) => reference?.target === node!.path).length,
    )
    expect(renameNode(edited, renamed.path, node!.name).text).toBe(model.text)
  })

  test('a connection added and removed again leaves the file as it was', () => {
    const edited = addConnection(model, {
      signal: 'closed',
      from: path,
      to: '.',
      method: 'gone',
      isDeferred: true,
      unbinds: 1,
      binds: ['a "b"', 1, null],
    })
    expect(reread(edited).connections.slice(-1)).toEqual([
      { signal: 'closed', from: path, to: '.', method: 'gone', flags: 3, unbinds: 1, binds: 3 },
    ])
    const changed = changeConnection(edited, edited.connections.length - 1, {
      isDeferred: false,
      isOneShot: true,
      unbinds: 0,
    })
    expect(reread(changed).connections.slice(-1)).toMatchObject([{ flags: 6, unbinds: 0, binds: 3 }])
    expect(removeConnection(changed, changed.connections.length - 1).text).toBe(model.text)
  })
})

describe('a node that is moved', () => {
  const text = `[gd_scene format=3]

[ext_resource type="Script" path="res://addons/websocket/WebSocket.gd" id="1"]

[node name="Root" type="Node"]

[node name="A" type="Node" parent="."]

[node name="B" type="Node" parent="A" node_paths=PackedStringArray("autoconnect_reference")]
script = ExtResource("1")
host = "b.example" ; stays
autoconnect_mode = 5
autoconnect_reference = NodePath("../../C")

[node name="In" type="Node" parent="A/B"]
self = NodePath("..")
far = NodePath("../..:position")

[node name="C" type="Node" parent="."]
to = [NodePath("../A/B"), NodePath("../A"), NodePath("../A/B/../D")]

[node name="D" type="Node" parent="A"]

[connection signal="connected" from="A/B" to="A/B/In" method="go"]
[connection signal="connected" from="A" to="C" method="go"]

[editable path="A/B/In"]
`
  const model = readScene(text)

  test('takes along what is below it, and all paths lead where they led', () => {
    const moved = moveNode(model, 'A/B', { parent: 'C', index: 0 })
    expect(moved.text).toBe(`[gd_scene format=3]

[ext_resource type="Script" path="res://addons/websocket/WebSocket.gd" id="1"]

[node name="Root" type="Node"]

[node name="A" type="Node" parent="."]

[node name="C" type="Node" parent="."]
to = [NodePath("B"), NodePath("../A"), NodePath("../A/D")]

[node name="B" type="Node" parent="C" node_paths=PackedStringArray("autoconnect_reference")]
script = ExtResource("1")
host = "b.example" ; stays
autoconnect_mode = 5
autoconnect_reference = NodePath("..")

[node name="In" type="Node" parent="C/B"]
self = NodePath("..")
far = NodePath("../../../A:position")

[node name="D" type="Node" parent="A"]

[connection signal="connected" from="C/B" to="C/B/In" method="go"]
[connection signal="connected" from="A" to="C" method="go"]

[editable path="C/B/In"]
`)
    expect(reread(moved).nodes.map(({ path }) => path)).toEqual(['.', 'A', 'C', 'C/B', 'C/B/In', 'A/D'])
  })

  test('among its siblings changes the order, and no path', () => {
    const moved = moveNode(model, 'C', { parent: '.', index: 0 })
    expect(reread(moved).nodes.map(({ path }) => path)).toEqual(['.', 'C', 'A', 'A/B', 'A/B/In', 'A/D'])
    expect(moveNode(moved, 'C', { parent: '.', index: 1 }).nodes.map(({ path }) => path)).toEqual([
      '.',
      'A',
      'A/B',
      'A/B/In',
      'A/D',
      'C',
    ])
    expect(moveNode(model, 'C', { parent: '.', index: 1 })).toBe(model)
    expect(moveNode(model, 'C', { parent: '.', index: 9 })).toBe(model)
  })

  const own = names.filter((name) => !scene(name).includes(' index='))
  test.each(own)('in %s to the root and back finds all that it had', (name) => {
    const model = read(name)
    const sorted = (model: SceneModel) => {
      const { nodes, sockets, connections } = reread(model)
      const byPath = <T extends { path: string }>(items: T[]) => items.sort((a, b) => a.path.localeCompare(b.path))
      return { nodes: byPath(nodes), sockets: byPath(sockets), connections }
    }
    const movable = model.nodes.filter(
      ({ parent, name, type, instance }) =>
        parent !== null &&
        parent !== '.' &&
        (type ?? instance) !== null &&
        model.nodes.some(({ path }) => path === parent) &&
        !model.nodes.some((other) => other.parent === '.' && other.name === name),
    )
    for (const { path, name, parent } of movable) {
      const there = moveNode(model, path, { parent: '.', index: 0 })
      expect(there.nodes.some((node) => node.path === name && node.parent === '.')).toBe(true)
      expect(sorted(moveNode(there, name, { parent: parent!, index: 99 }))).toEqual(sorted(model))
    }
  })

  test('whose place another file says is an error', () => {
    const inherits = readScene(`[gd_scene format=3]
[node name="Root" type="Node"]
[node name="A" type="Node" parent="." index="1"]
[node name="B" type="Node" parent="."]
[node name="Made" parent="B"]
`)
    expect(() => moveNode(inherits, 'B', { parent: '.', index: 0 })).toThrow(/places from another file/)
    expect(() => moveNode(inherits, 'B/Made', { parent: 'A', index: 0 })).toThrow(/made in another file/)
  })

  test.each<[string, string, RegExp]>([
    ['.', 'A', /root/],
    ['A', 'A/B', /below itself/],
    ['A/none', '.', /no node/],
    ['A', 'none', /no node/],
  ])('%s to %s is an error', (path, parent, message) => {
    expect(() => moveNode(model, path, { parent, index: 0 })).toThrow(message)
  })
})

test('a node with a chain of 3,000 below it is renamed and moved, with every path through it', () => {
  const depth = 3000
  const pathTo = (first: string, length: number) => [first, ...Array<string>(length - 1).fill('n')].join('/')
  const chain = Array.from({ length: depth }, (_, index) => {
    const parent = index === 0 ? '.' : pathTo('n', index)
    return `[node name="n" type="Node" parent="${parent}"]\n`
  })
  const top = '[node name="Top" type="Node" parent="."]\nend = NodePath("../'
  const text = `[gd_scene format=3]\n\n[node name="Root" type="Node"]\n\n${chain.join('\n')}\n${top}${pathTo('n', depth)}")\n`
  const renamed = renameNode(readScene(text), 'n', 'First')
  expect(renamed.nodes.at(-2)!.path).toBe(pathTo('First', depth))
  expect(renamed.text.slice(renamed.text.lastIndexOf('end = '))).toBe(
    `end = NodePath("../${pathTo('First', depth)}")\n`,
  )
  const moved = moveNode(renamed, 'First', { parent: 'Top', index: 0 })
  expect(moved.nodes.at(-1)!.path).toBe(`Top/${pathTo('First', depth)}`)
  expect(moved.text).toContain(`end = NodePath("${pathTo('First', depth)}")\n`)
})

describe('what is written is what Godot would write', () => {
  const minimal = readScene('[gd_scene load_steps=1 format=3]\n\n[node name="Main" type="Node"]\n')

  test('a first socket brings the script, and counts it', () => {
    const edited = addNode(minimal, '.', { name: 'Socket', socket: { host: 'a.example', mode: 'self-ready' } })
    expect(edited.text).toBe(
      [
        '[gd_scene load_steps=2 format=3]',
        '',
        '[ext_resource type="Script" path="res://addons/websocket/WebSocket.gd" id="1_websocket"]',
        '',
        '[node name="Main" type="Node"]',
        '',
        '[node name="Socket" type="Node" parent="."]',
        'script = ExtResource("1_websocket")',
        'host = "a.example"',
        'autoconnect_mode = 1',
        '',
      ].join('\n'),
    )
  })

  test('defaults are left out of a node that this file makes', () => {
    const edited = setOption(read('01-chat'), 'Socket', 'receiveLimit', 0)
    expect(changes(scene('01-chat'), edited.text)).toEqual({ removed: ['receive_limit = 8'], added: [] })
  })

  test('defaults are written where they override what an instance says', () => {
    const edited = setOption(read('12-instances'), 'Placed', 'host', '127.0.0.1')
    expect(changes(scene('12-instances'), edited.text)).toEqual({
      removed: ['host = "placed.example"'],
      added: [],
    })
    expect(edited.nodes.find(({ path }) => path === 'Placed')!.socket!.given).toEqual(['host'])
    const back = setOption(edited, 'Placed', 'host', undefined)
    expect(back.nodes.find(({ path }) => path === 'Placed')!.section.properties.map(({ name }) => name)).toEqual([
      'autoconnect_mode',
    ])
  })

  test('properties stand in the order of the script, and behind comments', () => {
    const edited = setOption(read('05-crlf'), 'Socket', 'route', '/new')
    expect(edited.text).toContain('host   =   "crlf.example" ; the server\r\nroute = "/new"\r\nuse_WSS = false\r\n')
  })

  test('a reference is named in the header, beside those of a script', () => {
    const edited = setReference(read('19-extra'), 'Deep/Socket', null)
    expect(edited.text).toContain('groups=["net", "all"] node_paths=PackedStringArray("peer")]')
    const again = setReference(edited, 'Deep/Socket', 'Deep')
    expect(again.text).toContain('node_paths=PackedStringArray("peer", "autoconnect_reference")]')
    expect(again.text).toContain('autoconnect_reference = NodePath("..")')
  })

  test('a renamed node is found by all that led to it', () => {
    const { text } = renameNode(renameNode(read('19-extra'), 'Deep', 'Flat'), 'Late', 'Early')
    expect(changes(scene('19-extra'), text)).toEqual({
      removed: expect.any(Array) as unknown,
      added: [
        'socket = NodePath("Flat/Socket")',
        'sockets = [NodePath("Flat/Socket"), NodePath("Flat")]',
        '[node name="Flat" type="Node" parent="."]',
        '[node name="Socket" type="Node" parent="Flat" groups=["net", "all"] node_paths=PackedStringArray("autoconnect_reference", "peer")]',
        'autoconnect_reference = NodePath("../../Early")',
        '[node name="Early" type="Node" parent="."]',
        '[connection signal="received" from="Flat/Socket" to="Flat" method="take"]',
        '[connection signal="child_entered_tree" from="Flat" to="." method="_on_child"]',
        '[connection signal="ready" from="Flat/Socket" to="Flat/Socket" method="connect_socket"]',
      ],
    })
  })

  test('unique names and animations follow a new name', () => {
    expect(renameNode(read('15-references'), 'Box/Auth', 'Login').text).toContain('NodePath("%Login")')
    const animated = renameNode(read('17-animation'), 'Socket', 'Wire').text
    expect(animated).toContain('tracks/0/path = NodePath("Wire:route")')
    expect(animated).toContain('[gd_scene load_steps=4 format=4]')
  })

  test('a removed node takes what is below it, its connections, and the references to it', () => {
    const edited = removeNode(read('20-login'), 'Auth/Chat')
    expect(edited.connections.map(({ from, to }) => [from, to])).toEqual([
      ['Auth', 'Auth'],
      ['Auth/Profile/Game', '.'],
    ])
    const unreferenced = removeNode(read('15-references'), 'Box')
    expect(unreferenced.nodes.filter(({ socket }) => socket?.reference?.target?.startsWith('Box'))).toEqual([])
    expect(unreferenced.text.match(/%Auth/g)).toBeNull()
  })
})

describe('what can not be done is an error that says why', () => {
  const chat = read('01-chat')
  test.each([
    ['an unknown node', () => setMode(chat, 'Nobody', 'none'), 'the scene has no node "Nobody"; it has ".", "Socket"'],
    [
      'a node that is no socket',
      () => setOption(chat, '.', 'host', 'x'),
      'the node "." is no socket; there are "Socket"',
    ],
    [
      'a number out of range',
      () => setOption(chat, 'Socket', 'receiveLimit', 129),
      'receiveLimit is a whole number, 0 to 128; got 129',
    ],
    ['another type', () => setOption(chat, 'Socket', 'host', 1 as never), 'host is a string; got a number'],
    ['another option', () => setOption(chat, 'Socket', 'url' as 'host', 'x'), 'an option is host, route, useWSS'],
    ['an unknown mode', () => setMode(chat, 'Socket', 'soon' as 'none'), `a mode is 'none', 'self-ready'`],
    [
      'a forbidden name',
      () => renameNode(chat, 'Socket', 'a/b'),
      `a node's name is not empty and has none of . : @ / " %; got "a/b"`,
    ],
    ['a taken name', () => addNode(chat, '.', { name: 'Socket' }), '"." already has a child "Socket"'],
    ['the root', () => removeNode(chat, '.'), 'the root of a scene cannot be removed'],
    ['an unknown connection', () => removeConnection(chat, 3), 'the scene has 3 connections, from index 0; got 3'],
    ['a broken file', () => addNode(readScene('['), '.', { name: 'A' }), "the scene can't be edited: line 1"],
  ])('%s', (_title, edit, message) => {
    expect(edit).toThrow(message)
  })
})

test('a blank that is none to Godot stays a part of the name after it', () => {
  const text = `[gd_scene format=3]
[ext_resource type="Script" path="res://addons/websocket/WebSocket.gd" id="1"]
[node name="A" type="Node"]
script = ExtResource("1")\u00a0
foreign = 1
`
  const edited = setOption(readScene(text), '.', 'route', '/a')
  expect(edited.nodes[0]!.socket!.options.route).toBe('/a')
  expect(edited.nodes[0]!.section.properties.map(({ name }) => name)).toEqual(['script', 'route', '\u00a0foreign'])
})
