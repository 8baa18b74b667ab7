/**
 * How long a message takes to the server, back, and into the document.
 */
import { EchoLink } from '../page/echo-link'
import { createStage, sleep, until } from '../page/stage'
import { percentile } from '../report/statistics'
import type { Figures, Scenario } from '../scenario'

interface LatencyParams {
  readonly rate: number
  readonly count: number
}

/** Messages are numbers of so many digits, so that the last one is found at the end of the document. */
const DIGITS = 6

const scenario: Scenario<LatencyParams> = {
  id: 'latency',
  title: 'Latency',
  about: 'From sending a number to a document that shows it, or a later one; the server says back what it hears.',
  compared: 'p50',
  columns: [
    { figure: 'p50', title: 'p50, ms', digits: 2 },
    { figure: 'p99', title: 'p99, ms', digits: 2 },
    { figure: 'perMessage', title: 'CPU, µs a message', digits: 0 },
    { figure: 'changes', title: 'changes of the document', digits: 0 },
  ],
  variants: [
    { id: '100', title: '100 messages a second', params: { rate: 100, count: 250 }, quick: { rate: 100, count: 50 } },
    {
      id: '1000',
      title: '1,000 messages a second',
      params: { rate: 1000, count: 2000 },
      quick: { rate: 1000, count: 250 },
    },
  ],
  supports: ({ Echo }) => Echo !== undefined,
  warmUp: ({ rate, count }) => ({ rate, count: Math.min(50, count) }),
  async start({ Echo }, { rate, count }, origin) {
    if (!Echo) throw new Error('this contestant does not echo')
    const stage = createStage()
    const link = new EchoLink(document.body.appendChild(document.createElement('p')))
    const sentAt: number[] = []
    const latencies: number[] = []
    let changes = 0
    const observer = new MutationObserver(() => {
      const now = performance.now()
      const shown = Number(document.body.textContent.trim().slice(-DIGITS))
      changes += 1
      while (latencies.length <= shown) latencies.push(now - (sentAt[latencies.length] ?? now))
    })
    stage.render(<Echo url={`${origin}/echo`} link={link} />)
    await until(
      () => link.send !== undefined,
      () => 'the connection',
    )
    await sleep(50)
    return {
      async finish(): Promise<Figures> {
        observer.observe(document.body, { subtree: true, childList: true, characterData: true })
        await everyInterval(1000 / rate, count, (index) => {
          sentAt[index] = performance.now()
          link.send?.(String(index).padStart(DIGITS, '0'))
        })
        await until(
          () => latencies.length >= count,
          () => `${count} messages; ${latencies.length} are shown`,
        )
        observer.disconnect()
        stage.clear()
        return { sent: count, changes, p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) }
      },
    }
  },
  derive: ({ cpu = 0 }, { count }) => ({ perMessage: (cpu * 1000) / count }),
}

/**
 * Calls back `count` times, each when it is due. A timer that follows a timer is held back to 4 ms by browsers; one that
 * follows a message is not, so each goes over a message channel.
 */
function everyInterval(ms: number, count: number, callback: (index: number) => void): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    const start = performance.now()
    let done = 0
    port1.onmessage = () => {
      while (done < count && start + done * ms <= performance.now()) callback(done++)
      if (done === count) {
        port1.close()
        return resolve()
      }
      setTimeout(() => port2.postMessage(null), start + done * ms - performance.now())
    }
    port2.postMessage(null)
  })
}

export default scenario
