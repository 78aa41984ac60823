import { plainText } from '#shared/written-text.ts'
import type { WordKey } from '#renderer/words/say.ts'
import { partiesOfCase } from '#renderer/workspace/case-parties.ts'
import { quoted, useComposeRequests } from '#renderer/workspace/compose-request.ts'
import { type Command, type CommandContext, always, defineCommand } from './define-command.ts'
import { undoLast } from './undo-last.ts'
import { cannotReply } from './write-commands.ts'

/** The party after this one; the case's own after the last, which null stands for. */
function partyAfter({ workspace, open }: CommandContext, partyId: string | null): string | null {
  if (open === undefined) return null
  const ids = partiesOfCase(workspace, open).map(({ id }) => id)
  const next = ids[(ids.indexOf(partyId ?? open.partyId) + 1) % ids.length]
  return next === undefined || next === open.partyId ? null : next
}

/** The party after this one, and everyone after the last. */
function shownAfter({ workspace, open }: CommandContext, partyId: string | null): string | null {
  if (open === undefined) return null
  const ids = partiesOfCase(workspace, open).map(({ id }) => id)
  return ids[partyId === null ? 0 : ids.indexOf(partyId) + 1] ?? null
}

const cannotChooseParty = ({ workspace, open }: CommandContext): WordKey | null => {
  if (open === undefined) return 'commands.no-case'
  return partiesOfCase(workspace, open).length > 1 ? null : 'commands.one-party'
}

/** Quotes what is marked in the thread; else the last message of whoever is being written to. */
function quoteLatest({ workspace, screen, open }: CommandContext): void {
  if (open === undefined) return
  const partyId = screen.addresseeId ?? open.partyId
  const messages = workspace.coldNow('messages', open.id) ?? []
  const theirs = messages.filter(
    ({ kind, author }) => kind === 'reply' && author.kind === 'party' && author.id === partyId,
  )
  const last = theirs.sort((a, b) => (a.at < b.at ? -1 : 1)).at(-1)
  const marked = markedInThread()
  const text = marked === '' ? (last === undefined ? '' : plainText(last.text)) : marked
  if (text === '') return
  useComposeRequests
    .getState()
    .ask({ caseId: open.id, kind: screen.composer, text: quoted(text), macroId: null, how: 'insert' })
  screen.write(screen.composer)
}

function markedInThread(): string {
  const selection = document.getSelection()
  const isThere = selection?.anchorNode?.parentElement?.closest('[data-area=thread]') ?? null
  return isThere === null ? '' : (selection?.toString().trim() ?? '')
}

/** Commands about to whom one writes, what goes along, and what can be undone. */
export const conversationCommands: readonly Command[] = [
  defineCommand({
    id: 'write.next-party',
    group: 'write',
    title: 'commands.next-party',
    keys: ['Alt+KeyT'],
    isForEditors: true,
    unavailable: (context) => cannotReply(context) ?? cannotChooseParty(context),
    run: (context) => {
      context.screen.writeTo(partyAfter(context, context.screen.addresseeId))
      context.screen.write('reply')
    },
  }),
  defineCommand({
    id: 'write.attach',
    group: 'write',
    title: 'commands.attach',
    keys: ['Alt+KeyU'],
    isForEditors: true,
    unavailable: ({ open }) => {
      if (open === undefined) return 'commands.no-case'
      return useComposeRequests.getState().chooseFiles === null ? 'refused.not-allowed' : null
    },
    run: () => useComposeRequests.getState().chooseFiles?.(),
  }),
  defineCommand({
    id: 'desk.undo',
    group: 'case',
    title: 'commands.undo',
    keys: ['z', 'Alt+KeyZ'],
    isForEditors: true,
    unavailable: always,
    run: ({ workspace, desk, pointed }) => void undoLast(workspace, (words, how) => desk.tell(words, how), pointed),
  }),
  defineCommand({
    id: 'thread.next-party',
    group: 'write',
    title: 'commands.thread-party',
    keys: ['Alt+KeyY'],
    isForEditors: true,
    unavailable: cannotChooseParty,
    run: (context) => context.screen.showMessagesOf(shownAfter(context, context.screen.threadPartyId)),
  }),
  defineCommand({
    id: 'write.quote',
    group: 'write',
    title: 'commands.quote',
    keys: ['Shift+Q', 'Alt+KeyQ'],
    isForEditors: true,
    unavailable: ({ open }) => (open === undefined ? 'commands.no-case' : null),
    run: quoteLatest,
  }),
  defineCommand({
    id: 'write.rich',
    group: 'write',
    title: 'commands.rich',
    keys: ['Alt+KeyR'],
    isForEditors: true,
    unavailable: ({ open }) => (open === undefined ? 'commands.no-case' : null),
    run: ({ screen }) => {
      screen.setRich(!screen.isRich)
      screen.write(screen.composer)
    },
  }),
]
