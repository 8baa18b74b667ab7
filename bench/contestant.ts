/**
 * What a contestant is: one file in `contestants/` that exports one as its default. A scenario that it leaves out is
 * absent from its results.
 */
import type { ComponentType } from 'react'
import type { Kind } from './messages'
import type { EchoLink } from './page/echo-link'
import type { RowTally } from './page/row-tally'
import type { Tally } from './page/tally'

/** Every component calls `tally.commit()` in an effect that has no dependencies. */
export interface CounterProps {
  readonly url: string
  /** `text` and `binary` are counted, `json` is parsed and read. */
  readonly kind: Kind
  /** Whether to ask for array buffers where binary messages come as blobs otherwise. */
  readonly wantsBuffers: boolean
  readonly tally: Tally
}

export interface EchoProps {
  readonly url: string
  readonly link: EchoLink
}

export interface TopicsProps {
  readonly url: string
  /** How many components there are, each for the topic of its number. */
  readonly topics: number
  readonly tally: Tally
}

export interface RowsProps {
  readonly url: string
  /** How many rows there are, each for the topic of its number. */
  readonly rows: number
  readonly tally: RowTally
}

/** Requests that are answered at once. */
export interface Asker {
  ask(): Promise<unknown>
  /** Gives up those that wait. */
  end(): void
}

export interface Contestant {
  /** How tables call it. */
  readonly label: string
  /** `floor` is what others are compared with, `hand` what one writes by hand. */
  readonly kind: 'floor' | 'hand' | 'ours' | 'library'
  /** The package whose version is told; none for what is written by hand. */
  readonly library?: string
  /** A second way to use the same thing: it takes part where messages flow, and not where connections come and go. */
  readonly isAnotherWay?: boolean
  /** Opens a connection and counts what comes: floods, mounting, StrictMode. */
  readonly Counter?: ComponentType<CounterProps>
  /** Counts as `Counter` does, with the inspector in the state that the contestant is about. */
  readonly Inspected?: ComponentType<CounterProps>
  /** Opens a connection and counts nothing: mounting, where there is no `Counter`. */
  readonly Mounted?: ComponentType<CounterProps>
  /** A node that is mounted and has no connection. */
  readonly Resting?: ComponentType
  /** Shows what comes back for what is sent: latency. */
  readonly Echo?: ComponentType<EchoProps>
  /** Many components on one connection. */
  readonly Topics?: ComponentType<TopicsProps>
  /** Rows of a table on one connection, each a component that calls `useShown`. */
  readonly Rows?: ComponentType<RowsProps>
  /** The most rows with which it is measured: with more it takes minutes. */
  readonly mostRows?: number
  /** The same without rows: for each topic a listener that calls `tally.hear()`. */
  readonly Routed?: ComponentType<RowsProps>
  /** Asks over a connection without a network, on which so many requests wait already. */
  readonly createAsker?: (waiting: number) => Promise<Asker>
  /** It is measured in every third round only, as libraries are: it is slow, and far from what it is compared with. */
  readonly isSlow?: boolean
  /** The code whose bundle is weighed: what an app has to import. */
  readonly imports?: string
}
