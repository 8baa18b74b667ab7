// What waits for a connection, and what can no longer be sent.

export interface UnsentProps {
  waiting: readonly string[]
  lost: readonly string[]
  onDismiss: () => void
}

export function Unsent({ waiting, lost, onDismiss }: UnsentProps) {
  return (
    <>
      {waiting.length > 0 && (
        <ul className="waiting" aria-label="Waiting">
          {waiting.map((text, index) => (
            <li key={index}>{text}</li>
          ))}
        </ul>
      )}
      {lost.length > 0 && (
        <p className="lost" role="alert">
          Not sent: {lost.map((text) => `“${text}”`).join(', ')} <button onClick={onDismiss}>Dismiss</button>
        </p>
      )}
    </>
  )
}
