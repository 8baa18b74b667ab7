// A room: what is said in it, and a field to say something. The connection follows the app into the background and back.
import { useState } from 'react'
import { AppState, FlatList, Pressable, StyleSheet, Text, TextInput, View } from 'react-native'
import { backoff, json, useReceivedReducer, useRemaining, useWebSocketNode } from 'react-websocket-node'
import { createReactNativeLifecycle } from './lifecycle'

export interface Line {
  id: number
  text: string
}

const NO_LINES: readonly Line[] = []

const room = json<Line, { text: string }>()

/** One for the app. With @react-native-community/netinfo as a second argument it knows the network, too. */
const lifecycle = createReactNativeLifecycle(AppState)

export function App({ url }: { url: string }) {
  const [text, setText] = useState('')
  const [state, node] = useWebSocketNode({
    url,
    autoconnectMode: 'self-ready',
    format: room,
    reconnect: backoff({ maxDelay: 10 }),
    lifecycle,
  })
  const lines = useReceivedReducer(node, remember, NO_LINES)
  const seconds = useRemaining(node)

  function say() {
    if (text !== '' && node.send({ text })) setText('')
  }

  return (
    <View style={styles.screen}>
      <Text style={styles.status} testID="status">
        {state.status === 'reconnecting' && seconds !== null ? `reconnecting in ${seconds} s` : state.status}
      </Text>
      <FlatList
        style={styles.lines}
        data={lines}
        keyExtractor={({ id }) => String(id)}
        renderItem={({ item }) => (
          <Text style={styles.line} testID="line">
            {item.text}
          </Text>
        )}
      />
      <View style={styles.composer}>
        <TextInput style={styles.field} testID="field" value={text} onChangeText={setText} onSubmitEditing={say} />
        <Pressable style={styles.button} testID="send" onPress={say}>
          <Text>Send</Text>
        </Pressable>
      </View>
    </View>
  )
}

/** The last 200 lines, each once: after a reconnect the server says again what it said before. */
function remember(lines: readonly Line[], line: Line): readonly Line[] {
  return lines.some(({ id }) => id === line.id) ? lines : [...lines, line].slice(-200)
}

const styles = StyleSheet.create({
  screen: { flex: 1, padding: 16, gap: 8 },
  status: { color: '#545c6d' },
  lines: { flex: 1 },
  line: { paddingVertical: 6 },
  composer: { flexDirection: 'row', gap: 8 },
  field: { flex: 1, borderWidth: 1, borderColor: '#d9dde6', borderRadius: 8, padding: 8 },
  button: { justifyContent: 'center', paddingHorizontal: 12 },
})
