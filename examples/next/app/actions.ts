'use server'
import { begin, end } from '../lib/session'

export async function logIn(_problem: string, fields: FormData): Promise<string> {
  const name = String(fields.get('name')).trim()
  if (name === '' || fields.get('password') !== 'sesame') return 'Wrong name or password.'
  await begin(name)
  return ''
}

export async function logOut(): Promise<void> {
  await end()
}
