/** A WebSocket by hand, as it is often written, of docs/migration-others.md. */
// #region status
import { useEffect, useState } from 'react'

export function Price({ symbol }: { symbol: string }) {
  const [price, setPrice] = useState<number>()

  useEffect(() => {
    let socket: WebSocket
    let timer: ReturnType<typeof setInterval>
    const connect = () => {
      socket = new WebSocket(`wss://prices.example/${symbol}`)
      socket.onopen = () => {
        timer = setInterval(() => socket.send('ping'), 25_000)
      }
      socket.onmessage = ({ data }) => {
        if (data !== 'pong') setPrice((JSON.parse(data as string) as { price: number }).price)
      }
      socket.onclose = () => {
        clearInterval(timer)
        setTimeout(connect, 3000)
      }
    }
    connect()
    return () => socket.close()
  }, [symbol])

  return <b>{price}</b>
}
// #endregion
