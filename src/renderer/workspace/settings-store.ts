import { create } from 'zustand'
import { type Language, type Tongue, languageFor, languages, pseudoLanguage } from '#renderer/words/languages.ts'
import { type NoticeSettings, noticesFrom } from './notice-settings.ts'

export const themes = ['system', 'light', 'dark', 'contrast'] as const
export type Theme = (typeof themes)[number]
export const keyPresets = ['default', 'zendesk', 'no-single-keys'] as const
export type KeyPreset = (typeof keyPresets)[number]
/** How close the rows of lists stand: 28, 52 or 60 px. */
export const densities = ['compact', 'cozy', 'comfortable'] as const
export type Density = (typeof densities)[number]
/** How large texts are, in percent of the usual size. */
export const textSizes = [90, 100, 110, 125, 150] as const
export type TextSize = (typeof textSizes)[number]

/** Keys in place of those of a preset, by the id of the command. None: the command has no key. */
export interface OwnKeys {
  readonly [commandId: string]: readonly string[]
}

/** The keys of an agent: those of a preset, with what they have changed in it. */
export interface KeySettings {
  readonly preset: KeyPreset
  readonly own: { readonly [P in KeyPreset]?: OwnKeys }
  /** No key that would write a letter does anything else [WCAG 2.1.4]. */
  readonly isSingleOff: boolean
}

/** How an agent wants this window to be. Kept on this computer for each of them, and never synced. */
export interface Settings {
  readonly theme: Theme
  readonly density: Density
  readonly textSize: TextSize
  /** `agent`: as the locale of the agent says. */
  readonly language: Tongue | 'own'
  /** The locale of the agent, as it was told at the last sign-in. */
  readonly locale: string
  readonly keys: KeySettings
  readonly notices: NoticeSettings
  /** Which of those that IT may begin with somebody has chosen here. */
  readonly chosen: readonly Beginning[]
}

/** What IT may begin with: it holds for whoever has chosen nothing else. */
export const beginnings = ['theme', 'textSize', 'language'] as const
type Beginning = (typeof beginnings)[number]
type Begun = Pick<Settings, Beginning>

export interface SettingsActions {
  /** What IT wants things to be like at first, now and at the next start. */
  readonly beginWith: (first: { readonly [B in Beginning]: unknown }) => void
  /** Takes up what this agent has set here before; the first time, what was set last on this computer. */
  readonly settleIn: (agent: { readonly id: string; readonly locale: string }) => void
  readonly set: (settings: Partial<Omit<Settings, 'locale' | 'chosen'>>) => void
  readonly setKeys: (keys: Partial<KeySettings>) => void
  readonly setNotices: (notices: Partial<NoticeSettings>) => void
}

const oneOf = <T extends string | number>(value: unknown, allowed: readonly T[], otherwise: T): T =>
  allowed.find((one) => one === value) ?? otherwise

const isRecord = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isKeyList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length <= 8 && value.every((key) => typeof key === 'string' && key.length <= 60)

const ownKeysFrom = (kept: unknown): OwnKeys =>
  Object.fromEntries(
    Object.entries(isRecord(kept) ? kept : {}).flatMap(([id, keys]) => (isKeyList(keys) ? [[id, keys] as const] : [])),
  )

function keysFrom(kept: unknown, preset: unknown): KeySettings {
  const { own, ...rest } = isRecord(kept) ? kept : {}
  const byPreset = isRecord(own) ? own : {}
  return {
    preset: oneOf(rest['preset'] ?? preset, keyPresets, 'default'),
    own: Object.fromEntries(keyPresets.map((name) => [name, ownKeysFrom(byPreset[name])])),
    isSingleOff: rest['isSingleOff'] === true,
  }
}

const storage = (): Storage | undefined => globalThis.localStorage
const entryOf = (agentId: string | null): string => `tierdesk.settings${agentId === null ? '' : `.${agentId}`}`

function readJson(entry: string): { readonly [name: string]: unknown } {
  try {
    const kept: unknown = JSON.parse(storage()?.getItem(entry) ?? '{}')
    return isRecord(kept) ? kept : {}
  } catch {
    // Somebody else wrote there: everything is as it is at first.
    return {}
  }
}

const usual: Begun = { theme: 'system', textSize: 100, language: 'own' }

const begunFrom = (kept: { readonly [name: string]: unknown }, otherwise: Begun): Begun => ({
  theme: oneOf(kept['theme'], themes, otherwise.theme),
  textSize: oneOf(kept['textSize'], textSizes, otherwise.textSize),
  language: oneOf<Tongue | 'own'>(kept['language'], ['own', ...languages, pseudoLanguage], otherwise.language),
})

/** Where IT's beginnings are kept for the next start, which draws before the desktop has said them again. */
const beginningsEntry = 'tierdesk.beginnings'

/** What somebody chose. Earlier builds wrote everything down, also what nobody had touched: there the usual counts as not chosen. */
function chosenIn(kept: { readonly [name: string]: unknown }): Beginning[] {
  const { theme, textSize, language } = begunFrom(kept, usual)
  const found = { theme, textSize, language }
  return beginnings.filter((name) => (kept['version'] === 2 ? kept[name] === found[name] : found[name] !== usual[name]))
}

/** What is kept under an entry; what is missing or makes no sense is as it is at first. */
function readSettings(agentId: string | null): Settings {
  // Builds before this one kept two of them by themselves.
  const former = storage()?.getItem('tierdesk.theme')
  const kept: { readonly [name: string]: unknown } = {
    ...(typeof former === 'string' ? { theme: former } : {}),
    ...readJson(entryOf(agentId)),
  }
  const chosen = chosenIn(kept)
  const own = Object.fromEntries(chosen.map((name) => [name, kept[name]]))
  return {
    ...begunFrom(own, begunFrom(readJson(beginningsEntry), usual)),
    chosen,
    density: oneOf(kept['density'], densities, 'cozy'),
    locale: typeof kept['locale'] === 'string' ? kept['locale'] : (globalThis.navigator?.language ?? 'en'),
    keys: keysFrom(kept['keys'], storage()?.getItem('tierdesk.keys')),
    notices: noticesFrom(kept['notices']),
  }
}

/** Whose settings these are; null until somebody is known here. */
let settled: string | null = null

// Also as those of this computer: they hold until the next agent is known.
function keep({ density, locale, keys, notices, chosen, ...settings }: Settings): void {
  const own = Object.fromEntries(chosen.map((name) => [name, settings[name]]))
  const kept = JSON.stringify({ version: 2, ...own, density, locale, keys, notices })
  storage()?.setItem(entryOf(null), kept)
  if (settled !== null) storage()?.setItem(entryOf(settled), kept)
}

export const useSettings = create<Settings & SettingsActions>()((set, get) => ({
  ...readSettings(null),
  settleIn: ({ id, locale }) => {
    settled = id
    set({ ...readSettings(storage()?.getItem(entryOf(id)) === null ? null : id), locale })
    keep(get())
  },
  beginWith: (first) => {
    storage()?.setItem(beginningsEntry, JSON.stringify(first))
    const begun = begunFrom(first, usual)
    const { chosen } = get()
    set(Object.fromEntries(beginnings.filter((name) => !chosen.includes(name)).map((name) => [name, begun[name]])))
  },
  set: (settings) => {
    const { chosen } = get()
    set({ ...settings, chosen: beginnings.filter((name) => name in settings || chosen.includes(name)) })
    keep(get())
  },
  setKeys: (keys) => get().set({ keys: { ...get().keys, ...keys } }),
  setNotices: (notices) => get().set({ notices: { ...get().notices, ...notices } }),
}))

/** The language that these settings mean. */
export const tongueOf = ({ language, locale }: Pick<Settings, 'language' | 'locale'>): Tongue | Language =>
  language === 'own' ? languageFor(locale) : language
