import { z } from 'zod'
import { Attachment } from './attachment.ts'
import { Id, Instant, LocaleTag, Source } from './base.ts'

export const MessageKind = z.enum(['reply', 'note', 'event'])
export type MessageKind = z.infer<typeof MessageKind>

export const Author = z.looseObject({
  kind: z.enum(['party', 'agent', 'system']),
  id: Id.nullable(),
  name: z.string().max(200),
})
export type Author = z.infer<typeof Author>

/** What happened on a case, by name, for the screen to put into words. */
export const CaseEvent = z.looseObject({
  name: z.enum([
    'case-imported',
    'status-changed',
    'escalation-submitted',
    'escalation-resubmitted',
    'escalation-accepted',
    'escalation-returned',
    'escalation-withdrawn',
    'escalation-handed-back',
    'escalation-closed',
    'escalation-rejected',
    'escalation-redirected',
    'escalation-waiting',
    'escalation-in-progress',
    'escalation-resolved',
    'escalation-raised',
    'escalation-taken-back',
    'external-escalation',
    'reply-taken-back',
    'note-taken-back',
    'macro-applied',
    'case-given-back',
    'case-overflowed',
    'clock-ran-out',
    'form-changed',
    'form-reset',
    'case-linked',
    'case-unlinked',
    'case-merged-from',
    'case-merged-into',
    'case-split-from',
    'case-split-to',
    'sop-run-started',
    'sop-run-finished',
    'sop-run-stopped',
    'dispute-moved',
    'action-became',
  ]),
  detail: z.record(z.string(), z.string()),
})
export type CaseEvent = z.infer<typeof CaseEvent>

/** One entry of a thread. `text` is always there; `html` (already made safe) only where the source was HTML. */
export const Message = z.looseObject({
  id: Id,
  caseId: Id,
  kind: MessageKind,
  author: Author,
  text: z.string(),
  html: z.string().nullable(),
  at: Instant,
  macroId: Id.nullable(),
  event: CaseEvent.nullable(),
  source: Source.nullable(),
  // Missing on rows from before there was such a thing.
  /** Every macro that went out with it, where there were several; the first of them stands in `macroId`, too. */
  macroIds: z.array(Id).max(5).optional(),
  /** The parties it was written to, or the one who wrote it: nobody else of the parties ever sees it. Missing: the case's own party. */
  partyIds: z.array(Id).optional(),
  attachments: z.array(Attachment).max(20).optional(),
  /** Agents who are named in it. */
  mentionIds: z.array(Id).optional(),
  /** The language it is written in, where that could be told. */
  language: LocaleTag.nullish(),
  /** The message of another case that this one was taken from when that case was split, and by whom. */
  copied: z.looseObject({ caseId: Id, number: z.string().max(40), messageId: Id, byAgentId: Id.nullable() }).nullish(),
})
export type Message = z.infer<typeof Message>
