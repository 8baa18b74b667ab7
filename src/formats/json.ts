/**
 * Packets as JSON, typed by assertion or checked by a validator.
 */
import { encodeJson } from '../core/sending/encode.js'
import { show } from '../core/show.js'
import type { Format } from '../core/types.js'
import { decodeText } from './utf8.js'

/** A validator with the Standard Schema interface, version 1: schemas of zod, valibot and others have it. */
export interface StandardSchema<Input = unknown, Output = Input> {
  /** The validator, as Standard Schema describes it. */
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>
    readonly types?: { readonly input: Input; readonly output: Output } | undefined
  }
}

type SchemaResult<Output> =
  { readonly value: Output; readonly issues?: undefined } | { readonly issues: readonly SchemaIssue[] }

interface SchemaIssue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

/** The type of `json`. */
export interface JsonFormatFactory {
  /**
   * Creates a JSON format whose types are asserted: the packets are not checked.
   *
   * @typeParam In the packets that arrive
   * @typeParam Out the messages that are sent; the same type if it is left out
   */
  <In = unknown, Out = In>(): Format<In, readonly In[], Out>
  /**
   * Creates a JSON format that checks each packet. Packets are what the schema returns; for one that it does not accept, the
   * node emits `receiveFailed`.
   *
   * @param schema a synchronous Standard Schema validator, such as a schema of zod or valibot
   * @throws TypeError for anything else
   */
  <Input, Output>(schema: StandardSchema<Input, Output>): Format<Output, readonly Output[], Input>
}

/**
 * Creates a format for JSON: `json<Packet>()` asserts the type of the packets, `json(schema)` checks them. Text and binary
 * messages are read, text messages are sent; a batch is an array of packets. `send` throws a `TypeError` for a value that JSON
 * cannot express.
 *
 * @example
 * ```tsx
 * import { json, useWebSocketNode } from 'react-websocket-node'
 *
 * export function Price() {
 *   const [state] = useWebSocketNode({
 *     url: 'wss://prices.example',
 *     autoconnectMode: 'self-ready',
 *     format: json<{ price: number }>(),
 *     onPacket: ({ price }) => console.log(price),
 *   })
 *   return <p>{state.status}</p>
 * }
 * ```
 */
export const json: JsonFormatFactory = (schema?: StandardSchema): Format<never, readonly never[], unknown> => {
  const standard = schema?.['~standard']
  if (schema && !standard) throw new TypeError(`json() takes a Standard Schema validator; got ${show(schema)}`)
  return {
    name: 'json',
    decode(wire) {
      const value: unknown = JSON.parse(decodeText(wire))
      return (standard ? accepted(standard.validate(value)) : value) as never
    },
    join: (packets) => packets,
    encode: encodeJson,
  }
}

function accepted(result: SchemaResult<unknown> | Promise<SchemaResult<unknown>>): unknown {
  if ('then' in result) {
    result.then(undefined, () => {})
    throw new TypeError('the schema validates asynchronously; json() takes a synchronous one')
  }
  if (!result.issues) return result.value
  throw new TypeError(result.issues.map(describe).join('; '))
}

function describe({ message, path }: SchemaIssue): string {
  if (!path?.length) return message
  return `${path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.')}: ${message}`
}
