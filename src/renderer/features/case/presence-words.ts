import type { PresenceTold } from '#shared/sync/protocol.ts'
import type { LastHeard } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'

/** Somebody else on the case, as the screen shows them. `seenAt` by this computer's clock; null while they are here. */
export interface Other {
  readonly id: string
  readonly name: string
  readonly isTyping: boolean
  readonly seenAt: number | null
}

/** How long after a disconnect somebody is still shown, in milliseconds. */
const remembered = 10 * 60_000

/** Who else is or was on the case. Without a connection nobody is known to be here: all of them were seen when it was last heard of. */
export function othersOn(
  told: PresenceTold | null,
  { heard, isOffline, nameOf }: { heard: LastHeard; isOffline: boolean; nameOf: (id: string) => string },
  now: number,
): Other[] {
  return (told?.agents ?? [])
    .map(({ agentId, isTyping, isHere, seenAt }) => {
      const heardAt = isHere ? (heard.at ?? now) : Date.parse(seenAt) - heard.aheadMs
      const isSeen = isHere && !isOffline
      return { id: agentId, name: nameOf(agentId), isTyping: isTyping && isSeen, seenAt: isSeen ? null : heardAt }
    })
    .filter(({ seenAt }) => seenAt === null || now - seenAt < remembered)
}

/** How long ago, in steps of five seconds and then of minutes: `40 s`, `3 min`. */
function sayAgo(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  return seconds < 60
    ? say('presence.seconds', { n: Math.max(1, seconds - (seconds % 5)) })
    : say('presence.minutes', { n: Math.floor(seconds / 60) })
}

function names(others: readonly Other[]): string {
  const [first, second, ...rest] = others.map(({ name }) => name)
  const two = second === undefined ? (first ?? '') : say('presence.two', { first: first ?? '', second })
  if (rest.length === 0) return two
  return say('presence.more', { names: first ?? '', n: others.length - 1 })
}

const said = (key: 'presence.typing' | 'presence.viewing', others: readonly Other[]): string[] =>
  others.length === 0 ? [] : [say(key, { names: names(others), n: others.length })]

/** Who is typing and who is looking on: what is worth being read out when it changes. */
export function hereWords(others: readonly Other[]): string {
  const here = others.filter(({ seenAt }) => seenAt === null)
  return [
    ...said(
      'presence.typing',
      here.filter(({ isTyping }) => isTyping),
    ),
    ...said(
      'presence.viewing',
      here.filter(({ isTyping }) => !isTyping),
    ),
  ].join(' · ')
}

/** All that is known of the others, the most pressing first. */
export function presenceWords(others: readonly Other[], now: number): string {
  const seen = others.flatMap(({ name, seenAt }) =>
    seenAt === null ? [] : [say('presence.seen', { name, age: sayAgo(now - seenAt) })],
  )
  return [hereWords(others), ...seen].filter((words) => words !== '').join(' · ')
}
