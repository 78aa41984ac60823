import type { WriteStream } from 'node:tty'

const barWidth = 24
const number = new Intl.NumberFormat('en-US')

/** How far it is: `share` from 0 to 1, `lines` read so far. */
export interface Progress {
  readonly share: number
  readonly lines: number
}

/** One line that shows how far an import is: updated in place in a terminal, else a new line for every tenth. */
export class ProgressLine {
  readonly #out: Pick<WriteStream, 'write'> & { readonly isTTY?: boolean }
  readonly #now: () => number
  readonly #startedAt: number
  #shownAt = 0
  #shownTenth = 0

  /** `now` is a clock in milliseconds. */
  constructor(out: Pick<WriteStream, 'write'> & { readonly isTTY?: boolean }, now: () => number) {
    this.#out = out
    this.#now = now
    this.#startedAt = now()
  }

  show(progress: Progress): void {
    const at = this.#now()
    const isTerminal = this.#out.isTTY === true
    const tenth = Math.floor(progress.share * 10)
    if (isTerminal ? at - this.#shownAt < 100 : tenth === this.#shownTenth) return
    this.#shownAt = at
    this.#shownTenth = tenth
    this.#out.write(isTerminal ? `\r\u001B[K${this.#text(progress, at)}` : `${this.#text(progress, at)}\n`)
  }

  end(progress: Progress): void {
    const text = this.#text(progress, this.#now())
    this.#out.write(this.#out.isTTY === true ? `\r\u001B[K${text}\n` : `${text}\n`)
  }

  #text({ share, lines }: Progress, at: number): string {
    const seconds = Math.max(0.001, (at - this.#startedAt) / 1000)
    const filled = Math.round(share * barWidth)
    const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled)
    const rate = number.format(Math.round(lines / seconds))
    return `${bar} ${String(Math.round(share * 100)).padStart(3)} %  ${number.format(lines)} lines  ${rate} a second  ${seconds.toFixed(0)} s`
  }
}
