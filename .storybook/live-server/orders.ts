/**
 * Reads what a guest sends as JSON, without trusting it.
 */

/** The fields of an object in JSON; none for what is no object. */
export function readOrder(text: string): Readonly<Record<string, unknown>> {
  try {
    const order: unknown = JSON.parse(text)
    return typeof order === 'object' && order !== null ? (order as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
