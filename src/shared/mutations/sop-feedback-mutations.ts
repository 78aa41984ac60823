import { z } from 'zod'
import { Id, LocaleTag, MarketCode } from '../domain/base.ts'
import type { Sop } from '../domain/sop.ts'
import { type SopFeedback, SopFeedbackKind } from '../domain/sop-feedback.ts'
import { can } from '../permissions.ts'
import type { Refusal } from '../refusals.ts'
import { create, defineMutation, maybe, one, put, refuse } from './define-mutation.ts'
import { agentOf } from './escalation-turns.ts'

/** Numbers that could be a telephone's, an account's or an order's are not kept of what somebody searched for. */
const withoutNumbers = (text: string): string => text.replace(/\p{Nd}[\p{Nd} .-]{4,}\p{Nd}|\S+@\S+/gu, '…')

/** Why this cannot be said of an SOP, or null. */
function saidRefusal({ kind, text }: Pick<SopFeedback, 'kind' | 'text'>, sop: Sop | undefined): Refusal | null {
  if ((kind === 'wrong' || kind === 'unclear') && sop === undefined) return refuse('not-found', 'sops')
  // That it is wrong or missing helps nobody who is not told what.
  return text.trim() === '' && kind !== 'unclear' ? refuse('bad-arguments', 'text') : null
}

/** What is kept of the SOP that it is about. */
const namedOf = (sop: Sop | undefined) =>
  sop === undefined
    ? { groupId: null, sopId: null, title: '', version: 0, ownerId: null }
    : {
        groupId: sop.groupId,
        sopId: sop.id,
        title: sop.title,
        version: sop.version,
        ownerId: sop.owner?.agentId ?? null,
      }

/** Says something of an SOP to its owner, or that there is none for what is needed. */
export const sopFeedBack = defineMutation({
  name: 'sop.feed-back',
  by: 'agent',
  args: z.strictObject({
    sopFeedbackId: Id,
    sopId: Id.nullable(),
    kind: SopFeedbackKind,
    text: z.string().max(1000),
    market: MarketCode.nullable(),
    locale: LocaleTag,
  }),
  reads: (args) => ({ sop: maybe('sops', args.sopId ?? args.sopFeedbackId) }),
  apply({ sop }, args, context) {
    const by = agentOf(context)
    if (by === null || !can(context.actor).readSops()) return refuse('not-allowed')
    const refusal = saidRefusal(args, sop)
    if (refusal !== null) return refusal
    return {
      changes: [
        create('sopFeedback', {
          id: args.sopFeedbackId,
          kind: args.kind,
          ...namedOf(args.kind === 'not-found' ? undefined : sop),
          text: args.kind === 'not-found' ? withoutNumbers(args.text) : args.text,
          market: args.market,
          locale: args.locale,
          byAgentId: by.id,
          byName: by.name,
          at: context.at,
          answer: null,
        }),
      ],
    }
  },
})

/** Says what came of something that an agent said of an SOP. */
export const sopAnswerFeedback = defineMutation({
  name: 'sop.answer-feedback',
  by: 'agent',
  args: z.strictObject({ sopFeedbackId: Id, said: z.string().max(500) }),
  reads: (args) => ({ feedback: one('sopFeedback', args.sopFeedbackId) }),
  apply({ feedback }, args, context) {
    const by = agentOf(context)
    const isOwner = by !== null && feedback.ownerId === by.id && can(context.actor).readSops()
    if (by === null || !(isOwner || can(context.actor).publishSop())) return refuse('not-allowed')
    const answer = { byAgentId: by.id, byName: by.name, at: context.at, said: args.said }
    return { changes: [put('sopFeedback', { ...feedback, answer })] }
  },
})
