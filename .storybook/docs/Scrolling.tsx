/**
 * What may be wider than the page. It scrolls by itself, says so where there is something to scroll, and can then be reached
 * with the Tab key.
 */
import { useEffect, useRef, useState, type ComponentProps, type ReactNode } from 'react'
import './docs.css'

export function Scrolling({ label, children }: { label: string; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  const [isWide, setWide] = useState(false)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const look = () => setWide(element.scrollWidth > element.clientWidth + 1)
    const observer = new ResizeObserver(look)
    observer.observe(element)
    for (const child of element.children) observer.observe(child)
    return () => observer.disconnect()
  }, [])
  return (
    <div className="scrolling">
      <div ref={box} className="box" {...(isWide && { role: 'region', 'aria-label': label, tabIndex: 0 })}>
        {children}
      </div>
      {isWide && <p className="hint">The table goes on to the right: scroll it.</p>}
    </div>
  )
}

/** A table of a page. */
export function Table(props: ComponentProps<'table'>) {
  return (
    <Scrolling label="A table that scrolls">
      <table {...props} />
    </Scrolling>
  )
}
