/**
 * @jest-environment node
 *
 * docs/runtimes.md: its program speaks to a server with headers of its own, counts each packet, and ends.
 */
import { countVolume } from '../../docs/code/runtimes.js'
import { useServers } from '../support/servers/use-servers.js'

const servers = useServers()

it('counts each packet across a lost connection, and leaves nothing behind', async () => {
  let connections = 0
  const server = await servers.ws({
    '/trades': (socket) => {
      connections += 1
      for (const volume of [1, 2, 3]) socket.send(JSON.stringify({ symbol: 'A', volume }))
      if (connections === 1) socket.close(1011)
    },
  })
  expect(await countVolume(server.url('/trades'), 't0ken', 8)).toBe(9)
  expect(server.handshakes.map(({ headers }) => headers['authorization'])).toEqual(['Bearer t0ken', 'Bearer t0ken'])
  await server.untilIdle()
})
