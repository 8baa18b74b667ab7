import type { User } from './protocol.js'

export interface LoginFormProps {
  /** Why the last login did not work, or `''`. */
  problem: string
  onLogIn: (user: User) => void
}

export function LoginForm({ problem, onLogIn }: LoginFormProps) {
  return (
    <form
      className="login"
      onSubmit={(event) => {
        event.preventDefault()
        const fields = new FormData(event.currentTarget)
        onLogIn({ name: String(fields.get('name')), password: String(fields.get('password')) })
      }}
    >
      <h1>Chat</h1>
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
      <button>Log in</button>
    </form>
  )
}
