/**
 * Packets as JSON, typed by assertion or checked by a validator.
 */
import { encodeJson } from '../core/sending/encode.js'
import { show } from '../core/show.js'
import type { Format } from '../core/types.js'
import { decodeText } from './utf8.js'

/** As much of the Standard Schema interface (version 1) as reading a packet takes; zod, valibot and others have it. */
export interface StandardSchema<Input = unknown, Output = Input> {
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

/** Makes a JSON format: `json()`, not `json` itself, is the format. */
export interface JsonFormatFactory {
  /**
   * JSON values; a batch is an array of them.
   * @typeParam In what arrives: asserted, not checked
   * @typeParam Out what is sent. Default: the same
   */
  <In = unknown, Out = In>(): Format<In, readonly In[], Out>
  /**
   * JSON values that `schema` accepts, as it makes them; the others go to `receiveFailed`.
   * @param schema any synchronous Standard Schema validator
   * @throws TypeError for what is no Standard Schema validator
   */
  <Input, Output>(schema: StandardSchema<Input, Output>): Format<Output, readonly Output[], Input>
}

/** Packets as JSON values, typed by assertion, or checked by a validator. Text and binary frames in, text frames out. */
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
