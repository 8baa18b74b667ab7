// Who is logged in, by the cookie of the request.
import { cookies } from 'next/headers'
import { sign, verify } from './tokens.mjs'

const COOKIE = 'session'

export async function readName(): Promise<string | null> {
  const cookie = (await cookies()).get(COOKIE)
  if (!cookie) return null
  return verify(cookie.value, 'session').then(
    ({ name }) => name,
    () => null,
  )
}

/** In an app that is served by https, `secure: true` belongs beside `httpOnly`. */
export async function begin(name: string): Promise<void> {
  const cookie = await sign(name, 'session')
  ;(await cookies()).set(COOKIE, cookie, { httpOnly: true, sameSite: 'lax', path: '/' })
}

export async function end(): Promise<void> {
  ;(await cookies()).delete(COOKIE)
}
