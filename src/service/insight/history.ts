import { type Said, caseFeatures, questionFeatures, questionOf, saidIn } from '#shared/insight/case-so-far.ts'
import type { Escalation } from '#shared/domain/escalation.ts'
import type { Case } from '#shared/domain/case.ts'
import type { Message } from '#shared/domain/message.ts'
import type { Sop } from '#shared/domain/sop.ts'
import { type Example, exampleOf } from './learn.ts'
import { type SopAddresses, linkedGroups } from './sop-addresses.ts'

/** A case with all that hangs on it, oldest first. */
export interface WorkedCase {
  readonly row: Case
  readonly messages: readonly Message[]
  readonly escalations: readonly Escalation[]
}

/** What one case teaches. */
export interface Lessons {
  readonly macros: readonly Example[]
  /** Their classes are groups of SOPs. */
  readonly sops: readonly Example[]
}

/** What is known of SOPs: the group of each, and what they are linked by. */
export interface KnownSops {
  readonly groupOf: ReadonlyMap<string, string>
  readonly addresses: SopAddresses
}

/** What a case teaches: which macro was used after what, and which SOP was opened, cited in an escalation or linked for which words. */
export const lessonsOf = (worked: WorkedCase, sops: KnownSops): Lessons => ({
  macros: macroExamples(worked),
  sops: sopExamples(worked, sops),
})

function macroExamples({ row, messages }: WorkedCase): Example[] {
  return messages.flatMap(({ author, macroId }, at) => {
    if (macroId === null || author.kind !== 'agent') return []
    const about = {
      queueId: row.queueId,
      market: row.market,
      locale: row.locale,
      agentId: author.id,
      said: saidIn(messages.slice(0, at)),
    }
    return [exampleOf(row.id, macroId, caseFeatures(about))]
  })
}

function sopExamples({ row, messages, escalations }: WorkedCase, { groupOf, addresses }: KnownSops): Example[] {
  const taught = new Map<string, readonly Said[]>()
  const note = (groupId: string | undefined, said: readonly Said[]): void => {
    if (groupId !== undefined && !taught.has(groupId)) taught.set(groupId, said)
  }
  for (const [at, { author, text }] of messages.entries()) {
    if (author.kind !== 'agent') continue
    for (const groupId of linkedGroups(addresses, text)) note(groupId, saidIn(messages.slice(0, at)))
  }
  for (const { packet, submittedAt } of escalations) {
    if (packet?.sop.has !== 'sop') continue
    note(groupOf.get(packet.sop.sopId), saidIn(messages.filter(({ at }) => at < submittedAt)))
  }
  for (const sopId of row.sopIds ?? []) note(groupOf.get(sopId), saidIn(messages))
  return [...taught].flatMap(([groupId, said]) => {
    const question = questionOf(row.subject, said)
    return question.trim() === '' ? [] : [exampleOf(row.id, groupId, questionFeatures(question, row.locale))]
  })
}

/** What is known of SOPs from their rows. */
export const knownSops = (sops: readonly Sop[], addresses: SopAddresses): KnownSops => ({
  groupOf: new Map(sops.map(({ id, groupId }) => [id, groupId])),
  addresses,
})
