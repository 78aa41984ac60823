import { z } from 'zod'
import type { Agent } from '../domain/agent.ts'
import { Id } from '../domain/base.ts'
import { type Macro, MacroContent, contentOf } from '../domain/macro.ts'
import type { MacroVersion } from '../domain/macro-version.ts'
import { movedBy } from '../domain/version-state.ts'
import { can } from '../permissions.ts'
import type { Refusal } from '../refusals.ts'
import { type Change, type Context, create, defineMutation, maybe, one, put, refuse } from './define-mutation.ts'
import { agentOf } from './escalation-turns.ts'

const said = z.string().max(500)

/** Why this agent may not write for the people that the content is for, or that the macro has been for so far. */
function writeRefusal(content: MacroContent, macro: Macro | undefined, context: Context): Refusal | null {
  const may = can(context.actor).writeMacro
  return may(content.scope) && (macro === undefined || may(macro.scope)) ? null : refuse('not-allowed', 'scope')
}

const hasTwins = (content: MacroContent): boolean => {
  const keys = (content.inputs ?? []).map(({ key }) => key)
  return new Set(keys).size < keys.length
}

interface Draft {
  readonly macroId: string
  readonly versionId: string
  readonly content: MacroContent
  readonly note: string
}

const newVersion = (
  { macroId, versionId, content, note }: Draft,
  author: Agent,
  { number, at }: { number: number; at: string },
): MacroVersion => ({
  id: versionId,
  macroId,
  number: number + 1,
  basedOn: number,
  state: 'draft',
  content,
  note,
  authorId: author.id,
  authorName: author.name,
  createdAt: at,
  updatedAt: at,
  review: null,
  publishedAt: null,
})

/** Writes a draft, a new one or on. One that waited for its review is a draft again: the reviewer would publish something else than they read. */
export const macroSaveDraft = defineMutation({
  name: 'macro.save-draft',
  by: 'agent',
  args: z.strictObject({ macroId: Id, versionId: Id, content: MacroContent, note: said }),
  reads: (args) => ({ macro: maybe('macros', args.macroId), version: maybe('macroVersions', args.versionId) }),
  apply({ macro, version }, args, context) {
    const author = agentOf(context)
    if (author === null) return refuse('not-allowed')
    const refusal = writeRefusal(args.content, macro, context)
    if (refusal !== null) return refusal
    if (hasTwins(args.content)) return refuse('bad-arguments', 'inputs')
    if (version === undefined) {
      const number = macro?.version ?? 0
      return { changes: [create('macroVersions', newVersion(args, author, { number, at: context.at }))] }
    }
    if (version.macroId !== args.macroId) return refuse('not-found', 'macroVersions')
    if (movedBy(version.state, 'save') === null) return refuse('macro-moved-on', version.state)
    if (!can(context.actor).editVersion(version)) return refuse('not-allowed')
    const next = { ...version, content: args.content, note: args.note, state: 'draft' as const, updatedAt: context.at }
    return { changes: [put('macroVersions', next)] }
  },
})

/** Asks somebody else to read a draft and publish it. */
export const macroAskReview = defineMutation({
  name: 'macro.ask-review',
  by: 'agent',
  args: z.strictObject({ versionId: Id }),
  reads: (args) => ({ version: one('macroVersions', args.versionId) }),
  apply({ version }, _args, context) {
    if (!can(context.actor).editVersion(version)) return refuse('not-allowed')
    if (movedBy(version.state, 'ask-review') === null) return refuse('macro-moved-on', version.state)
    return { changes: [put('macroVersions', { ...version, state: 'in-review', updatedAt: context.at })] }
  },
})

const reviewBy = (by: Agent, at: string, words: string) => ({ byAgentId: by.id, byName: by.name, at, said: words })

/** Sends a version back to its author, with what is to be changed. */
export const macroSendBack = defineMutation({
  name: 'macro.send-back',
  by: 'agent',
  args: z.strictObject({ versionId: Id, said: said.min(1) }),
  reads: (args) => ({ version: one('macroVersions', args.versionId) }),
  apply({ version }, args, context) {
    const by = agentOf(context)
    if (by === null || !can(context.actor).writeMacro(version.content.scope)) return refuse('not-allowed')
    if (movedBy(version.state, 'send-back') === null) return refuse('macro-moved-on', version.state)
    const review = reviewBy(by, context.at, args.said)
    return { changes: [put('macroVersions', { ...version, state: 'draft', review, updatedAt: context.at })] }
  },
})

/** The macro's row with a version in force. */
const inForce = (macro: Macro | undefined, version: MacroVersion): Macro => ({
  usageCount: 0,
  source: null,
  // What a newer build added to the row stays; what the author took out of the content does not.
  ...(macro === undefined ? {} : withoutContent(macro)),
  ...version.content,
  // Made from the text of another system: it no longer says what the text says.
  html: null,
  id: version.macroId,
  active: true,
  version: version.number,
  versionId: version.id,
})

const optional = ['description', 'conditions', 'variants', 'inputs', 'sop', 'nextCase'] as const

const withoutContent = (macro: Macro): Macro => {
  const rest = { ...macro }
  for (const key of optional) delete rest[key]
  return rest
}

/** A macro that came from an import or the demo, as the version before the first one. */
const original = (macro: Macro, by: Agent, { id, at }: { id: string; at: string }): MacroVersion => ({
  ...newVersion({ macroId: macro.id, versionId: id, content: contentOf(macro), note: '' }, by, {
    number: macro.version ?? 0,
    at,
  }),
  number: macro.version ?? 0,
  state: 'archived',
})

function publishRefusal(version: MacroVersion, macro: Macro | undefined, context: Context): Refusal | null {
  const by = agentOf(context)
  if (by === null) return refuse('not-allowed')
  const isOwn = version.content.scope.of === 'agent'
  const refusal = writeRefusal(version.content, macro, context)
  if (refusal !== null) return refusal
  if (version.state === 'published' || version.state === 'archived') return refuse('macro-moved-on', version.state)
  if (version.basedOn !== (macro?.version ?? 0)) return refuse('macro-moved-on', 'version')
  if (isOwn) return null
  if (movedBy(version.state, 'publish') === null) return refuse('macro-not-reviewed')
  // A second pair of eyes, but where an administrator works alone.
  return version.authorId === by.id && by.role !== 'admin' ? refuse('macro-own-review') : null
}

/** Puts a version in force for everyone the macro is for; the one before it is archived. A personal macro needs no review. */
export const macroPublish = defineMutation({
  name: 'macro.publish',
  by: 'agent',
  args: z.strictObject({
    macroId: Id,
    versionId: Id,
    /** The row of the version in force, which is archived; null: there is none. */
    insteadOf: Id.nullable(),
    /** For the text that came from elsewhere, kept as a version the first time one is published over it. */
    originalId: Id,
    said,
  }),
  reads: (args) => ({
    macro: maybe('macros', args.macroId),
    version: one('macroVersions', args.versionId),
    before: maybe('macroVersions', args.insteadOf ?? args.macroId),
  }),
  apply({ macro, version, before }, args, context) {
    const by = agentOf(context)
    if (by === null) return refuse('not-allowed')
    if (version.macroId !== args.macroId) return refuse('not-found', 'macroVersions')
    const refusal = publishRefusal(version, macro, context)
    if (refusal !== null) return refusal
    if ((macro?.versionId ?? null) !== args.insteadOf) return refuse('macro-moved-on', 'version')
    const { at } = context
    const published = { ...version, state: 'published' as const, updatedAt: at, publishedAt: at }
    const changes: Change[] = [
      put('macros', inForce(macro, version)),
      put('macroVersions', { ...published, review: reviewBy(by, at, args.said) }),
    ]
    if (macro !== undefined && args.insteadOf === null) {
      changes.push(create('macroVersions', original(macro, by, { id: args.originalId, at })))
    }
    // It may be out of sight for whoever publishes: then it stays as it is, and is superseded all the same.
    if (before !== undefined) changes.push(put('macroVersions', { ...before, state: 'archived', updatedAt: at }))
    return { changes }
  },
})

/** Takes a macro out of use, or throws a draft away. Nothing is deleted: a version can be taken up again. */
export const macroArchive = defineMutation({
  name: 'macro.archive',
  by: 'agent',
  args: z.strictObject({ macroId: Id, versionId: Id.nullable() }),
  reads: (args) => ({
    macro: maybe('macros', args.macroId),
    version: maybe('macroVersions', args.versionId ?? args.macroId),
  }),
  apply({ macro, version }, args, context) {
    if (args.versionId !== null) {
      if (version === undefined || version.macroId !== args.macroId) return refuse('not-found', 'macroVersions')
      if (movedBy(version.state, 'discard') === null) return refuse('macro-moved-on', version.state)
      if (!can(context.actor).editVersion(version)) return refuse('not-allowed')
      return { changes: [put('macroVersions', { ...version, state: 'archived', updatedAt: context.at })] }
    }
    if (macro === undefined) return refuse('not-found', 'macros')
    if (!can(context.actor).writeMacro(macro.scope)) return refuse('not-allowed', 'scope')
    return { changes: [put('macros', { ...macro, active: false })] }
  },
})
