/**
 * The questions of the stories' server.
 */
import type { Answer, Question } from '../../.storybook/live-server/questions.js'
import { json, requests } from '../../src/index.js'

export const answers = json<Answer, Question>()

export const questions = requests(answers, {
  message: (body: Omit<Question, 'id'>, id): Question => ({ ...body, id }),
  idOf: (packet) => packet.id,
  errorOf: (packet) => ('error' in packet ? packet.error : undefined),
  resultOf: (packet) => ('answer' in packet ? packet.answer : ''),
})
