/**
 * @jest-environment node
 *
 * A scene is read as Godot reads it, and comes back byte for byte.
 */
import { MODES } from '../../stories/godot/addon.js'
import { readScene, toJsx, toScene, type SceneModel } from '../../stories/godot/index.js'
import { FOUND, scene, SCENES } from '../support/godot/scenes.js'

/** Godot's `CONNECT_INHERITED`, which it adds while it makes the nodes. */
const INHERITED = 32

/** Sorted as text, since Godot lists nodes by their depth. */
const sorted = (items: readonly object[]) => items.map((item) => JSON.stringify(item)).sort()

/** A model as the dump of Godot has it. */
function asGodot({ nodes, connections }: SceneModel) {
  const sockets = nodes.flatMap(({ path, owner, socket }) => {
    if (!socket) return []
    const { host, route, useWSS, receiveLimit, connectionTimeout } = socket.options
    return [
      {
        path,
        host,
        route,
        use_WSS: useWSS,
        receive_limit: receiveLimit,
        connection_timeout: connectionTimeout,
        autoconnect_mode: MODES.indexOf(socket.mode),
        reference: socket.reference?.target ?? null,
        owner,
      },
    ]
  })
  return {
    sockets: sorted(sockets),
    connections: sorted(
      connections.map(({ signal, from, to, method, flags, unbinds, binds }) => ({
        signal,
        from,
        to,
        method,
        flags,
        unbinds,
        binds: binds.length,
      })),
    ),
  }
}

test('there are twenty scenes', () => {
  expect(SCENES.size).toBe(20)
})

test.each([...SCENES])('%s comes back byte for byte', (_name, text) => {
  expect(toScene(toJsx(text).model)).toBe(text)
})

/** Modes that there are not stay what they are in Godot; an instance's own options are in another file. */
const UNKNOWN_MODE = { '"autoconnect_mode":9': '"autoconnect_mode":1' }
const ELSEWHERE: Readonly<Record<string, string>> = { '12-instances': 'Bare' }

test.each(Object.entries(FOUND))(
  '%s: Godot finds the same sockets, owners, references and connections',
  (file, found) => {
    const name = file.replace('.tscn', '')
    const sockets = Object.entries(found.sockets)
      .filter(([path]) => path !== ELSEWHERE[name])
      .map(([path, socket]) => ({ path, ...socket }))
    const connections = found.connections.map((connection) => ({
      ...connection,
      flags: (connection as { flags?: number }).flags! & ~INHERITED,
    }))
    const [[there, here]] = Object.entries(UNKNOWN_MODE) as [[string, string]]
    expect(asGodot(readScene(scene(name)))).toEqual({
      sockets: sorted(sockets).map((socket) => socket.replace(there, here)),
      connections: sorted(connections),
    })
  },
)

test('Godot was asked about all scenes but the one whose parts are missing', () => {
  const asked = Object.keys(FOUND).map((file) => file.replace('.tscn', ''))
  expect([...SCENES.keys()].filter((name) => !asked.includes(name))).toEqual(['18-missing-instance'])
})

describe('what is no scene of Godot 4', () => {
  const refusal = (text: string) => {
    const { jsx, notes, model } = toJsx(text)
    expect([jsx, toScene(model), model.nodes]).toEqual(['', text, []])
    return notes.map(({ code, line, text }) => [code, line, text])
  }

  test.each([
    ['an empty file', '', ['not-a-scene', 1, 'Line 1: the file does not begin with [gd_scene …], so it is no scene.']],
    [
      'another resource',
      '[gd_resource type="Theme" format=3]\n',
      ['not-a-scene', 1, expect.stringContaining('so it is no scene')],
    ],
    [
      'a scene of Godot 3',
      '[gd_scene load_steps=2 format=2]\n[node name="A" type="Node"]\n',
      ['format', 1, expect.stringContaining('a scene of Godot 3 or earlier')],
    ],
    ['a format to come', '[gd_scene format=5]\n', ['format', 1, expect.stringContaining('format 5 is newer')]],
    ['any text', 'hello', ['parse-error', 1, `Line 1: expected a section, such as [node name="…"]; got 'h'.`]],
    [
      'a string without an end',
      '[gd_scene format=3]\n\n[node name="A" type="Node"]\nhost = "no end\n\n',
      ['parse-error', 4, 'Line 4: a string that begins here has no end.'],
    ],
    [
      'an array without commas',
      '[gd_scene format=3]\n[node name="A" type="Node"]\nx = [1 2]\n',
      ['parse-error', 3, `Line 3: expected ','; got '2'.`],
    ],
    [
      'a header without an end',
      '[gd_scene format=3]\n[node name="A" type="Node"\nhost = 1\n',
      ['parse-error', 4, `Line 4: expected a field or the end of [node]; got the end of the file.`],
    ],
    [
      'a value without bottom',
      `[gd_scene format=3]\n[node name="A" type="Node"]\nx = ${'['.repeat(100_000)}`,
      ['parse-error', 3, 'Line 3: values lie in each other deeper than 100.'],
    ],
    [
      'an escape that is none',
      '[gd_scene format=3]\n[node name="\\uZZZZ"]',
      ['parse-error', 2, 'Line 2: \\u takes 4 hexadecimal digits.'],
    ],
  ])('%s is refused in a sentence', (_title, text, note) => {
    expect(refusal(text)[0]).toEqual(note)
  })
})

describe('what Godot does with files made by hand', () => {
  const socketOf = (lines: string) =>
    readScene(
      `[gd_scene format=3]\n[ext_resource type="Script" path="res://addons/websocket/WebSocket.gd" id="1"]\n[node name="A" type="Node"]\n${lines}\n`,
    ).root!.socket

  test('several properties may stand in one line, and one on several', () => {
    expect(socketOf('script = ExtResource("1") host = "a" route\n=\n"/b"')!.options).toMatchObject({
      host: 'a',
      route: '/b',
    })
  })

  test('names of properties may be in quotes', () => {
    expect(socketOf('script = ExtResource("1")\n"use_WSS" = false')!.options.useWSS).toBe(false)
  })

  test('properties before the script are dropped', () => {
    expect(socketOf('host = "early"\nscript = ExtResource("1")')!.options.host).toBe('127.0.0.1')
  })

  test('a text becomes the whole number that its digits make', () => {
    expect(
      socketOf('script = ExtResource("1")\nreceive_limit = "1.9"\nconnection_timeout = "12abc"')!.options,
    ).toMatchObject({ receiveLimit: 1, connectionTimeout: 12 })
  })

  test('of two nodes of one path the last is kept', () => {
    const { nodes, notes } = readScene(
      '[gd_scene format=3]\n[node name="A" type="Node"]\n[node name="B" type="Node" parent="."]\n[node name="B" type="Timer" parent="."]\n',
    )
    expect(nodes.map(({ path, type }) => [path, type])).toEqual([
      ['.', 'Node'],
      ['B', 'Timer'],
    ])
    expect(notes.map(({ code }) => code)).toEqual(['name'])
  })

  test('a script given as a resource by its path counts', () => {
    expect(socketOf('script = Resource("res://addons/websocket/WebSocket.gd")')).toMatchObject({ certainty: 'sure' })
  })

  test.each(['"3"', '3.0'])('the format %s is 3', (format) => {
    expect(readScene(`[gd_scene format=${format}]\n[node name="A" type="Node"]\n`).error).toBeNull()
  })

  test('of two fields of one name the last counts', () => {
    expect(readScene('[gd_scene format=3]\n[node name="A" name="B" type="Node"]\n').root!.name).toBe('B')
  })

  test('the paths of parents and connections may take detours', () => {
    const { nodes, connections, notes } = readScene(
      `[gd_scene format=3]
[node name="R" type="Node"]
[node name="A" type="Node" parent="./"]
unique_name_in_owner = true
[node name="B" type="Node" parent="A/../A"]
[connection signal="ready" from="./A/B" to="%A" method="m"]
`,
    )
    expect(nodes.map(({ path }) => path)).toEqual(['.', 'A', 'A/B'])
    expect(connections.map(({ from, to }) => [from, to])).toEqual([['A/B', 'A']])
    expect(notes).toEqual([])
  })
})

describe('nothing is left out without a note', () => {
  const HEAD = '[gd_scene format=3]\n[ext_resource type="Script" path="res://addons/websocket/WebSocket.gd" id="1"]\n'
  const ROOT = '[node name="R" type="Node"]\n'
  const SOCKET = '[node name="S" type="Node" parent="."]\nscript = ExtResource("1")\n'
  const notesOf = (text: string) => toJsx(text).notes.map(({ code, path, text }) => [code, path, text])

  test.each([
    [
      'a section that is none',
      `${HEAD}${ROOT}${SOCKET}[mystery a=1]\nx = 2\n`,
      ['section', '', 'The section [mystery] of line 6 is none that a scene file has: left out.'],
    ],
    [
      'a second header',
      `${HEAD}[gd_scene format=3]\n${ROOT}${SOCKET}`,
      ['section', '', 'The section [gd_scene] of line 3 is there a second time: left out.'],
    ],
    [
      'a property that is there twice',
      `${HEAD}${ROOT}${SOCKET}host = "a.example"\nhost = "b.example"\n`,
      ['property', 'S', 'host is there more than once: the last one counts.'],
    ],
    [
      'a connection from a node that there is not',
      `${HEAD}${ROOT}${SOCKET}[connection signal="closed" from="Gone" to="S" method="receive"]\n`,
      [
        'connection',
        'Gone',
        "The connection of closed to S's receive comes from Gone, which is no node: Godot drops it.",
      ],
    ],
    [
      'a connection to a method without a name',
      `${HEAD}${ROOT}${SOCKET}[connection signal="closed" from="S" to="." method=""]\n`,
      ['connection', '', 'The connection of line 6 lacks its signal, from, to or method.'],
    ],
    [
      'a node whose path would be that of the root',
      `${HEAD}${ROOT}${SOCKET}${SOCKET.replace('"S"', '"."')}`,
      ['name', '', 'The node of line 6 has the name ".", which leads to the root: it is left out.'],
    ],
    [
      'a node before its parent',
      `${HEAD}${ROOT}${SOCKET.replace('"."', '"P"')}[node name="P" type="Node" parent="."]\n`,
      ['parent', 'P/S', 'Its parent P comes after it in the file, where Godot does not find it.'],
    ],
    [
      'a second root',
      `${HEAD}${ROOT}[node name="S" type="Node"]\nscript = ExtResource("1")\n`,
      ['parent', '', 'The node of line 4 has no parent and is not the first one: it is left out.'],
    ],
    [
      'what an address that a connection binds loses',
      `${HEAD}${ROOT}${SOCKET}[node name="B" type="Button" parent="."]
[connection signal="pressed" from="B" to="S" method="connect_socket" binds=["wss://ada:pass@a.example", "/#there"]]\n`,
      [
        'address',
        'B',
        "The connection of pressed to S's connect_socket binds an address that is more than a host and a route; " +
          "its scheme is left out, and the node's useWSS counts; its credentials are left out; its fragment is left out.",
      ],
    ],
    [
      'a reference into the file of an instance',
      `${HEAD}[ext_resource type="PackedScene" path="res://net.tscn" id="2"]
${ROOT}[node name="N" parent="." instance=ExtResource("2")]
${SOCKET.replace('parent="."', 'parent="." node_paths=PackedStringArray("autoconnect_reference")')}autoconnect_mode = 5
autoconnect_reference = NodePath("../N/Auth")\n`,
      ['reference', 'S', 'autoconnect_reference "../N/Auth" leads into res://net.tscn, which is not known here.'],
    ],
    [
      'a placeholder',
      `${HEAD}${ROOT}${SOCKET}[node name="P" parent="." instance_placeholder="res://net.tscn"]\n`,
      ['instance', 'P', 'It is a placeholder: Godot loads res://net.tscn only when a script asks.'],
    ],
    ...['a.example:99999', '999.1.1.1', 'a\0.example'].map((host): [string, string, string[]] => [
      `an address that is none: ${JSON.stringify(host)}`,
      `${HEAD}${ROOT}${SOCKET}host = "${host}"\n`,
      ['address', 'S', 'Its address is invalid: an attempt fails, there and here.'],
    ]),
  ])('%s', (_what, text, note) => {
    expect(notesOf(text)).toContainEqual(note)
    expect(toScene(readScene(text))).toBe(text)
  })

  test('a host with a fragment alone has no path that moves', () => {
    const texts = notesOf(`${HEAD}${ROOT}${SOCKET}host = "a.example#f"\n`).map(([, , text]) => text)
    expect(texts).toEqual([expect.stringContaining('fragment')])
  })

  test("whether an instance has the addon's script is not known", () => {
    const text = `${HEAD}[ext_resource type="PackedScene" path="res://net.tscn" id="2"]
${ROOT}${SOCKET}[node name="N" parent="." instance=ExtResource("2")]\nroute = "/a"\n`
    expect(notesOf(text)).toContainEqual([
      'likely-socket',
      'N',
      'It has a property that the addon also has, and its script is in another file: left out.',
    ])
  })
})
