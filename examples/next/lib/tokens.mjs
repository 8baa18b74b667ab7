// Two kinds of signed names: a session, which is a cookie that no script can read, and a token of half a minute, with which
// a page shows the live server once who it is. Next's server and the live server know the same secret.
import { randomUUID } from 'node:crypto'
import { TextEncoder } from 'node:util'
import { jwtVerify, SignJWT } from 'jose'

/** @typedef {'session' | 'live'} Audience */

const LIFETIME = { session: '12h', live: '30s' }

function secret() {
  const text = process.env.SECRET
  if (!text) throw new Error('SECRET is not set; start.mjs does it.')
  return new TextEncoder().encode(text)
}

/**
 * @param {string} name
 * @param {Audience} audience
 */
export const sign = (name, audience) =>
  new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(name)
    .setAudience(audience)
    .setJti(randomUUID())
    .setExpirationTime(LIFETIME[audience])
    .sign(secret())

/**
 * @param {string} token
 * @param {Audience} audience
 * @throws Error where it is forged, over, or for something else
 */
export async function verify(token, audience) {
  const { payload } = await jwtVerify(token, secret(), { audience, algorithms: ['HS256'] })
  return { name: String(payload.sub), id: String(payload.jti), expires: Number(payload.exp) * 1000 }
}
