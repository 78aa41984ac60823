import { z } from 'zod'
import type { Agent } from '../domain/agent.ts'
import { Id, WrittenText } from '../domain/base.ts'
import { type Sop, SopContent, sopContentOf } from '../domain/sop.ts'
import { type VersionMove, movedBy } from '../domain/version-state.ts'
import { can } from '../permissions.ts'
import type { Refusal } from '../refusals.ts'
import { windowsOf } from '../sop-force.ts'
import { stepsProblem } from '../sop-steps.ts'
import { type Context, defineMutation, maybe, one, put, refuse } from './define-mutation.ts'
import { agentOf } from './escalation-turns.ts'

const said = z.string().max(500)

/** What a translation has from the version that it says in another language. */
const governed = [
  'market',
  'effective',
  'owner',
  'legalOwner',
  'citations',
  'reviewAt',
  'expiresAt',
  'internal',
  'isAckAsked',
] as const satisfies readonly (keyof SopContent)[]

/** Whether it says in another language what was written first in one. */
export const isTranslation = ({ locale, sourceLocale }: Pick<Sop, 'locale' | 'sourceLocale'>): boolean =>
  locale !== sourceLocale

function contentFor(content: SopContent, source: Sop | undefined): SopContent {
  if (!isTranslation(content) || source === undefined) return content
  const own: SopContent = { ...content }
  for (const key of governed) delete own[key]
  const theirs = Object.fromEntries(governed.flatMap((key) => (source[key] === undefined ? [] : [[key, source[key]]])))
  return { ...own, ...theirs }
}

/** Why a version may not make a move; null: it may. */
export const moveRefusal = (sop: Sop, move: VersionMove): Refusal | null =>
  movedBy(sop.state, move) === null ? refuse('version-moved-on', sop.state) : null

function contentRefusal(content: SopContent): Refusal | null {
  const problem = stepsProblem(content.steps ?? [])
  if (problem !== null) return refuse('bad-steps', problem)
  const isUpsideDown = windowsOf(content).some(({ from, to }) => from !== null && to !== null && from >= to)
  return isUpsideDown ? refuse('sop-incomplete', 'effective') : null
}

const draftArgs = z.strictObject({
  sopId: Id,
  groupId: Id,
  /** The version in force in this language, which it is written over; null: there is none. */
  insteadOf: Id.nullable(),
  /** Of a translation: the version that it says in another language. */
  sourceId: Id.nullable(),
  content: SopContent,
  body: WrittenText,
  note: said,
})
type DraftArgs = z.infer<typeof draftArgs>

/** The rows that a draft names, where it names any. */
interface Named {
  readonly sop: Sop | undefined
  readonly before: Sop | undefined
  readonly source: Sop | undefined
}

/** Why this agent may not write on this version, or null. */
function draftRefusal({ sop, before, source }: Named, args: DraftArgs, context: Context): Refusal | null {
  const isOfGroup = (row: Sop | undefined): boolean => row === undefined || row.groupId === args.groupId
  if (![sop, before, source].every(isOfGroup)) return refuse('not-found', 'sops')
  const isSameTongue = args.insteadOf === null || before?.locale === args.content.locale
  if (!isSameTongue || (args.sourceId !== null && source === undefined)) return refuse('not-found', 'sops')
  if (sop === undefined) return null
  return can(context.actor).editSop(sop) ? moveRefusal(sop, 'save') : refuse('not-allowed')
}

/** Of a translation the version that it says, of anything else the one after what is in force. */
function versionOf(content: SopContent, { before, source }: Omit<Named, 'sop'>): number {
  if (!isTranslation(content)) return (before?.version ?? 0) + 1
  return source?.version ?? before?.version ?? 1
}

/** Writes a draft of an SOP, a new one or on: its head, and its text as a row of its own. */
export const sopSaveDraft = defineMutation({
  name: 'sop.save-draft',
  by: 'agent',
  args: draftArgs,
  reads: (args) => ({
    sop: maybe('sops', args.sopId),
    before: maybe('sops', args.insteadOf ?? args.sopId),
    source: maybe('sops', args.sourceId ?? args.sopId),
  }),
  apply(rows, args, context) {
    const by = agentOf(context)
    if (by === null || !can(context.actor).writeSop()) return refuse('not-allowed')
    const { sop } = rows
    const before = args.insteadOf === null ? undefined : rows.before
    const source = args.sourceId === null ? undefined : rows.source
    const content = contentFor(args.content, source)
    const refusal = contentRefusal(content) ?? draftRefusal({ sop, before, source }, args, context)
    if (refusal !== null) return refusal
    const next: Sop = {
      ...(sop === undefined ? {} : withoutContent(sop)),
      ...content,
      id: args.sopId,
      groupId: args.groupId,
      state: 'draft',
      version: versionOf(content, { before, source }),
      updatedAt: context.at,
      source: sop?.source ?? null,
      insteadOf: args.insteadOf,
      note: args.note,
      author: { agentId: by.id, name: by.name },
    }
    const text = { id: args.sopId, sopId: args.sopId, format: 'markdown' as const, body: args.body }
    return { changes: [put('sops', next), put('sopBodies', text)] }
  },
})

/** What is not written by people stays, also what a newer build added to the row; what the author took out of the content does not. */
function withoutContent(sop: Sop): Partial<Sop> {
  const rest: Partial<Sop> = { ...sop }
  for (const key of Object.keys(sopContentOf(sop))) delete rest[key]
  return rest
}

/** Asks somebody else to read a draft and publish it. */
export const sopAskReview = defineMutation({
  name: 'sop.ask-review',
  by: 'agent',
  args: z.strictObject({ sopId: Id }),
  reads: (args) => ({ sop: one('sops', args.sopId) }),
  apply({ sop }, _args, context) {
    if (!can(context.actor).editSop(sop)) return refuse('not-allowed')
    const refusal = moveRefusal(sop, 'ask-review')
    return refusal ?? { changes: [put('sops', { ...sop, state: 'in-review', updatedAt: context.at })] }
  },
})

/** Who looked at it and what they said. */
export const reviewBy = (by: Agent, at: string, words: string) => ({
  byAgentId: by.id,
  byName: by.name,
  at,
  said: words,
})

/** Sends a version back to its author, with what is to be changed. */
export const sopSendBack = defineMutation({
  name: 'sop.send-back',
  by: 'agent',
  args: z.strictObject({ sopId: Id, said: said.min(1) }),
  reads: (args) => ({ sop: one('sops', args.sopId) }),
  apply({ sop }, args, context) {
    const by = agentOf(context)
    if (by === null || !can(context.actor).publishSop()) return refuse('not-allowed')
    const refusal = moveRefusal(sop, 'send-back')
    if (refusal !== null) return refusal
    const review = reviewBy(by, context.at, args.said)
    return { changes: [put('sops', { ...sop, state: 'draft', review, updatedAt: context.at })] }
  },
})
