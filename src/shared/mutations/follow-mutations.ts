import { z } from 'zod'
import { agentIdOf } from '../domain/actor.ts'
import { Id } from '../domain/base.ts'
import { can } from '../permissions.ts'
import { defineMutation, one, put, refuse } from './define-mutation.ts'

/** Agents who can follow one case. */
export const mostFollowers = 100

const args = z.strictObject({ caseId: Id })
const reads = ({ caseId }: z.infer<typeof args>) => ({ row: one('cases', caseId) })

/** Wants to hear what becomes of a case. It shows nobody a case that they would not see without. */
export const caseFollow = defineMutation({
  name: 'case.follow',
  by: 'agent',
  args,
  reads,
  apply({ row }, _args, context) {
    const agentId = agentIdOf(context.actor)
    if (agentId === null || !can(context.actor).note(row)) return refuse('not-allowed')
    const followerIds = row.followerIds ?? []
    if (followerIds.includes(agentId)) return { changes: [] }
    if (followerIds.length >= mostFollowers) return refuse('too-many')
    // Nothing happened to the case: its place in the lists stays.
    return { changes: [put('cases', { ...row, followerIds: [...followerIds, agentId] })] }
  },
})

/** Wants to hear no more of it. */
export const caseUnfollow = defineMutation({
  name: 'case.unfollow',
  by: 'agent',
  args,
  reads,
  apply({ row }, _args, context) {
    const agentId = agentIdOf(context.actor)
    const followerIds = row.followerIds ?? []
    if (agentId === null || !followerIds.includes(agentId)) return { changes: [] }
    // What they followed it for is nothing to them any more; that they were named still is.
    const unseen = row.unseen?.filter((mark) => mark.agentId !== agentId || mark.what === 'mention')
    const left = { ...row, followerIds: followerIds.filter((id) => id !== agentId) }
    return { changes: [put('cases', unseen === undefined ? left : { ...left, unseen })] }
  },
})
