import type { CaseParty } from '#shared/domain/case.ts'
import { macroPath } from '#shared/domain/macro.ts'
import type { Row } from '#shared/tables.ts'
import { say, sayList } from '#renderer/words/say.ts'
import { seenBy } from '#renderer/workspace/case-parties.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { OutboxEntry, ParkedEntry } from '#renderer/workspace/workspace.ts'
import { dayWords } from './day-words.ts'
import { MessageView, type Sending } from './message-view.tsx'
import { BlockedItem, ParkedItem } from './parked-entry.tsx'
import type { ThreadItem } from './thread-items.ts'

/** What this agent wrote here and the service has not taken. */
export interface Unsettled {
  readonly sending: ReadonlyMap<string, Sending>
  readonly parked: readonly ParkedEntry[]
  readonly blocked: readonly OutboxEntry[]
}

/** What the lines of a thread are drawn from. */
export interface Shown extends Unsettled {
  readonly messages: readonly Row<'messages'>[]
  readonly parties: readonly CaseParty[]
  readonly now: number
}

// A seller may write on a customer's case.
const authorKind = (parties: readonly CaseParty[], { author }: Row<'messages'>, row: Row<'cases'>): CaseParty['kind'] =>
  parties.find(({ id }) => id === author.id)?.kind ?? row.partyKind

/** To whom a reply went; where several have a part in the case, with what they are to it. */
function toWords(parties: readonly CaseParty[], message: Row<'messages'>, row: Row<'cases'>): string {
  if (parties.length < 2) return say('thread.reply-to', { name: row.partyName })
  const to = seenBy(parties, row, message)
  return sayList(to.map(({ name, kind }) => say('thread.to-party', { name, kind: say(`party.${kind}`) })))
}

/** One line of a thread. */
export function ThreadLine({ item, row, state }: { item: ThreadItem; row: Row<'cases'>; state: Shown }) {
  const workspace = useWorkspace()
  switch (item.kind) {
    case 'day':
      return <p className="pt-1 text-center text-xs font-medium text-ink-3">{dayWords(item.at, new Date(state.now))}</p>
    case 'parked':
      return <ParkedItem caseId={row.id} entry={item.entry} messages={state.messages} />
    case 'blocked':
      return <BlockedItem caseId={row.id} entry={item.entry} messages={state.messages} />
    case 'message': {
      const { message } = item
      const macro = message.macroId === null ? undefined : workspace.get('macros', message.macroId)
      return (
        <MessageView
          message={message}
          sending={state.sending.get(message.id) ?? 'sent'}
          isMine={message.author.kind === 'agent' && message.author.id === workspace.me.id}
          isNamed={message.mentionIds?.includes(workspace.me.id) === true}
          held={row.held?.find(({ messageId }) => messageId === message.id) ?? null}
          toWords={message.kind === 'reply' ? toWords(state.parties, message, row) : ''}
          partyWord={say(`party.${authorKind(state.parties, message, row)}`)}
          macroName={macro === undefined ? null : macroPath(macro.title).name}
          origin={message.caseId === row.id ? null : (workspace.get('cases', message.caseId)?.number ?? null)}
        />
      )
    }
  }
}
