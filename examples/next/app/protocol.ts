// What the page and the live server say to each other, as JSON.

export interface Note {
  id: number
  /** Who wrote it: the name in the token, whatever the page says. */
  from: string
  text: string
}

/** The server takes nothing before `auth`, and each token once. */
export type ToServer = { type: 'auth'; token: string } | { type: 'note'; text: string }

/** `welcome` answers `auth`, and the notes so far follow it. */
export type FromServer = { type: 'welcome' } | { type: 'notes'; notes: readonly Note[] } | { type: 'note'; note: Note }
