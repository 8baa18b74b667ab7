/** Lets promises settle, and what waits for them; no task runs meanwhile. */
export async function microtasks(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}
