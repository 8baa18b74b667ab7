/** app/room/token.ts of docs/server-rendering.md: a server function. */
// #region token
'use server'

/** A token that the WebSocket server can check, since it knows the secret: good for a minute. */
export async function freshToken(): Promise<string> {
  // Here is the place to ask who is logged in, by cookies() of next/headers.
  const secret = process.env['SOCKET_SECRET']
  if (!secret) throw new Error('SOCKET_SECRET is not set: it belongs in .env.local.')
  const utf8 = new TextEncoder()
  const expires = String(Date.now() + 60_000)
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', utf8.encode(secret), algorithm, false, ['sign'])
  const signature = await crypto.subtle.sign('HMAC', key, utf8.encode(expires))
  return `${expires}.${Buffer.from(signature).toString('base64url')}`
}
// #endregion
