/**
 * What the tests of the tasks share: the page as a person finds things on it, and the server's side of a connection.
 */
import { act, fireEvent, screen } from '@testing-library/react'
import type { TestServer } from '../support/react/network.js'

export const status = () => screen.getByRole('status').textContent

export const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))

export function write(label: string, value: string): void {
  fireEvent.change(screen.getByRole('textbox', { name: label }), { target: { value } })
}

/** The elements of the log with such a text, outer ones of the same text aside. */
export function lines(pattern: RegExp): string[] {
  return [...screen.getByRole('log').querySelectorAll('*')]
    .filter(({ textContent, children }) => {
      return pattern.test(textContent) && ![...children].some((child) => child.textContent === textContent)
    })
    .map(({ textContent }) => textContent)
}

/** What the server has heard since it was asked last. */
export function heard(server: TestServer): unknown[] {
  return server.messages.splice(0).map((message): unknown => JSON.parse(String(message)))
}

export const say = (server: TestServer, ...packets: unknown[]) =>
  server.send(...packets.map((packet) => JSON.stringify(packet)))

/** The connection is lost. */
export function cut(server: TestServer): void {
  act(() => server.clients.forEach((client) => client.close({ code: 1006, reason: '', wasClean: false })))
}
