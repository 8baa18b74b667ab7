// `node examples/chat/server.mjs`: the chat on ws://localhost:8081, until it is stopped.
import { createChatServer } from './chat-server.mjs'

const port = await createChatServer(console.log).start(8081)
console.log(`The chat is on ws://localhost:${port}/rooms/…`)
