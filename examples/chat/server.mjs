// `npm start`: the chat with its pages on http://localhost:8081, or the PORT of the environment, until it is stopped. What
// is said is kept in messages.sqlite, or the file that DATABASE names.
import sirv from 'sirv'
import { createChatServer } from './chat-server.mjs'
import { openMessages } from './messages-in-sqlite.mjs'

const messages = await openMessages(process.env.DATABASE ?? 'messages.sqlite')
const server = createChatServer(console.log, messages, sirv('dist', { etag: true }))
const port = await server.start(Number(process.env.PORT ?? 8081))
console.log(`The chat is on http://localhost:${port}/, and keeps its messages by ${messages.by}`)
