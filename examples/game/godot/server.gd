## The server of the game: a field with coins, on ws://127.0.0.1 at the PORT of the environment. It speaks bytes, in binary
## frames, with numbers in little endian as StreamPeerBuffer has them; ../protocol.ts has the same for the page.
##
##   from a page   1 join     name in UTF-8, to the end of the frame
##                 2 move     i8 dx, i8 dy
##   to a page     129 welcome  u8 id, u8 width, u8 height
##                 130 state    u32 turn, u8 players, { u8 id, u8 x, u8 y, u16 score, u8 length, name }, u8 coins, { u8 x, u8 y }
##
## The field starts again when the last player has left, and then the coins lie where they lay the first time.
extends SceneTree

const WIDTH := 16
const HEIGHT := 10
const COINS := 5
const LONGEST_NAME := 20

enum { JOIN = 1, MOVE = 2, WELCOME = 129, STATE = 130 }


class Player:
	var id: int
	var name: PackedByteArray
	var at: Vector2i
	var score := 0


var _tcp := TCPServer.new()
var _peers: Array[WebSocketPeer] = []
var _players: Dictionary[WebSocketPeer, Player] = {}
var _coins: Array[Vector2i] = []
var _random := RandomNumberGenerator.new()
var _turn := 0


func _initialize() -> void:
	Engine.max_fps = 120
	var port := OS.get_environment("PORT")
	if _tcp.listen(port.to_int() if port != "" else 8084, "127.0.0.1") != OK:
		printerr("The port is taken.")
		quit(1)
		return
	_begin()
	print("Godot %s: the game is on ws://localhost:%d" % [Engine.get_version_info().string, _tcp.get_local_port()])


func _process(_delta: float) -> bool:
	while _tcp.is_connection_available():
		var peer := WebSocketPeer.new()
		peer.accept_stream(_tcp.take_connection())
		_peers.append(peer)
	for peer in _peers.duplicate():
		peer.poll()
		while peer.get_available_packet_count() > 0:
			_hear(peer, peer.get_packet())
		if peer.get_ready_state() == WebSocketPeer.STATE_CLOSED:
			_leave(peer)
	return false


func _begin() -> void:
	_turn = 0
	_random.seed = 4
	_coins.clear()
	while _coins.size() < COINS:
		_add_coin()


func _hear(peer: WebSocketPeer, packet: PackedByteArray) -> void:
	var op := -1 if packet.is_empty() or peer.was_string_packet() else packet[0]
	if op == JOIN and not _players.has(peer) and _players.size() < 200:
		_join(peer, packet.slice(1, 1 + LONGEST_NAME))
	elif op == MOVE and packet.size() == 3 and _players.has(peer):
		_move(_players[peer], Vector2i(packet.decode_s8(1), packet.decode_s8(2)))
	else:
		peer.close(4400, "This is no message of the game.")


func _join(peer: WebSocketPeer, name: PackedByteArray) -> void:
	var player := Player.new()
	var taken := _players.values().map(func(other: Player) -> int: return other.id)
	player.id = 1
	while player.id in taken:
		player.id += 1
	player.name = name
	player.at = Vector2i(player.id * 3 % WIDTH, player.id * 2 % HEIGHT)
	_players[peer] = player
	_collect(player)
	peer.send(PackedByteArray([WELCOME, player.id, WIDTH, HEIGHT]))
	_announce()


func _move(player: Player, by: Vector2i) -> void:
	player.at = (player.at + by.clampi(-1, 1)).clamp(Vector2i.ZERO, Vector2i(WIDTH - 1, HEIGHT - 1))
	_collect(player)
	_announce()


func _collect(player: Player) -> void:
	if player.at in _coins:
		_coins.erase(player.at)
		player.score += 1
		_add_coin()


func _leave(peer: WebSocketPeer) -> void:
	_peers.erase(peer)
	if not _players.erase(peer):
		return
	if _players.is_empty():
		_begin()
	else:
		_announce()


## To a free cell.
func _add_coin() -> void:
	while true:
		var cell := Vector2i(_random.randi_range(0, WIDTH - 1), _random.randi_range(0, HEIGHT - 1))
		if cell not in _coins and not _players.values().any(func(player: Player) -> bool: return player.at == cell):
			_coins.append(cell)
			return


func _announce() -> void:
	_turn += 1
	var state := StreamPeerBuffer.new()
	state.put_u8(STATE)
	state.put_u32(_turn)
	state.put_u8(_players.size())
	for player: Player in _players.values():
		state.put_u8(player.id)
		state.put_u8(player.at.x)
		state.put_u8(player.at.y)
		state.put_u16(player.score)
		state.put_u8(player.name.size())
		state.put_data(player.name)
	state.put_u8(_coins.size())
	for coin in _coins:
		state.put_u8(coin.x)
		state.put_u8(coin.y)
	for peer: WebSocketPeer in _players:
		peer.send(state.data_array)
