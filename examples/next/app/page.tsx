// Rendered on the server for each request: it knows who is logged in, and where the live server is.
import { readName } from '../lib/session'
import { LoginForm } from './LoginForm'
import { Notes } from './Notes'

export default async function Page() {
  const name = await readName()
  const liveUrl = process.env.LIVE_URL
  if (!liveUrl) throw new Error('LIVE_URL is not set; start.mjs does it.')
  return name === null ? <LoginForm /> : <Notes name={name} liveUrl={liveUrl} />
}
