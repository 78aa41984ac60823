import { z } from 'zod'
import { CaseStatus, Priority } from './case.ts'
import { Id, LocaleTag, MarketCode } from './base.ts'
import { FieldKey } from './macro-action.ts'
import { PartyKind } from './party.ts'

const some = <T extends z.ZodType>(of: T) => z.array(of).min(1).max(50)

/** What has to hold before a macro may be applied. A list is met by any of its entries. */
export const MacroCondition = z.discriminatedUnion('if', [
  z.object({ if: z.literal('market'), markets: some(MarketCode) }),
  z.object({ if: z.literal('party-kind'), kinds: some(PartyKind) }),
  /** The status of the order that the macro is filled from, whatever its case. */
  z.object({ if: z.literal('order-state'), states: some(z.string().min(1).max(60)) }),
  z.object({ if: z.literal('has-order'), has: z.boolean() }),
  z.object({ if: z.literal('status'), statuses: some(CaseStatus) }),
  z.object({ if: z.literal('priority'), priorities: some(Priority) }),
  /** The language of the case; `zh` is met by `zh-Hant`, too. */
  z.object({ if: z.literal('language'), languages: some(LocaleTag) }),
  z.object({ if: z.literal('tag'), tags: some(z.string().min(1).max(100)), has: z.boolean() }),
  z.object({ if: z.literal('queue'), queueIds: some(Id) }),
  z.object({ if: z.literal('driver'), driverIds: some(Id) }),
  /** Where the case came in: the value of its field `channel`. */
  z.object({ if: z.literal('channel'), channels: some(z.string().min(1).max(40)) }),
  z.object({ if: z.literal('field'), key: FieldKey, values: some(z.string().max(300)) }),
])
export type MacroCondition = z.infer<typeof MacroCondition>

/** A condition as it is kept: one that a newer build wrote stays as it is and never holds here [S19]. */
export const KeptCondition = z.union([MacroCondition, z.looseObject({ if: z.string().min(1).max(60) })])
export type KeptCondition = z.infer<typeof KeptCondition>
