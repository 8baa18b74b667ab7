/**
 * Who can log in, with which token.
 */
import { EXPIRED_TOKEN } from '../../.storybook/live-server/login.js'

export const TOKENS = {
  Ada: 'ada-7',
  Grace: 'grace-9',
  'Expired token': EXPIRED_TOKEN,
  'Unknown token': 'nobody-0',
} as const

export type User = keyof typeof TOKENS

export const USERS = Object.keys(TOKENS) as readonly User[]
