/**
 * The settings of this page: from its address at first, and kept there.
 */
import { useEffect, useState } from 'react'
import { keepInAddress, settingsInAddress } from './address.js'
import type { Settings, Value } from './settings.js'

export type Change = (name: keyof Settings, value: Value) => void

export function useSettings(): [settings: Settings, change: Change] {
  const [settings, setSettings] = useState(settingsInAddress)
  useEffect(() => keepInAddress(settings), [settings])
  return [settings, (name, value) => setSettings((before) => ({ ...before, [name]: value }))]
}
