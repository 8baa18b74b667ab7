'use client'
/**
 * An inspection and its panel, from the mount of a component to its unmount.
 */
import { useEffect, useRef } from 'react'
import { checkNode } from '../found.js'
import { createInspection } from '../inspection.js'
import { loadRecording } from '../loadRecording.js'
import { checkMask } from '../mask.js'
import type { Inspection, Mask } from '../model.js'
import { mountPanel, type MountedPanel } from './mount.js'
import type { ShellProps } from './Shell.js'

/** What the component was given. */
export interface PanelSettings extends Omit<ShellProps, 'inspection' | 'load'> {
  readonly nodes: readonly object[] | undefined
  readonly mask: Mask | undefined
}

/**
 * @param findHost gives the element to be filled after the mount, and undefined where there is to be no panel; a function
 * that stays the same
 * @param leave what is to be done with that element at the unmount
 * @throws TypeError for `nodes` that are not of this package, and for a `mask` of another kind
 */
export function useMountedPanel(
  findHost: () => HTMLElement | null | undefined,
  leave: (host: HTMLElement) => void,
  settings: PanelSettings,
): void {
  const latest = useRef(settings)
  const current = useRef<{ readonly inspection: Inspection; readonly panel: MountedPanel }>(undefined)
  const { nodes, mask } = settings
  checkMask(mask)
  nodes?.forEach(checkNode)
  const fields = typeof mask === 'object' ? JSON.stringify(mask.fields) : typeof mask

  useEffect(() => {
    latest.current = settings
  })

  useEffect(() => {
    const host = findHost()
    if (!host) return undefined
    const inspection = createInspection({
      nodes: latest.current.nodes,
      // A function that is written into the element is another one in each render.
      mask: fields === 'function' ? (wire, direction) => maskNow(latest.current, wire, direction) : latest.current.mask,
    })
    const panel = mountPanel(host)
    current.current = { inspection, panel }
    return () => {
      current.current = undefined
      panel.unmount()
      inspection.stop()
      leave(host)
    }
  }, [findHost, leave, fields])

  useEffect(() => {
    const { nodes, mask: _mask, ...props } = settings
    current.current?.inspection.setNodes(nodes ?? [])
    current.current?.panel.render({ ...props, inspection: current.current.inspection, load: loadRecording })
  })
}

const maskNow: (
  settings: PanelSettings,
  ...args: Parameters<Extract<Mask, CallableFunction>>
) => string | Uint8Array = ({ mask }, wire, direction) => (typeof mask === 'function' ? mask(wire, direction) : wire)
