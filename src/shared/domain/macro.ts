import { z } from 'zod'
import { Id, LocaleTag, MarketCode, Source } from './base.ts'
import { FieldKey, KeptAction } from './macro-action.ts'
import { KeptCondition } from './macro-condition.ts'

/** Who a macro is for. */
export const MacroScope = z.discriminatedUnion('of', [
  z.object({ of: z.literal('workspace') }),
  z.object({ of: z.literal('market'), market: MarketCode }),
  z.object({ of: z.literal('site'), siteId: Id }),
  z.object({ of: z.literal('team'), teamId: Id }),
  z.object({ of: z.literal('queue'), queueId: Id }),
  z.object({ of: z.literal('agent'), agentId: Id }),
])
export type MacroScope = z.infer<typeof MacroScope>

/** The same macro in another language: only its text differs. */
export const MacroVariant = z.looseObject({ locale: LocaleTag, template: z.string().max(20_000) })
export type MacroVariant = z.infer<typeof MacroVariant>

/** Something the agent is asked when they apply it; `{{input.KEY}}` in a template. */
export const MacroInput = z.looseObject({
  key: FieldKey.regex(/^[a-z][a-z0-9_]*$/),
  label: z.string().min(1).max(120),
  kind: z.enum(['text', 'number', 'choice', 'date', 'yes-no']),
  /** For a choice: what can be chosen. */
  options: z.array(z.string().min(1).max(120)).max(50),
  isRequired: z.boolean(),
})
export type MacroInput = z.infer<typeof MacroInput>

/** The SOP that a macro follows, in the version it was written after. */
export const MacroSop = z.looseObject({ groupId: Id, version: z.number().int().min(1) })

/** Where the agent is taken after it. */
export const NextCase = z.enum(['stay', 'next', 'close-tab'])
export type NextCase = z.infer<typeof NextCase>

const content = {
  /** `Folder::Sub::Title`. */
  title: z.string().min(1).max(300),
  template: z.string().max(20_000),
  kind: z.enum(['reply', 'note']),
  actions: z.array(KeptAction).max(50),
  scope: MacroScope,
  locale: LocaleTag.nullable(),
  // Missing on rows from before there was such a thing.
  /** What it is for, for whoever chooses it. */
  description: z.string().max(500).optional(),
  /** All of them must hold. */
  conditions: z.array(KeptCondition).max(20).optional(),
  /** Other languages of it; the one that fits the party is chosen. */
  variants: z.array(MacroVariant).max(30).optional(),
  inputs: z.array(MacroInput).max(12).optional(),
  sop: MacroSop.nullish(),
  nextCase: NextCase.optional(),
}

/** Everything of a macro that people write. */
export const MacroContent = z.looseObject(content)
export type MacroContent = z.infer<typeof MacroContent>

/** A prepared reply or note with actions. `template` is Liquid; an unresolved placeholder blocks sending. */
export const Macro = z.looseObject({
  id: Id,
  ...content,
  html: z.string().nullable(),
  active: z.boolean(),
  usageCount: z.number().int(),
  source: Source.nullable(),
  /** How often it was published here, and the row of the version in force. Missing: never, it came from elsewhere. */
  version: z.number().int().min(0).optional(),
  versionId: Id.nullish(),
})
export type Macro = z.infer<typeof Macro>

/** The last part of a macro's title, and the folders before it. */
export const macroPath = (title: string): { folders: string[]; name: string } => {
  const parts = title.split('::')
  return { folders: parts.slice(0, -1), name: parts.at(-1) ?? title }
}

const contentKeys = Object.keys(content) as (keyof typeof content)[]

/** What people wrote of a macro, without the rest of its row. */
export const contentOf = (macro: MacroContent): MacroContent =>
  Object.fromEntries(
    contentKeys.flatMap((key) => (macro[key] === undefined ? [] : [[key, macro[key]]])),
  ) as MacroContent
