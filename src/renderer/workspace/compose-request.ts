import { create } from 'zustand'
import type { Attachment } from '#shared/domain/attachment.ts'
import type { AppliedMacro } from '#shared/applied-macro.ts'

/** Text that another part of the screen puts into the composer of a case: a filled macro, a passage of an SOP, Tier 2's reply. */
export interface ComposeRequest {
  readonly caseId: string
  readonly kind: 'reply' | 'note'
  readonly text: string
  /** The macro it was filled from: its actions then go out with the text. */
  readonly macroId: string | null
  /** That macro as it was filled, to go out with the text: put on top of those that are there already. */
  readonly macro?: AppliedMacro
  /** `replace` starts anew; `insert` puts it where the cursor stands. */
  readonly how: 'insert' | 'replace'
  /** Files that go with it. */
  readonly attachments?: readonly Attachment[]
}

/** The status that the case is given with what is sent; undefined: none. */
export type AfterSending = 'pending' | 'solved' | undefined

interface ComposeRequests {
  readonly waiting: ComposeRequest | null
  /** Asks; the composer of that case takes it as soon as it is on the screen. */
  readonly ask: (request: ComposeRequest) => void
  /** Lets the agent choose files to attach; null where nothing can be written. The composer that is on the screen sets it. */
  readonly chooseFiles: (() => void) | null
  /** Sends what is being written, and sets the status that is named; null where nothing is. The composer that is on the screen sets it. */
  readonly send: ((after: AfterSending) => void) | null
  /** The composer has it. */
  readonly taken: (request: ComposeRequest) => void
}

/** What waits to be put into a composer. Features do not know each other, so they meet here. */
export const useComposeRequests = create<ComposeRequests>()((set) => ({
  waiting: null,
  chooseFiles: null,
  send: null,
  ask: (waiting) => set({ waiting }),
  taken: (request) => set(({ waiting }) => ({ waiting: waiting === request ? null : waiting })),
}))

const mostQuoted = 60

/** A text as a quote, with a line below it to write on. */
export const quoted = (text: string): string =>
  `${text
    .trim()
    .split('\n')
    .slice(0, mostQuoted)
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')}\n\n`
