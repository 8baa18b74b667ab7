'use client'
import { useActionState } from 'react'
import { logIn } from './actions'

export function LoginForm() {
  const [problem, action, isPending] = useActionState(logIn, '')
  return (
    <form className="card login" action={action}>
      <h1>Notes</h1>
      <label>
        Name
        <input name="name" autoComplete="username" required />
      </label>
      <label>
        Password
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
      {problem === '' ? (
        <p className="hint">Any name will do; the password is “sesame”.</p>
      ) : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <button disabled={isPending}>Log in</button>
    </form>
  )
}
