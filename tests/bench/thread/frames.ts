import type { Page } from '@playwright/test'

/** What the page drew while it was watched. */
export interface WatchedFrames {
  /** From each frame to the next, in milliseconds. */
  readonly intervals: number[]
  /** How many frames began in each whole second. */
  readonly perSecond: number[]
  /** The most messages that were in the document at once. */
  readonly mostDrawn: number
  /** Of a hundred looks at the middle of the thread, how many found nothing there. */
  readonly blankPercent: number
}

/** Has the page note every frame from now on. */
export const watchFrames = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const thread = document.querySelector('[aria-label="Thread"]')
    if (thread === null) throw new Error('No thread is on the screen.')
    const box = thread.getBoundingClientRect()
    const x = box.left + box.width / 2
    const watch = { times: [] as number[], mostDrawn: 0, looks: 0, blank: 0, isOver: false }
    // Between two messages there is a gap, in which one of two points can lie, but not both.
    const isBlank = (): boolean =>
      [0, 30].every((by) => {
        const found = document.elementFromPoint(x, box.top + box.height / 2 + by)
        return found?.closest('[data-index]') === null
      })
    const frame = (time: number): void => {
      if (watch.isOver) return
      watch.times.push(time)
      watch.mostDrawn = Math.max(watch.mostDrawn, thread.querySelectorAll('article').length)
      // Looking costs a layout: not in every frame.
      if (watch.times.length % 8 === 0) {
        watch.looks += 1
        if (isBlank()) watch.blank += 1
      }
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
    Reflect.set(globalThis, 'tierdeskFrames', watch)
  })

/** What was noted since then. */
export const watchedFrames = (page: Page): Promise<WatchedFrames> =>
  page.evaluate(() => {
    const watch = Reflect.get(globalThis, 'tierdeskFrames') as {
      times: number[]
      mostDrawn: number
      looks: number
      blank: number
      isOver: boolean
    }
    watch.isOver = true
    const { times } = watch
    const intervals = times.slice(1).map((time, at) => time - (times[at] ?? time))
    const from = times[0] ?? 0
    const seconds = Math.floor(((times.at(-1) ?? from) - from) / 1000)
    const perSecond = Array.from(
      { length: seconds },
      (_, second) => times.filter((time) => Math.floor((time - from) / 1000) === second).length,
    )
    const blankPercent = watch.looks === 0 ? 0 : (100 * watch.blank) / watch.looks
    return { intervals, perSecond, mostDrawn: watch.mostDrawn, blankPercent }
  })
