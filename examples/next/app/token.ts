/** The session is over: no other attempt will get a token. */
export class LoggedOut extends Error {}

/** A token for one connection. */
export async function fetchToken(): Promise<string> {
  const response = await fetch('/api/token', { cache: 'no-store' })
  if (response.status === 401) throw new LoggedOut('Nobody is logged in.')
  if (!response.ok) throw new Error(`No token: ${response.status}`)
  const { token } = (await response.json()) as { token: string }
  return token
}
