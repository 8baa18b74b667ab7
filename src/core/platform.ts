/**
 * Platform objects that the public types mention. Where a project has the DOM library or Node's types, these are the
 * platform's own types; without them, the shapes given here, so that the package compiles in every project.
 */

/** The platform's `AbortSignal`. */
export type PlatformAbortSignal = typeof globalThis extends { AbortSignal: { prototype: infer T } }
  ? T
  : { readonly aborted: boolean; readonly reason: unknown }

/** The platform's `Blob`, which a socket sends as a binary frame. */
export type PlatformBlob = typeof globalThis extends { Blob: { prototype: infer T } }
  ? T
  : { readonly size: number; readonly type: string }

/** A `URL` object, also one of another realm such as an iframe: anything with an `href`. */
export interface PlatformUrl {
  /** The address as a string. */
  readonly href: string
}
