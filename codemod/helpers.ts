/**
 * What the new code declares in its own file, where the package has no word for what the old one did.
 */
import type { SourceFile } from './file.js'
import { enumHelper, numbersHelper, type EnumNeeds } from './readyState.js'

/**
 * The declarations, or `''` where none is needed.
 * @param enumName the local name of `ReadyState`, where the file has it
 */
export function helperTexts(file: SourceFile, enumName: string | undefined, needs: EnumNeeds): string {
  const { helpers, isTs, semi } = file
  const texts: string[] = []
  for (const helper of helpers) {
    const [imported, name] = helper.split('=')
    if (imported === 'ReadyState')
      texts.unshift(
        `/** The states as react-use-websocket counted them. */\n${enumHelper(name!, { ...needs, isValue: needs.isValue || helpers.has('numbers') }, file)}`,
      )
    if (imported === 'SendMessage') texts.push(`type ${name!} = (message: string) => void${semi}`)
    if (imported === 'SendJsonMessage') texts.push(`type ${name!} = (message: unknown) => void${semi}`)
  }
  if (helpers.has('numbers')) texts.push(numbersHelper('READY_STATES', enumName, file))
  if (helpers.has('json'))
    texts.push(`/** What is no JSON is an empty object. */
function jsonOf${isTs ? '<T = unknown>(text: string): T' : '(text)'} {
  try {
    return JSON.parse(text)${isTs ? ' as T' : ''}${semi}
  } catch {
    return {}${isTs ? ' as T' : ''}${semi}
  }
}`)
  if (helpers.has('heartbeat'))
    texts.push(`/** Both times were counted from the last message: what is left after the ping is for the answer. */
function heartbeatTimes(interval = 25_000, timeout = 60_000) {
  const seconds = (ms${isTs ? ': number' : ''}) => Math.min(Math.max(ms, 1), 3_600_000) / 1000${semi}
  return { interval: seconds(interval), timeout: seconds(timeout > interval ? timeout - interval : timeout) }${semi}
}`)
  if (helpers.has('query'))
    texts.push(`/** The query is appended as it is, without encoding. */
function withQuery${isTs ? '(url: string | null, params: Record<string, string | number>): string | null' : '(url, params)'} {
  if (url === null) return null${semi}
  const query = Object.entries(params).map(([name, value]) => \`\${name}=\${value}\`)${semi}
  return \`\${url}\${url.includes('?') ? '&' : '?'}\${query.join('&')}\`${semi}
}`)
  return texts.join('\n\n')
}
