import { CSPProvider } from '@base-ui/react/csp-provider'
import { Tooltip } from '@base-ui/react/tooltip'
import type { ReactNode } from 'react'
import { Toasts } from './toasts.tsx'

/** What every part of `ui` needs around it: no style elements (the window's policy forbids them), tooltips that wait alike, toasts. */
export function UiRoot({ closeLabel, children }: { closeLabel: string; children: ReactNode }) {
  return (
    <CSPProvider disableStyleElements>
      <Tooltip.Provider delay={500} closeDelay={0}>
        {children}
        <Toasts closeLabel={closeLabel} />
      </Tooltip.Provider>
    </CSPProvider>
  )
}
