import { Fragment, useState } from 'react'
import type { ReactNode } from 'react'
import { Group, Panel, Separator } from 'react-resizable-panels'

export interface Pane {
  id: string
  content: ReactNode
  /** Widths in pixels. The pane without `width` takes what is left. */
  width?: number
  narrowest: number
  widest?: number
}
export interface PaneLayoutProps {
  panes: readonly Pane[]
  /** Under which name the widths are remembered on this computer. */
  rememberAs: string
  /** What the line between two panes is called, e.g. "Resize". */
  separatorLabel: string
}

type Layout = Record<string, number>

function readLayout(key: string, panes: readonly Pane[]): Layout | undefined {
  const text = localStorage.getItem(key)
  if (text === null) return undefined
  try {
    const parsed: unknown = JSON.parse(text)
    const isLayout =
      typeof parsed === 'object' &&
      parsed !== null &&
      panes.every(({ id }) => typeof Reflect.get(parsed, id) === 'number')
    return isLayout ? (parsed as Layout) : undefined
  } catch {
    // What is there is not ours or was cut short: the usual widths do.
    localStorage.removeItem(key)
    return undefined
  }
}

/** Panes side by side with lines between them that move with the mouse and with the arrow keys; the widths are remembered. */
export function PaneLayout({ panes, rememberAs, separatorLabel }: PaneLayoutProps) {
  const key = `tierdesk.panes.${rememberAs}.${panes.map(({ id }) => id).join('-')}`
  const [first] = useState(() => readLayout(key, panes))
  return (
    <Group
      // The library changes the cursor with a style element of its own, which the window's policy does not let in.
      disableCursor
      {...(first === undefined ? {} : { defaultLayout: first })}
      onLayoutChanged={(layout, { isUserInteraction }) =>
        isUserInteraction && localStorage.setItem(key, JSON.stringify(layout))
      }
      className="min-h-0 flex-1"
    >
      {panes.map((pane, at) => (
        <Fragment key={pane.id}>
          {at > 0 && (
            <Separator
              aria-label={separatorLabel}
              className="relative z-10 w-px cursor-col-resize bg-line outline-none after:absolute after:inset-y-0 after:-left-1 after:w-2 hover:bg-edge focus-visible:bg-accent focus-visible:shadow-[0_0_0_1px_var(--accent)] data-[separator=active]:bg-accent"
            />
          )}
          <Panel
            id={pane.id}
            minSize={pane.narrowest}
            {...(pane.width === undefined
              ? {}
              : { defaultSize: pane.width, groupResizeBehavior: 'preserve-pixel-size' as const })}
            {...(pane.widest === undefined ? {} : { maxSize: pane.widest })}
            className="flex min-h-0 flex-col overflow-hidden bg-pane"
          >
            {pane.content}
          </Panel>
        </Fragment>
      ))}
    </Group>
  )
}
