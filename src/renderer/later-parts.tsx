import { type ComponentProps, Suspense, lazy } from 'react'

// What the first screen does not need comes right after it. Each part has a place of its own to wait in, so that none empties another's.
const caseSide = () => import('./case-side.tsx')
const LazyCaseSide = lazy(async () => ({ default: (await caseSide()).CaseSide }))
const LazyContextSide = lazy(async () => ({ default: (await caseSide()).ContextSide }))
const LazyOverlays = lazy(async () => ({ default: (await import('./overlays.tsx')).Overlays }))

/** The open case. */
export const CaseSide = () => (
  <Suspense>
    <LazyCaseSide />
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
