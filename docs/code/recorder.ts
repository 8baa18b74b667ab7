/** The recorder of docs/inspector.md. */
// #region recorder
import { recorder } from 'react-websocket-node/inspector'

export const tape = recorder({ seconds: 60, maxBytes: 16e6, mask: { fields: ['token'] } })

/** When something went wrong: what happened in the last minute, for the report. */
export const lastMinute = (): string => tape.save()
// #endregion
