/** A rectangle in device-independent pixels. */
export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where the window was when it closed. */
export interface WindowPlacement extends Rectangle {
  readonly isMaximized: boolean
  /** How far it is zoomed, in Electron's steps: 0 is as it is, each step a fifth more or less. Missing in what was saved before it was. */
  readonly zoomLevel?: number
}

/** Where to open: without x and y the system centres the window. */
export interface OpeningPlacement {
  readonly width: number
  readonly height: number
  readonly x?: number
  readonly y?: number
  readonly isMaximized: boolean
}

export const smallestWindow = { width: 1024, height: 640 }
const firstSize = { width: 1440, height: 900 }
// This much of the title bar must be on a screen, or the window cannot be dragged back by hand.
const reachable = 100

/** Reads what was saved (JSON text); null when it is missing or not ours, so a damaged file costs a window size and nothing more. */
export function readPlacement(text: string | null): WindowPlacement | null {
  if (text === null) return null
  try {
    const value: unknown = JSON.parse(text)
    return isPlacement(value) ? value : null
  } catch {
    return null
  }
}

/**
 * Fits a saved placement to the screens there are now, the main one first: a monitor that was unplugged must not keep the window. Where it can
 * be reached it stays, no larger than the screen that shows most of it; else it opens in the middle of the main one.
 */
export function openingPlacement(saved: WindowPlacement | null, workAreas: readonly Rectangle[]): OpeningPlacement {
  const wanted = saved ?? { ...firstSize, isMaximized: false }
  const on = saved === null ? undefined : screenOf(saved, workAreas)
  const fits = on ?? workAreas[0] ?? firstSize
  const size = {
    width: Math.max(smallestWindow.width, Math.min(wanted.width, fits.width)),
    height: Math.max(smallestWindow.height, Math.min(wanted.height, fits.height)),
    isMaximized: wanted.isMaximized,
  }
  return saved === null || on === undefined ? size : { ...size, x: saved.x, y: saved.y }
}

/** The screen that shows most of a window, of those that it can be reached on. */
const screenOf = (window: Rectangle, workAreas: readonly Rectangle[]): Rectangle | undefined =>
  workAreas.filter((area) => isReachable(window, area)).sort((a, b) => overlap(window, b) - overlap(window, a))[0]

const overlap = (window: Pick<Rectangle, 'x' | 'width'>, area: Rectangle): number =>
  Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x)

/** Whether enough of the title bar of a window is on a screen to take hold of it. */
export const isReachable = (window: Rectangle, area: Rectangle): boolean =>
  overlap(window, area) >= reachable && window.y >= area.y && window.y <= area.y + area.height - reachable

function isPlacement(value: unknown): value is WindowPlacement {
  if (typeof value !== 'object' || value === null || !('isMaximized' in value)) return false
  const numbers = ['x', 'y', 'width', 'height'].map((key): unknown => Reflect.get(value, key))
  const isZoomRight = !('zoomLevel' in value) || (typeof value.zoomLevel === 'number' && Math.abs(value.zoomLevel) <= 9)
  return (
    isZoomRight && typeof value.isMaximized === 'boolean' && numbers.every((number) => Number.isSafeInteger(number))
  )
}
