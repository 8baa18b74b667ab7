/**
 * What somebody does with the chat of `examples/`, and looks for.
 */
import type { Page } from 'playwright-core'
import type { Room } from '../../../examples/chat/protocol'

export async function logIn(page: Page, name: string, password = 'sesame'): Promise<void> {
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Log in' }).click()
}

export const logOut = (page: Page) => page.getByRole('button', { name: 'Log out' }).click()
export const enter = (page: Page, room: Room) => page.getByRole('button', { name: `# ${room}` }).click()
export const untilStatus = (page: Page, hasText: string | RegExp) =>
  page.getByRole('status').filter({ hasText }).waitFor()

export async function write(page: Page, text: string): Promise<void> {
  await page.getByLabel('Message', { exact: true }).fill(text)
  await page.getByRole('button', { name: 'Send' }).click()
}

export const messages = (page: Page) => page.getByRole('list', { name: 'Messages' }).locator('p')
export const untilMessage = (page: Page, text: string) => messages(page).getByText(text, { exact: true }).waitFor()

/** Who is in a room, as the list of rooms says it. */
export const untilNamesIn = (page: Page, room: Room, names: string) =>
  page.getByRole('button', { name: names === '' ? `# ${room}` : `# ${room} : ${names}`, exact: true }).waitFor()
