# What Godot finds in scenes: godot --headless --path <project> --script dump.gd -- a.tscn b.tscn
# Prints one line of JSON: each scene's sockets with their properties and owners, and its connections.
extends SceneTree

const PROPERTIES = ["host", "route", "use_WSS", "receive_limit", "connection_timeout", "autoconnect_mode"]

func _init():
	var found = {}
	for path in OS.get_cmdline_user_args():
		var scene = load("res://" + path)
		found[path] = null if scene == null else describe(scene.instantiate())
	print("FOUND " + JSON.stringify(found, "", false))
	quit()

func describe(root: Node) -> Dictionary:
	var all = [root]
	for node in all: all.append_array(node.get_children())
	var sockets = {}
	var connections = []
	for node in all:
		var path = str(root.get_path_to(node))
		if "autoconnect_mode" in node:
			var values = {}
			for property in PROPERTIES: values[property] = node.get(property)
			var reference = node.autoconnect_reference
			values["reference"] = null if reference == null else str(root.get_path_to(reference))
			values["owner"] = null if node.owner == null else str(root.get_path_to(node.owner))
			sockets[path] = values
		for signal_info in node.get_signal_list():
			for connection in node.get_signal_connection_list(signal_info.name):
				if not connection.flags & CONNECT_PERSIST: continue
				var callable: Callable = connection.callable
				connections.append({
					"signal": signal_info.name,
					"from": path,
					"to": str(root.get_path_to(callable.get_object())),
					"method": str(callable.get_method()),
					"flags": connection.flags,
					"unbinds": callable.get_unbound_arguments_count(),
					"binds": callable.get_bound_arguments_count(),
				})
	return { "sockets": sockets, "connections": connections }
