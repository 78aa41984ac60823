import type { Command } from '#renderer/commands/define-command.ts'
import { foldText, matchRank } from '#renderer/ui/match-rank.ts'

/** Commands used last count as if they fitted this much better than others of their kind: within a kind of fit, never across. */
const recentBonus = 0.5

/** A command as the palette ranks it. */
export interface RankedCommand {
  readonly command: Command
  readonly title: string
}

/**
 * The commands that fit a query: those whose title begins with it, then those where a word does, then those that merely have it in them
 * or have its letters in order; within each kind those used last come first. Without a query: all, those used last on top.
 */
export function rankCommands(
  commands: readonly RankedCommand[],
  query: string,
  recent: readonly string[],
): RankedCommand[] {
  const wanted = foldText(query.trim())
  const place = new Map(recent.map((id, at) => [id, at]))
  return commands
    .flatMap((ranked, order) => {
      const fit = matchRank(wanted, foldText(ranked.title))
      if (fit === null) return []
      const used = place.get(ranked.command.id)
      const bonus = used === undefined ? recentBonus : (recentBonus * used) / Math.max(1, recent.length)
      // The kind of fit is the whole part; what is behind the comma is settled by use, then by closeness, then by order.
      return [{ ranked, kind: Math.floor(fit), bonus, fit, order }]
    })
    .sort((a, b) => a.kind - b.kind || a.bonus - b.bonus || (wanted === '' ? 0 : a.fit - b.fit) || a.order - b.order)
    .map(({ ranked }) => ranked)
}
