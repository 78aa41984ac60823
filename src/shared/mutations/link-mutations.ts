import { z } from 'zod'
import { Id } from '../domain/base.ts'
import type { Case, CaseLink } from '../domain/case.ts'
import { can } from '../permissions.ts'
import { changedWith } from './case-event.ts'
import { defineMutation, maybe, one, refuse } from './define-mutation.ts'

/**
 * Links that one case may have: its row goes to every window whenever it changes, and a hundred of them are about 12 KB. A larger incident hangs
 * together all the same, through any of its cases (`incidentsOf`): not all of them need to be linked with one.
 */
const mostLinks = 100

/** A link to a case. */
export const linkTo = ({ id, number }: Case, kind: CaseLink['kind']): CaseLink => ({ caseId: id, number, kind })

/** The case with these links besides its own; one to the same case of the same kind takes the place of the old one. */
export function linked(row: Case, links: readonly CaseLink[]): Case {
  const isNew = (old: CaseLink): boolean =>
    !links.some(({ caseId, kind }) => caseId === old.caseId && kind === old.kind)
  return { ...row, links: [...(row.links ?? []).filter(isNew), ...links] }
}

/** Whether the case can take so many more links. */
export const hasRoomFor = (row: Case, count: number): boolean => (row.links ?? []).length + count <= mostLinks

const isRelated = (row: Case, otherId: string): boolean =>
  (row.links ?? []).some(({ caseId, kind }) => caseId === otherId && kind === 'related')

const unlinked = (row: Case, otherId: string): Case => ({
  ...row,
  links: (row.links ?? []).filter(({ caseId, kind }) => caseId !== otherId || kind !== 'related'),
})

const args = z.strictObject({
  caseId: Id,
  otherId: Id,
  /** The entries in the two threads. */
  eventId: Id,
  otherEventId: Id,
})

/** Notes on two cases that they have to do with each other. */
export const caseLink = defineMutation({
  name: 'case.link',
  by: 'agent',
  args,
  reads: ({ caseId, otherId }) => ({ row: one('cases', caseId), other: one('cases', otherId) }),
  apply({ row, other }, { eventId, otherEventId }, context) {
    const { change } = can(context.actor)
    if (!change(row) || !change(other)) return refuse('not-allowed')
    if (row.id === other.id) return refuse('bad-arguments', 'otherId')
    if (isRelated(row, other.id) && isRelated(other, row.id)) return { changes: [] }
    if (!hasRoomFor(row, 1) || !hasRoomFor(other, 1)) return refuse('too-many')
    return {
      changes: [
        ...changedWith(context, linked(row, [linkTo(other, 'related')]), {
          id: eventId,
          name: 'case-linked',
          detail: { number: other.number },
        }),
        ...changedWith(context, linked(other, [linkTo(row, 'related')]), {
          id: otherEventId,
          name: 'case-linked',
          detail: { number: row.number },
        }),
      ],
    }
  },
})

/** Takes such a note back; from a case that the agent may not see it cannot be taken. */
export const caseUnlink = defineMutation({
  name: 'case.unlink',
  by: 'agent',
  args,
  reads: ({ caseId, otherId }) => ({ row: one('cases', caseId), other: maybe('cases', otherId) }),
  apply({ row, other }, { otherId, eventId, otherEventId }, context) {
    const { change } = can(context.actor)
    if (!change(row)) return refuse('not-allowed')
    const link = row.links?.find(({ caseId, kind }) => caseId === otherId && kind === 'related')
    if (link === undefined) return { changes: [] }
    const mine = changedWith(context, unlinked(row, otherId), {
      id: eventId,
      name: 'case-unlinked',
      detail: { number: link.number },
    })
    if (other === undefined || !change(other) || !isRelated(other, row.id)) return { changes: mine }
    const theirs = changedWith(context, unlinked(other, row.id), {
      id: otherEventId,
      name: 'case-unlinked',
      detail: { number: row.number },
    })
    return { changes: [...mine, ...theirs] }
  },
})
