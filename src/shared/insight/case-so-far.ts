import type { Message } from '../domain/message.ts'
import { type Feature, always, fact, hashOf, wordFeatures } from './feature.ts'

/** One entry of a thread, as a model looks at it. */
export interface Said {
  readonly by: 'party' | 'desk' | 'note'
  readonly text: string
  readonly macroId: string | null
}

/** A case as it stands before the desk's next step: what a suggestion follows from. `said` is the thread, oldest first. */
export interface CaseSoFar {
  readonly queueId: string | null
  readonly market: string | null
  readonly locale: string | null
  /** Who is about to answer. */
  readonly agentId: string | null
  readonly said: readonly Said[]
}

/** How much counts of a thread: of its steps, of all entries, and of one text. */
const latestSteps = 12
const latestEntries = 40
const textLength = 4000

/** A thread's messages as a model looks at them, oldest first: the first entry and the latest. */
export function saidIn(messages: readonly Pick<Message, 'kind' | 'author' | 'text' | 'macroId'>[]): Said[] {
  const entries = messages.filter(({ kind }) => kind !== 'event')
  const kept = entries.filter((_, at) => at === 0 || at >= entries.length - latestEntries)
  return kept.map(({ kind, author, text, macroId }) => ({
    by: kind === 'note' ? 'note' : author.kind === 'party' ? 'party' : 'desk',
    text: text.slice(0, textLength),
    macroId,
  }))
}

const languageOf = (locale: string): string => locale.split('-')[0]?.toLowerCase() ?? ''

/** What is so about a case before the desk's next step: what was written, what was used, where it lies and who answers. */
export function caseFeatures({ queueId, market, locale, agentId, said }: CaseSoFar): Feature[] {
  const parties = said.filter(({ by }) => by === 'party')
  const last = parties.at(-1)
  const first = parties[0]
  const notes = said.slice(lastDesk(said) + 1).filter(({ by }) => by === 'note')
  return [
    always,
    ...placeFeatures({ queueId, market, locale, agentId }),
    ...stepFeatures(said, queueId),
    ...wordFeatures('word', last?.text ?? '', 3),
    ...(first === undefined || first === last ? [] : wordFeatures('first', first.text, 2)),
    ...wordFeatures('note', notes.map(({ text }) => text).join('\n'), 2),
  ]
}

/** What a question is about, for the articles that answer it. */
export const questionFeatures = (question: string, locale: string | null): Feature[] => [
  always,
  ...(locale === null ? [] : [fact('language', languageOf(locale), languageOf(locale))]),
  ...wordFeatures('word', question, 4),
]

/** What a case asks: what its party wrote first and last. */
export function questionOf(subject: string, said: readonly Said[]): string {
  const parties = said.filter(({ by }) => by === 'party').map(({ text }) => text)
  const [first = ''] = parties
  const last = parties.at(-1) ?? ''
  // Most subjects are the beginning of what was written.
  const head = first.startsWith(subject.replace(/…$/, '')) ? '' : subject
  return [head, first, last === first ? '' : last].filter((text) => text !== '').join('\n')
}

function placeFeatures({ queueId, market, locale, agentId }: Omit<CaseSoFar, 'said'>): Feature[] {
  return [
    ...(queueId === null ? [] : [fact('queue', queueId, queueId)]),
    ...(market === null ? [] : [fact('market', market, market)]),
    ...(locale === null ? [] : [fact('language', languageOf(locale), languageOf(locale))]),
    ...(agentId === null ? [] : [fact('agent', agentId, agentId)]),
  ]
}

const lastDesk = (said: readonly Said[]): number => said.map(({ by }) => by).lastIndexOf('desk')

/** Which step of the conversation it is: what the desk said before, and how much. */
function stepFeatures(said: readonly Said[], queueId: string | null): Feature[] {
  const desk = said.filter(({ by }) => by === 'desk')
  const steps = desk.slice(-latestSteps).map(stepOf)
  const [previous, before] = [steps.at(-1), steps.at(-2)]
  const kind = said.at(-1)?.by ?? 'none'
  const turn = `${Math.min(desk.length, 8)}`
  const answer = shortAnswer(said)
  const id = previous?.macroId ?? ''
  return [
    fact('turn', `${turn} ${kind}`, ''),
    fact('turn', `${kind} ${previous?.mark ?? ''}`, ''),
    ...(queueId === null ? [] : [fact('queue', `${queueId} ${turn}`, queueId)]),
    ...(previous === undefined ? [] : [fact('macro', previous.mark, id)]),
    ...(previous === undefined || before === undefined ? [] : [fact('macro', `${before.mark} ${previous.mark}`, id)]),
    ...(previous === undefined || queueId === null ? [] : [fact('macro', `${queueId} ${previous.mark}`, id)]),
    ...[...new Set(steps.map(({ mark }) => mark))].map((mark) => fact('turn', `had ${mark}`, '')),
    // The same "yes" means another step after another question.
    ...answer.map((term) => ({ ...fact('word', `${previous?.mark ?? ''} ${term}`, term), value: 0.7 })),
  ]
}

/** About eight words, and each two of them. */
const mostAnswer = 16

/** The words of the party's last entry, where it is an answer to the desk and not a matter of its own. */
function shortAnswer(said: readonly Said[]): string[] {
  const last = said.filter(({ by }) => by !== 'note').at(-1)
  if (last?.by !== 'party') return []
  const terms = wordFeatures('word', last.text, 1).map(({ term }) => term)
  return terms.slice(0, mostAnswer)
}

interface Step {
  readonly mark: string
  readonly macroId: string | null
}

/** What the desk said, so that the same words by the same macro are the same step; what was typed anew is known by how it begins. */
const stepOf = ({ text, macroId }: Said): Step => ({
  mark:
    macroId ??
    `#${hashOf(
      text
        .toLowerCase()
        .replace(/\P{L}+/gu, ' ')
        .trim()
        .slice(0, 60),
    ).toString(36)}`,
  macroId,
})
