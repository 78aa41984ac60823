import { create } from 'zustand'
import type { ViewId } from './case-lists.ts'

/** The tab beside the case. */
export const contextTabs = ['party', 'sop', 'macros', 'escalation', 'history', 'details', 'dispute'] as const
export type ContextTab = (typeof contextTabs)[number]
/** What of an SOP is shown: its text, its steps, or who answers for it and what changed. */
export type SopTab = 'text' | 'steps' | 'about'
/** What lies over the desk. One at a time. */
export type Overlay =
  | 'palette'
  | 'keys'
  | 'keyboard'
  | 'macros'
  | 'macro-editor'
  | 'sop-editor'
  | 'status'
  | 'priority'
  | 'assign'
  | 'tags'
  | 'move'
  | 'complete'
  | 'complete-many'
  | 'driver'
  | 'form'
  | 'checks'
  | 'link'
  | 'merge'
  | 'split'
  | 'compare'
  | 'history'
  | 'set-up'
  | 'clocks'
  | 'queues'
  | 'agents'
  | 'snooze'
  | 'save-view'
  | 'bulk-report'
  | 'escalate'
  | 'return'
  | 'hand-back'
  | 'incident'
  | 'ask'
  | 'dispute'
  | 'deadlines'
  | 'limits'
  | 'action'
  | 'reject'
  | 'redirect'
  | 'wait'
  | 'resolve'
  | 'coaching'
  | 'waiting'
  | 'health'
  | 'my-status'
  | 'colleague-status'
  | 'end-shift'
  | 'fail-over'
  | 'account'
  | 'about'
  | 'pin'
  | 'left-texts'

/** What is open on the screen. Nothing here is synced; some of it is remembered on this computer. */
export interface Screen {
  readonly view: ViewId
  /** The case under the cursor of the list. */
  readonly cursorId: string | null
  /** Cases that the next step is about, all of them at once; empty: the one that is meant. */
  readonly selected: ReadonlySet<string>
  /** Open cases as tabs, and the one in front. */
  readonly tabs: readonly string[]
  readonly caseId: string | null
  /** The case that stands beside the one in front. */
  readonly comparedId: string | null
  readonly contextTab: ContextTab
  readonly overlay: Overlay | null
  readonly composer: 'reply' | 'note'
  /** The party of the open case that is being written to; null: the case's own. */
  readonly addresseeId: string | null
  /** The party whose messages alone the thread shows; null: all there are. */
  readonly threadPartyId: string | null
  readonly sopId: string | null
  readonly sopTab: SopTab
  readonly search: string
  /** What was searched for, the latest first. In memory alone: names and order numbers are typed here. */
  readonly searches: readonly string[]
  readonly sopSearch: string
  /** Whether marks are drawn where one writes, instead of shown as signs. */
  readonly isRich: boolean
  readonly focus: { readonly target: FocusTarget; readonly times: number }
}

/** What a key may put the focus on. */
export type FocusTarget = 'list' | 'composer' | 'search' | 'sop-search' | 'sop-steps' | 'thread' | 'desk'

export interface ScreenActions {
  readonly showView: (view: ViewId) => void
  readonly pointAt: (caseId: string | null) => void
  readonly select: (caseIds: ReadonlySet<string>) => void
  readonly openCase: (caseId: string) => void
  readonly closeCase: (caseId: string) => void
  /** Puts another case beside the one in front; null takes it away. */
  readonly compareWith: (caseId: string | null) => void
  readonly showContext: (tab: ContextTab) => void
  readonly showSop: (sopId: string | null, tab?: SopTab) => void
  readonly show: (overlay: Overlay | null) => void
  readonly write: (kind: 'reply' | 'note') => void
  readonly writeTo: (partyId: string | null) => void
  readonly showMessagesOf: (partyId: string | null) => void
  readonly setSearch: (search: string) => void
  /** Keeps a search to be offered again. */
  readonly keepSearch: (search: string) => void
  readonly setSopSearch: (search: string) => void
  readonly setRich: (isRich: boolean) => void
  /** Puts the keyboard focus somewhere; features watch `focus`. */
  readonly focusOn: (target: FocusTarget) => void
  /** Back to how it is before anyone signs in. */
  readonly reset: () => void
}

const remembered = (key: string): string | null => globalThis.localStorage?.getItem(`tierdesk.${key}`) ?? null
const remember = (key: string, value: string): void => globalThis.localStorage?.setItem(`tierdesk.${key}`, value)
/** The list that was open last on this computer. */
export const rememberedView = (): string | null => remembered('view')

const none: ReadonlySet<string> = new Set()

const start: Omit<Screen, 'isRich'> = {
  view: 'mine',
  cursorId: null,
  selected: none,
  tabs: [],
  caseId: null,
  comparedId: null,
  contextTab: 'party',
  overlay: null,
  composer: 'reply',
  addresseeId: null,
  threadPartyId: null,
  sopId: null,
  sopTab: 'text',
  search: '',
  searches: [],
  sopSearch: '',
  focus: { target: 'list', times: 0 },
}

/** At most this many cases stay open as tabs; the oldest gives way. */
const mostTabs = 8
const mostSearches = 6

export const useScreen = create<Screen & ScreenActions>()((set) => ({
  ...start,
  isRich: remembered('rich') === 'yes',
  showView: (view) => {
    remember('view', view)
    set({ view, cursorId: null, search: '', selected: none })
  },
  pointAt: (cursorId) => set({ cursorId }),
  select: (selected) => set({ selected }),
  openCase: (caseId) =>
    set(({ tabs, caseId: before }) => ({
      caseId,
      cursorId: caseId,
      tabs: tabs.includes(caseId) ? tabs : [...tabs, caseId].slice(-mostTabs),
      composer: 'reply',
      // What is being written on a case that is in front already stays with whom it is for.
      ...(before === caseId ? {} : { addresseeId: null, threadPartyId: null }),
      comparedId: null,
    })),
  closeCase: (closed) =>
    set(({ tabs, caseId }) => {
      const left = tabs.filter((id) => id !== closed)
      return caseId === closed
        ? { tabs: left, caseId: left.at(-1) ?? null, comparedId: null, addresseeId: null, threadPartyId: null }
        : { tabs: left }
    }),
  compareWith: (comparedId) => set({ comparedId }),
  showContext: (contextTab) => set({ contextTab }),
  showSop: (sopId, sopTab = 'text') => set(sopId === null ? { sopId } : { sopId, sopTab, contextTab: 'sop' }),
  show: (overlay) => set({ overlay }),
  write: (composer) => set(({ focus }) => ({ composer, focus: { target: 'composer', times: focus.times + 1 } })),
  writeTo: (addresseeId) => set({ addresseeId }),
  showMessagesOf: (threadPartyId) => set({ threadPartyId }),
  // What was chosen among others is not meant here.
  setSearch: (search) => set({ search, selected: none }),
  keepSearch: (search) =>
    set(({ searches }) => ({ searches: [search, ...searches.filter((one) => one !== search)].slice(0, mostSearches) })),
  setSopSearch: (sopSearch) => set({ sopSearch }),
  setRich: (isRich) => {
    remember('rich', isRich ? 'yes' : 'no')
    set({ isRich })
  },
  focusOn: (target) => set(({ focus }) => ({ focus: { target, times: focus.times + 1 } })),
  reset: () => set(start),
}))
