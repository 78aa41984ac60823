import { z } from 'zod'
import { CaseStatus, Priority } from './case.ts'
import { Id, LocaleTag, MarketCode, Source } from './base.ts'

/** What a macro does besides its text. Each kind at most once but for tags. */
export const MacroAction = z.discriminatedUnion('do', [
  z.object({ do: z.literal('set-status'), status: CaseStatus }),
  z.object({ do: z.literal('set-priority'), priority: Priority }),
  z.object({ do: z.literal('add-tags'), tags: z.array(z.string().max(100)) }),
  z.object({ do: z.literal('remove-tags'), tags: z.array(z.string().max(100)) }),
  z.object({ do: z.literal('assign-me') }),
  z.object({ do: z.literal('unassign') }),
  z.object({ do: z.literal('move-queue'), queueId: Id }),
])
export type MacroAction = z.infer<typeof MacroAction>

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

/** A prepared reply or note with actions. `template` is Liquid; an unresolved placeholder blocks sending. */
export const Macro = z.looseObject({
  id: Id,
  /** `Folder::Sub::Title`. */
  title: z.string().min(1).max(300),
  template: z.string().max(20_000),
  html: z.string().nullable(),
  kind: z.enum(['reply', 'note']),
  actions: z.array(MacroAction),
  scope: MacroScope,
  locale: LocaleTag.nullable(),
  active: z.boolean(),
  usageCount: z.number().int(),
  source: Source.nullable(),
})
export type Macro = z.infer<typeof Macro>

/** The last part of a macro's title, and the folders before it. */
export const macroPath = (title: string): { folders: string[]; name: string } => {
  const parts = title.split('::')
  return { folders: parts.slice(0, -1), name: parts.at(-1) ?? title }
}
