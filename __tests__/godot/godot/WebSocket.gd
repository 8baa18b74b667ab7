# Stands for the addon's script: the same properties, signals and methods, and no socket.
extends Node

signal connected(url)
signal connect_failed
signal received(data)
signal closing
signal closed(code, reason)

@export_range(0, 128) var receive_limit: int = 0
@export_range(0, 300) var connection_timeout: int = 10
@export var host := "127.0.0.1"
@export var route := "/"
@export var use_WSS := true
@export_enum("NONE", "SELF_READY", "PARENT_READY", "OWNER_READY", "ROOT_READY", "CUSTOM") var autoconnect_mode: int = 0
@export var autoconnect_reference: Node = null

func connect_socket(_host = host, _route = route): pass
func send(_bytes: PackedByteArray): pass
func send_string(_text: String): pass
func send_dict(_dictionary: Dictionary): pass
