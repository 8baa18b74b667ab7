// `npm start`: the room, on port 8085 of every address of this computer, or the PORT of the environment: a phone in the
// same network can connect. It keeps nothing.
import { createRoom } from './room.cjs'

const port = await createRoom().start(Number(process.env.PORT ?? 8085), '0.0.0.0')
console.log(`The room is on ws://localhost:${port}/`)
