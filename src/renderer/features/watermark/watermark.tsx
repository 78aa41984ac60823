import { useId } from 'react'
import { createPortal } from 'react-dom'
import { useNow } from '#renderer/workspace/use-now.ts'
import { watermarkStamp } from './watermark-stamp.ts'

/** So much room a letter takes at most, and the tile beside its texts, in pixels. */
const letter = 9
const tile = { least: 260, around: 70, height: 130 } as const

/**
 * The agent and the time, faintly and many times over the whole window, dialogs too: a photograph of the screen says whose it was and when,
 * whatever part of it is cut out. It takes no clicks and is not read out.
 */
export function Watermark({ name }: { name: string }) {
  const id = useId()
  const now = useNow()
  const stamp = watermarkStamp(now, -new Date(now).getTimezoneOffset())
  const width = Math.max(tile.least, Math.max(name.length, stamp.length) * letter + tile.around)
  return createPortal(
    <svg
      aria-hidden
      data-watermark
      width="100%"
      height="100%"
      className="pointer-events-none fixed inset-0 z-[2147483647] text-ink opacity-8 select-none"
    >
      <defs>
        <pattern
          id={id}
          width={width}
          height={tile.height}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(-24)"
          fontSize="14"
          fill="currentColor"
        >
          <text x="20" y="40">
            {name}
          </text>
          <text x="20" y="60">
            {stamp}
          </text>
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill={`url(#${id})`} />
    </svg>,
    document.body,
  )
}
