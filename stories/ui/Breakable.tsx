/**
 * Words that hold addresses: where the line is too short they break after a slash, and not inside of a name.
 */
import { Fragment } from 'react'

export function Breakable({ children }: { children: string }) {
  return children.split(/(?<=[/?&=,](?=\w))/).map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ))
}
