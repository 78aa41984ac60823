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

/** Fits a saved placement to the screens there are now: a monitor that was unplugged must not keep the window. */
export function openingPlacement(saved: WindowPlacement | null, workAreas: readonly Rectangle[]): OpeningPlacement {
  const wanted = saved ?? { ...firstSize, isMaximized: false }
  const widest = Math.max(smallestWindow.width, ...workAreas.map((area) => area.width))
  const tallest = Math.max(smallestWindow.height, ...workAreas.map((area) => area.height))
  const size = {
    width: Math.min(Math.max(wanted.width, smallestWindow.width), widest),
    height: Math.min(Math.max(wanted.height, smallestWindow.height), tallest),
    isMaximized: wanted.isMaximized,
  }
  if (saved === null || !workAreas.some((area) => isReachable(saved, area))) return size
  return { ...size, x: saved.x, y: saved.y }
}

function isReachable(window: Rectangle, area: Rectangle): boolean {
  const overlap = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x)
  return overlap >= reachable && window.y >= area.y && window.y <= area.y + area.height - reachable
}

function isPlacement(value: unknown): value is WindowPlacement {
  if (typeof value !== 'object' || value === null || !('isMaximized' in value)) return false
  const numbers = ['x', 'y', 'width', 'height'].map((key): unknown => Reflect.get(value, key))
  return typeof value.isMaximized === 'boolean' && numbers.every((number) => Number.isSafeInteger(number))
}
