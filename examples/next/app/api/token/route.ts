// A token for the live server, of half a minute, for who is logged in here.
import { readName } from '../../../lib/session'
import { sign } from '../../../lib/tokens.mjs'

export async function GET(): Promise<Response> {
  const name = await readName()
  if (name === null) return new Response('Nobody is logged in.', { status: 401 })
  return Response.json({ token: await sign(name, 'live') }, { headers: { 'cache-control': 'no-store' } })
}
