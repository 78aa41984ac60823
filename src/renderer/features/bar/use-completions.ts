import { useMemo, useState } from 'react'
import { type Completion, completionsAt, everyField } from '#shared/case-query/complete-query.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { say } from '#renderer/words/say.ts'
import type { Offer } from './completion-list.tsx'
import { searchValues } from './search-values.ts'

/** What is offered below the search field, and how to take it up. */
export interface Completions {
  readonly title: string
  readonly offers: readonly Offer[]
  /** The text with an offer taken up, and where the caret is then. */
  take(at: number): { readonly text: string; readonly caret: number } | null
}

const none: Completions = { title: '', offers: [], take: () => null }

const offerOf = ({ field, value }: Completion): Offer =>
  value === null
    ? { id: field, label: `${field}:`, detail: say(`query.field.${field}`) }
    : { id: `${field}:${value}`, label: value }

const completing = (title: string, text: string, found: readonly Completion[]): Completions => ({
  title,
  offers: found.map(offerOf),
  take: (at) => {
    const one = found[at]
    if (one === undefined) return null
    const head = text.slice(0, one.from) + one.text
    return { text: head + text.slice(one.to).trimStart(), caret: head.length }
  },
})

function recent(searches: readonly string[]): Completions {
  const fields = everyField(0)
  return {
    title: say(searches.length > 0 ? 'query.recent' : 'query.fields'),
    offers: [...searches.map((search): Offer => ({ id: `recent ${search}`, label: search })), ...fields.map(offerOf)],
    take: (at) => {
      const text = searches[at] ?? fields[at - searches.length]?.text
      return text === undefined ? null : { text, caret: text.length }
    },
  }
}

/** `isOpen`: the agent is in the field and has not put the offers away. `caret`: where they type. */
export function useCompletions(text: string, caret: number, isOpen: boolean): Completions {
  const workspace = useWorkspace()
  const searches = useScreen((screen) => screen.searches)
  const [kept, keep] = useState({ isOpen, values: searchValues(workspace) })
  // Read anew each time the agent comes to the field: tags and names come and go.
  if (kept.isOpen !== isOpen) keep({ isOpen, values: searchValues(workspace) })
  return useMemo(() => {
    if (!isOpen) return none
    if (text.trim() === '') return recent(searches)
    const found = completionsAt(text, caret, kept.values)
    const [first] = found
    if (first === undefined) return none
    return completing(say(first.value === null ? 'query.fields' : `query.field.${first.field}`), text, found)
  }, [text, caret, isOpen, searches, kept])
}
