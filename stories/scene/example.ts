/**
 * What the editor opens with, and a scene file for whoever has none at hand.
 */
import { createItem, type Scene } from './model.js'

export const START: Scene = [
  createItem('app', 'provider', 'App', {
    children: [
      createItem('auth', 'node', 'Auth', {
        mode: 'self-ready',
        children: [createItem('profile', 'node', 'Profile', { mode: 'parent-ready' })],
      }),
      createItem('room', 'provider', 'Room', {
        children: [createItem('chat', 'node', 'Chat', { mode: 'owner-ready' })],
      }),
      createItem('panel', 'element', 'Panel'),
      createItem('help', 'node', 'Help', { mode: 'custom', reference: 'panel' }),
      createItem('news', 'node', 'News', { mode: 'root-ready' }),
    ],
  }),
]

export const EXAMPLE_NAME = 'lobby.tscn'

export const EXAMPLE = `[gd_scene load_steps=3 format=3 uid="uid://b4lobby"]

[ext_resource type="Script" path="res://addons/websocket/WebSocket.gd" id="1_ws"]
[ext_resource type="Script" path="res://lobby.gd" id="2_lobby"]

[node name="Lobby" type="Control"]
layout_mode = 3
script = ExtResource("2_lobby")

[node name="Session" type="Node" parent="."]
script = ExtResource("1_ws")
host = "game.example"
route = "/session"
autoconnect_mode = 1

[node name="Players" type="Node" parent="Session"]
script = ExtResource("1_ws")
receive_limit = 8
host = "game.example"
route = "/players"
autoconnect_mode = 2

[node name="Panel" type="PanelContainer" parent="."]
layout_mode = 0

[node name="Chat" type="Node" parent="Panel" node_paths=PackedStringArray("autoconnect_reference")]
script = ExtResource("1_ws")
host = "chat.example"
route = "/lobby"
autoconnect_mode = 5
autoconnect_reference = NodePath("../../Session")

[connection signal="received" from="Panel/Chat" to="." method="_on_chat_received"]
[connection signal="closed" from="Session" to="Session" method="connect_socket" unbinds=2]
`
