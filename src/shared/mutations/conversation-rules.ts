import { z } from 'zod'
import { Attachment } from '../domain/attachment.ts'
import { Id, LocaleTag } from '../domain/base.ts'
import { type Case, type PartyWait, isOpenCase } from '../domain/case.ts'
import type { Message } from '../domain/message.ts'
import type { Refusal } from '../refusals.ts'
import type { Row } from '../tables.ts'
import { type Maybe, maybe, refuse } from './define-mutation.ts'

/** What any written message may carry beside its text. */
export const carriedArgs = {
  attachments: z.array(Attachment).max(20).optional(),
  /** The language it is written in, as far as the writer's window could tell. */
  language: LocaleTag.optional(),
}

/** What a reply says of where it goes. */
export const addressArgs = {
  /** The parties it is for, of those of the case. Missing: the case's own. */
  partyIds: z.array(Id).min(1).max(10).optional(),
  /** Messages that are quoted in it, each with the parties who may see it; none for a note. */
  quotes: z
    .array(z.strictObject({ messageId: Id, partyIds: z.array(Id).max(10) }))
    .max(50)
    .optional(),
}

/** What a note says of whom it is for. */
export const mentionArgs = { mentionIds: z.array(Id).max(10).optional() }

export interface Carried {
  readonly partyIds?: readonly string[] | undefined
  readonly attachments?: Message['attachments'] | undefined
  readonly mentionIds?: readonly string[] | undefined
  readonly language?: string | undefined
}

/** The optional fields of a message that were given; a row has none that is empty. */
export const carriedFields = ({ partyIds, attachments, mentionIds, language }: Carried): Partial<Message> => ({
  ...(partyIds === undefined ? {} : { partyIds: [...partyIds] }),
  ...(attachments === undefined || attachments.length === 0 ? {} : { attachments }),
  ...(mentionIds === undefined || mentionIds.length === 0 ? {} : { mentionIds: [...mentionIds] }),
  ...(language === undefined ? {} : { language }),
})

/** Who may see a message besides the desk: those it was written to, or its author. Nobody sees a note. */
export const partiesOfMessage = (row: Pick<Case, 'partyId'>, message: Pick<Message, 'kind' | 'partyIds'>): string[] =>
  message.kind === 'reply' ? (message.partyIds ?? [row.partyId]) : []

/** Why this may not be written to these parties, or null: only the case's own, and nothing that another one of them wrote or was sent. */
export function addressRefusal(row: Case, args: z.output<z.ZodObject<typeof addressArgs>>): Refusal | null {
  const to = args.partyIds ?? [row.partyId]
  const stranger = to.find((id) => id !== row.partyId && !row.partyIds.includes(id))
  if (stranger !== undefined) return refuse('not-a-party', stranger)
  const leak = args.quotes?.find(({ partyIds }) => to.some((id) => !partyIds.includes(id)))
  return leak === undefined ? null : refuse('quote-of-other-party', leak.messageId)
}

/** What a rule reads to know the agents who are named in a text. */
export const mentionReads = (ids: readonly string[] = []): { readonly [at: `agent ${number}`]: Maybe<'agents'> } =>
  Object.fromEntries(ids.map((id, at) => [`agent ${at}`, maybe('agents', id)]))

/** Why these agents may not be named, or null: everyone has to work here. */
export function mentionRefusal(
  found: { readonly [at: `agent ${number}`]: Row<'agents'> | undefined },
  ids: readonly string[] = [],
): Refusal | null {
  const stranger = ids.find((_id, at) => found[`agent ${at}`]?.active !== true)
  return stranger === undefined ? null : refuse('not-an-agent', stranger)
}

/** Who waits for an answer, and since when. Cases with one party say so by `waitingSince` alone. */
export const waitsOf = (row: Case): readonly PartyWait[] => {
  if (row.waits !== undefined && row.waits.length > 0) return row.waits
  return row.waitingSince === null ? [] : [{ partyId: row.partyId, since: row.waitingSince }]
}

/** Since when the one who has waited longest has been waiting. */
export const longestWait = (waits: readonly PartyWait[] = []): string | null =>
  waits.reduce<string | null>((first, { since }) => (first === null || since < first ? since : first), null)

const settledWaits = (row: Case, waits: readonly PartyWait[]): Pick<Case, 'waits' | 'waitingSince'> => ({
  waitingSince: isOpenCase(row) ? longestWait(waits) : null,
  // A case of one party has nothing more to say than its `waitingSince`.
  ...(row.partyIds.length > 1 || row.waits !== undefined ? { waits: [...waits] } : {}),
})

/** The case's waits once these parties were answered: whoever else asked still waits. `row` has its new status. */
export const afterAnswering = (row: Case, partyIds: readonly string[]): Pick<Case, 'waits' | 'waitingSince'> =>
  settledWaits(
    row,
    waitsOf(row).filter(({ partyId }) => !partyIds.includes(partyId)),
  )

/** The case's waits once this party wrote. `row` has its new status. */
export function afterHearing(row: Case, partyId: string, at: string): Pick<Case, 'waits' | 'waitingSince'> {
  const waits = waitsOf(row)
  const isWaiting = waits.some((wait) => wait.partyId === partyId)
  return settledWaits(row, isWaiting ? waits : [...waits, { partyId, since: at }])
}
