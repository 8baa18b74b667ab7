/** app/room/token.ts of docs/server-rendering.md: a server function. */
// #region token
'use server'

const utf8 = new TextEncoder()

/** A token that the WebSocket server can check, since it knows the secret: good for a minute. */
export async function freshToken(): Promise<string> {
  // Here is the place to ask who is logged in, by cookies() of next/headers.
  const expires = String(Date.now() + 60_000)
  const secret = utf8.encode(process.env['SOCKET_SECRET'])
  const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const signature = await crypto.subtle.sign('HMAC', key, utf8.encode(expires))
  return `${expires}.${Buffer.from(signature).toString('base64url')}`
}
// #endregion
