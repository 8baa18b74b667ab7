// Writes what Godot finds in the scenes beside this folder: node ask-godot.mjs [program, with its arguments]
// Scripts and scenes that they name are made as empty ones in a project of a temporary folder; scenes whose parts are
// missing on purpose are left out.
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const scenes = join(here, '..', 'scenes')
const project = mkdtempSync(join(tmpdir(), 'godot-scenes-'))
const names = readdirSync(scenes).filter((name) => name.endsWith('.tscn') && !name.includes('missing'))

/**
 * Writes a file of the project, and the folders above it.
 * @param {string} path
 * @param {string} text
 */
function write(path, text) {
  const file = join(project, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

/**
 * Scenes that the fixtures instance.
 * @type {Readonly<Record<string, string>>}
 */
const INSTANCES = {
  'socket.tscn':
    '[gd_scene format=3]\n[ext_resource type="Script" path="res://addons/websocket/WebSocket.gd" id="1"]\n[node name="Socket" type="Node"]\nscript = ExtResource("1")\n',
  'lobby.tscn':
    '[gd_scene format=3]\n[ext_resource type="Script" path="res://addons/websocket/WebSocket.gd" id="1"]\n[node name="Lobby" type="Node"]\n[node name="Inner" type="Node" parent="."]\nscript = ExtResource("1")\nhost = "lobby.example"\n',
  'base.tscn': '[gd_scene format=3]\n[node name="Base" type="Node"]\n[node name="Socket" type="Node" parent="."]\n',
}
/**
 * Scripts that extend the addon's, or have nodes of their own.
 * @type {Readonly<Record<string, string>>}
 */
const SCRIPTS = {
  'net/my_socket.gd': 'extends "res://addons/websocket/WebSocket.gd"',
  'bridge.gd': 'extends Node\n@export var socket: Node\n@export var sockets: Array[Node]',
}

write('project.godot', 'config_version=5\n')
for (const name of names) {
  const text = readFileSync(join(scenes, name), 'utf8')
  copyFileSync(join(scenes, name), join(project, name))
  for (const [, path = ''] of text.matchAll(/path ?= ?"res:\/\/([^"]+)"/g)) {
    if (path.endsWith('/WebSocket.gd')) copyTo(path)
    else if (path.endsWith('.gd')) write(path, `${SCRIPTS[path] ?? 'extends Node'}\n${methodsOf(text)}`)
    else if (INSTANCES[path]) write(path, INSTANCES[path])
  }
}
copyTo('addons/websocket/WebSocket.gd')
copyFileSync(join(here, 'dump.gd'), join(project, 'dump.gd'))

/**
 * Godot connects to no method that a script has not.
 * @param {string} text
 */
function methodsOf(text) {
  const methods = new Set([...text.matchAll(/ method="([^"]+)"/g)].map(([, method]) => method))
  return [...methods].map((method) => `func ${method}(): pass\n`).join('')
}

/** @param {string} path */
function copyTo(path) {
  write(path, readFileSync(join(here, 'WebSocket.gd'), 'utf8'))
}

const [program = 'godot', ...args] = process.argv.slice(2)
const said = execFileSync(program, [...args, '--headless', '--path', project, '--script', 'dump.gd', '--', ...names], {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'inherit'],
})
const found = JSON.parse(/^FOUND (.*)$/m.exec(said)?.[1] ?? 'null')
writeFileSync(join(here, 'found.json'), `${JSON.stringify(found, null, 2)}\n`)
