/**
 * Proxies for a test file: whatever a test starts is closed after it, also when it fails.
 */
import { startTcpProxy, type LinkScript, type TcpProxy } from './tcp-proxy'

/** Starts a proxy that lives as long as one test. */
export type StartProxy = (host: string, script?: LinkScript) => Promise<TcpProxy>

/** To be called at the top of a test file or `describe`. */
export function useProxies(): StartProxy {
  const started: TcpProxy[] = []
  afterEach(async () => {
    await Promise.all(started.splice(0).map((proxy) => proxy.close()))
  })
  return async (host, script) => {
    const proxy = await startTcpProxy(host, script)
    started.push(proxy)
    return proxy
  }
}
