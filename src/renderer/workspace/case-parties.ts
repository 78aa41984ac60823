import type { CaseParty } from '#shared/domain/case.ts'
import { partiesOfMessage } from '#shared/mutations/conversation-rules.ts'
import type { Row } from '#shared/tables.ts'
import type { Workspace } from './workspace.ts'

/** Everyone with a part in a case whose name is known here, the case's own party first. */
export function partiesOfCase(workspace: Pick<Workspace, 'get'>, row: Row<'cases'>): readonly CaseParty[] {
  const own: CaseParty = { id: row.partyId, kind: row.partyKind, name: row.partyName }
  const others = row.partyIds
    .filter((id) => id !== row.partyId)
    .flatMap((id): CaseParty[] => {
      const listed = row.parties?.find((party) => party.id === id)
      const party = listed ?? workspace.get('parties', id)
      return party === undefined ? [] : [{ id, kind: party.kind, name: party.name }]
    })
  return [own, ...others]
}

/** The parties of the case who see a message. */
export const seenBy = (
  parties: readonly CaseParty[],
  row: Row<'cases'>,
  message: Row<'messages'>,
): readonly CaseParty[] => {
  const ids = partiesOfMessage(row, message)
  return parties.filter(({ id }) => ids.includes(id))
}

const quotedLine = /^ {0,3}> ?(.*)$/
// A shorter line may well be a greeting that stands in every message.
const tellingLetters = 12

/** What is quoted in a text, line by line, without its marks. */
const quotedLines = (text: string): string[] =>
  text
    .split('\n')
    .flatMap((line) => quotedLine.exec(line)?.[1] ?? [])
    .map((line) => line.replace(/^(?:> ?)+/, '').trim())
    .filter((line) => line.length >= tellingLetters)

/**
 * The messages of the thread that are quoted in a text, each with the parties who may see it. What several of them say counts as said by
 * the one that the most may see: nothing is given away that was said to them anyway.
 */
export function quotesIn(
  text: string,
  row: Row<'cases'>,
  messages: readonly Row<'messages'>[],
  to: readonly string[],
): { messageId: string; partyIds: string[] }[] {
  const quotes = new Map<string, { messageId: string; partyIds: string[] }>()
  for (const line of quotedLines(text)) {
    const sources = messages.filter((message) => message.kind !== 'event' && message.text.includes(line))
    const found = sources.map((message) => ({ messageId: message.id, partyIds: partiesOfMessage(row, message) }))
    const open = found.find(({ partyIds }) => to.every((id) => partyIds.includes(id)))
    const quote = open ?? found[0]
    if (quote !== undefined) quotes.set(quote.messageId, quote)
  }
  return [...quotes.values()].slice(0, 50)
}
