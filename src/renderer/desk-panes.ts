import type { ReactNode } from 'react'
import type { Pane } from './ui/pane-layout.tsx'

/** Below this width the navigation shows pictures only, so that the case keeps room for its words beside the list and what stands beside it. */
export const narrowNavigation = '(max-width: 1359px)'

/** Below this width what stands beside the case gives way as well. */
export const narrowDesk = '(max-width: 1219px)'

type DeskPart = 'list' | 'caseColumn' | 'beside'

/** The panes of the desk and their widths, in pixels. */
export const deskPanes = (content: Readonly<Record<DeskPart, ReactNode>>): Readonly<Record<DeskPart, Pane>> => ({
  list: { id: 'list', content: content.list, width: 372, narrowest: 260, widest: 640 },
  caseColumn: { id: 'case', content: content.caseColumn, narrowest: 380 },
  beside: { id: 'context', content: content.beside, width: 344, narrowest: 280, widest: 640 },
})
