// Where the app begins on a device. The server of server.mjs runs on the computer, which an Android emulator calls 10.0.2.2.
import { AppRegistry, Platform } from 'react-native'
import { App } from './App'

const host = Platform.OS === 'android' ? '10.0.2.2' : 'localhost'

AppRegistry.registerComponent('Room', () => () => <App url={`ws://${host}:8085/`} />)
