import { type ComponentProps, Suspense, lazy, useEffect } from 'react'

// What the first screen does not need comes right after it. Each part has a place of its own to wait in, so that none empties another's.
const caseSide = () => import('./case-side.tsx')
const LazyCaseSide = lazy(async () => ({ default: (await caseSide()).CaseSide }))
const LazyContextSide = lazy(async () => ({ default: (await caseSide()).ContextSide }))
const LazyOverlays = lazy(async () => ({ default: (await import('./overlays.tsx')).Overlays }))

let isShown = false

/** Whether the open case has been on the screen: until then its code may still be coming, and with it the place to write. */
export const isCaseSideShown = (): boolean => isShown

// Beside what comes later, so that it is there no sooner; its effects come after those.
function Shown() {
  useEffect(() => {
    isShown = true
  }, [])
  return null
}

/** The open case. */
export const CaseSide = () => (
  <Suspense>
    <LazyCaseSide />
    <Shown />
  </Suspense>
)

/** What stands beside the case. */
export const ContextSide = (props: ComponentProps<typeof LazyContextSide>) => (
  <Suspense>
    <LazyContextSide {...props} />
  </Suspense>
)

/** What lies over the desk. */
export const Overlays = (props: ComponentProps<typeof LazyOverlays>) => (
  <Suspense>
    <LazyOverlays {...props} />
  </Suspense>
)
