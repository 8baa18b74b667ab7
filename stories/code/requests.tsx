import { useState } from 'react'
import { json, requests, useWebSocketNode } from 'react-websocket-node'

interface Question {
  id: number
  ask: string
  after: number
}

interface Answer {
  id: number
  answer?: string
  error?: { why: string }
}

const format = json<Answer, Question>()
const questions = requests(format, {
  message: (body: Omit<Question, 'id'>, id: number) => ({ ...body, id }),
  idOf: (packet) => packet.id,
  errorOf: (packet) => packet.error,
  resultOf: (packet) => packet.answer,
})

export function Ask() {
  const [answer, setAnswer] = useState('')
  const [, node] = useWebSocketNode({
    host: 'localhost:6006',
    route: '/ws/questions',
    useWSS: false,
    format,
    autoconnectMode: 'self-ready',
  })
  const ask = () =>
    questions.ask(node, { ask: 'the time', after: 200 }, { timeout: 10, resend: false }).then(
      (result) => setAnswer(String(result)),
      (error: unknown) => setAnswer(String(error)), // refused, timed out, aborted, cut: `error.code` says it
    )
  return <button onClick={() => void ask()}>Ask: {answer}</button>
}
