import { inNextTask } from '#renderer/sync/next-task.ts'
import type { Told, Workspace } from './workspace.ts'

/** What the pulse needs of the window around it. */
export interface PulsePorts {
  /** Runs the work once the next frame has been drawn, or soon where the window draws none. */
  readonly afterFrame: (work: () => void) => void
  /** Runs the work in the next task, when whatever comes of this one has been done. */
  readonly afterThis: (work: () => void) => void
  /** Runs the work after so many milliseconds. */
  readonly after: (ms: number, work: () => void) => void
  /** In milliseconds, from anywhere. */
  readonly now: () => number
}

/** After drawing what came from elsewhere the window rests for so many times as long as that took, within these milliseconds, so that keys find it free. */
const rest = { times: 4, least: 32, most: 250 } as const

/**
 * Tells the screen of changes of the workspace. What the agent does here is told at once. What comes from elsewhere is told a task later,
 * and while the window rests from drawing the last of it, gathered until the rest is over and a frame was drawn: however much arrives, keys find the window free.
 */
export class ScreenPulse {
  readonly #ports: PulsePorts
  readonly #listeners = new Set<() => void>()
  readonly #versions = new Map<string, number>()
  readonly #due = new Set<string>()
  #isWaiting = false
  #restUntil = 0

  constructor(workspace: { subscribe(listener: (told: Told) => void): () => void }, ports: PulsePorts) {
    this.#ports = ports
    workspace.subscribe(({ topics, isOwn }) => {
      for (const topic of topics) this.#due.add(topic)
      if (isOwn) this.#tell()
      else this.#tellLater()
    })
  }

  /** How often the screen was told of a topic. */
  version(topic: string): number {
    return this.#versions.get(topic) ?? 0
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #tellLater(): void {
    if (this.#isWaiting) return
    this.#isWaiting = true
    const { afterFrame, afterThis, after, now } = this.#ports
    const turn = (): void => {
      this.#isWaiting = false
      // An act of the agent's may have brought it to the screen already.
      if (this.#due.size > 0) this.#tell()
    }
    const left = (): number => this.#restUntil - now()
    if (left() <= 0) return afterThis(turn)
    // The frame falls within the rest, so that waiting for it costs nothing on top.
    afterFrame(() => (left() <= 0 ? turn() : after(left(), turn)))
  }

  #tell(): void {
    const { now, afterThis } = this.#ports
    const begun = now()
    for (const topic of this.#due) this.#versions.set(topic, this.version(topic) + 1)
    this.#due.clear()
    for (const listener of this.#listeners) listener()
    afterThis(() => {
      const end = now()
      this.#restUntil = end + Math.min(rest.most, Math.max(rest.least, rest.times * (end - begun)))
    })
  }
}

/** How long a frame is waited for, in milliseconds: a window that nobody sees draws none. */
const longestFrame = 100

function afterFrame(work: () => void): void {
  const end = (): void => {
    clearTimeout(late)
    cancelAnimationFrame(frame)
    work()
  }
  const late = setTimeout(end, longestFrame)
  const frame = requestAnimationFrame(() => {
    clearTimeout(late)
    inNextTask(work)
  })
}

const windowPorts: PulsePorts = {
  afterFrame,
  afterThis: inNextTask,
  after: (ms, work) => void setTimeout(work, ms),
  now: () => performance.now(),
}

const pulses = new WeakMap<Workspace, ScreenPulse>()

/** The one pulse of a workspace. */
export function pulseOf(workspace: Workspace): ScreenPulse {
  let pulse = pulses.get(workspace)
  if (pulse === undefined) pulses.set(workspace, (pulse = new ScreenPulse(workspace, windowPorts)))
  return pulse
}
