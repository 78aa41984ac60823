import type { Page } from '@playwright/test'

interface Measured {
  readonly condition: string
  readonly value: string
}

/**
 * Puts a stopwatch into the page. It starts at the browser's own time stamp of the key or the click, so the tool that sends it costs
 * nothing, and stops after the frame that shows the outcome was drawn.
 */
export const installStopwatch = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const watch = { from: 0, isArmed: false }
    const begin = (event: Event): void => {
      if (!watch.isArmed) return
      watch.from = event.timeStamp
      watch.isArmed = false
    }
    // A letter that no key has, as an input method writes it, comes without a key.
    for (const type of ['keydown', 'mousedown', 'beforeinput']) addEventListener(type, begin, { capture: true })
    const drawn = (): Promise<number> =>
      new Promise((resolve) => {
        requestAnimationFrame(() => {
          const channel = new MessageChannel()
          channel.port1.addEventListener('message', () => resolve(performance.now()), { once: true })
          channel.port1.start()
          channel.port2.postMessage(null)
        })
      })
    const shows = (selector: string, text: string): boolean =>
      [...document.querySelectorAll(selector)].some((found) => {
        const value = 'value' in found && typeof found.value === 'string' ? found.value : (found.textContent ?? '')
        return value.includes(text)
      })
    const until = (selector: string, text: string): Promise<void> =>
      new Promise((resolve, reject) => {
        if (shows(selector, text)) return resolve()
        const lost = setTimeout(() => reject(new Error(`Never drawn: ${selector} ${text}`)), 60_000)
        // Who has seen it looks no more, or each key would be looked at by every stopwatch before it.
        const look = (): void => {
          if (!shows(selector, text)) return
          clearTimeout(lost)
          observer.disconnect()
          removeEventListener('input', look, { capture: true })
          resolve()
        }
        const observer = new MutationObserver(look)
        // A typed text changes no node: the input event tells of it.
        addEventListener('input', look, { capture: true })
        observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
      })
    Reflect.set(globalThis, 'tierdeskStopwatch', {
      arm(): void {
        watch.isArmed = true
      },
      /** Milliseconds from the first key or click after arming until the outcome was drawn. */
      async fromInput(selector: string, text: string): Promise<number> {
        await until(selector, text)
        return (await drawn()) - watch.from
      },
      /** Milliseconds from the start of the navigation. */
      async fromStart(selector: string, text: string): Promise<number> {
        await until(selector, text)
        return drawn()
      },
      /** The instant, in milliseconds since 1970, when the outcome was drawn. */
      async instant(selector: string, text: string): Promise<number> {
        await until(selector, text)
        return performance.timeOrigin + (await drawn())
      },
    })
  })

interface Stopwatch {
  readonly fromInput: (selector: string, text: string) => Promise<number>
  readonly fromStart: (selector: string, text: string) => Promise<number>
  readonly instant: (selector: string, text: string) => Promise<number>
}

const ask = (page: Page, method: keyof Stopwatch, { condition, value }: Measured): Promise<number> =>
  page.evaluate(
    ([name, selector, text]) => {
      const stopwatch = Reflect.get(globalThis, 'tierdeskStopwatch') as Stopwatch
      return stopwatch[name](selector, text)
    },
    [method, condition, value] as const,
  )

/** How long from the input until an element of this selector with this text was drawn, in milliseconds. */
export async function fromInput(
  page: Page,
  selector: string,
  text: string,
  input: () => Promise<void>,
): Promise<number> {
  // Armed before the key is sent, or an earlier key would be taken for this one.
  await page.evaluate(() => (Reflect.get(globalThis, 'tierdeskStopwatch') as { arm: () => void }).arm())
  const measured = ask(page, 'fromInput', { condition: selector, value: text })
  await input()
  return measured
}

/** How long from the start of the navigation until it was drawn, in milliseconds. */
export const fromStart = (page: Page, selector: string, text = ''): Promise<number> =>
  ask(page, 'fromStart', { condition: selector, value: text })

/** When it was drawn, in milliseconds since 1970. */
export const instantOf = (page: Page, selector: string, text: string): Promise<number> =>
  ask(page, 'instant', { condition: selector, value: text })

/** Has the page note every stretch of more than 50 ms in which it could do nothing else: https://w3c.github.io/longtasks/ */
export const watchLongTasks = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const tasks: number[] = []
    Reflect.set(globalThis, 'tierdeskLongTasks', tasks)
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration)
    }).observe({ type: 'longtask', buffered: true })
  })

/** The longest such stretch since the last time it was asked for, in milliseconds; 0 where none took more than 50 ms. */
export const longestTask = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const tasks = Reflect.get(globalThis, 'tierdeskLongTasks') as number[]
    return Math.max(0, ...tasks.splice(0))
  })
