/**
 * How a contestant of the latency scenario gets at what it sends, and where it shows what comes back if not by React.
 */
export class EchoLink {
  /** Sends a message; there once the connection is open. */
  send: ((message: string) => void) | undefined
  readonly #place: HTMLElement

  constructor(place: HTMLElement) {
    this.#place = place
  }

  /** To be called when the connection opens. */
  open(send: (message: string) => void): void {
    this.send = send
  }

  /** Shows a message in the document without a render, for contestants that have none. */
  show(message: string): void {
    this.#place.textContent = message
  }
}
