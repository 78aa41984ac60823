import { type SopContent, sopContentOf } from '#shared/domain/sop.ts'
import { newId } from '#shared/new-id.ts'
import { sopsInForce } from '#shared/sop-force.ts'
import { stepsProblem } from '#shared/sop-steps.ts'
import type { Row } from '#shared/tables.ts'
import { sopRights } from '#renderer/workspace/sop-work.ts'
import { type SopDraft, isSopUnderWay } from '#renderer/workspace/sop-writing.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

type Sop = Row<'sops'>

/** What lies open in the editor. */
export interface SopEditing extends Omit<SopDraft, 'body'> {
  /** Null while it is not read yet. */
  readonly body: string | null
  /** Whose text it begins with; null: it begins empty. */
  readonly bodyOf: string | null
  /** Something was written that is not kept yet. */
  readonly isChanged: boolean
}

/** A new SOP in the agent's own language, theirs to answer for until they say otherwise. */
export const newSop = ({ me }: Pick<Workspace, 'me'>): SopEditing => ({
  sopId: newId(),
  groupId: newId(),
  insteadOf: null,
  sourceId: null,
  note: '',
  body: '',
  bodyOf: null,
  isChanged: false,
  content: {
    title: '',
    locale: me.locale,
    sourceLocale: me.locale,
    section: '',
    labels: [],
    market: null,
    internal: false,
    owner: { agentId: me.id, name: me.name },
  },
})

const published = (
  workspace: Pick<Workspace, 'all'>,
  groupId: string,
  locale: string,
  now: number,
): Sop | undefined => {
  const all = workspace.all('sops').filter((sop) => sop.groupId === groupId && sop.locale === locale)
  // One that holds from a later day on is what the next one is written over.
  const latest = all.filter(({ state }) => state === 'published').sort((a, b) => b.version - a.version)
  return latest[0] ?? sopsInForce(all, null, now)[0]
}

/** An SOP to write on: the draft itself, one's own draft over it where there is one, else a new draft over what is in force. */
export function editSop(workspace: Workspace, sop: Sop, now: number): SopEditing {
  const { editSop: may } = sopRights(workspace)
  const { groupId, locale } = sop
  const own = workspace
    .all('sops')
    .find((one) => one.groupId === groupId && one.locale === locale && isSopUnderWay(one) && may(one))
  const open = isSopUnderWay(sop) ? sop : own
  const source = locale === sop.sourceLocale ? undefined : published(workspace, groupId, sop.sourceLocale, now)
  const content = sopContentOf(open ?? sop)
  const common = { groupId, content, body: null, sourceId: source?.id ?? null, isChanged: false }
  if (open !== undefined) {
    return { ...common, sopId: open.id, insteadOf: open.insteadOf ?? null, note: open.note ?? '', bodyOf: open.id }
  }
  const insteadOf = published(workspace, groupId, locale, now)?.id ?? null
  return { ...common, sopId: newId(), insteadOf, note: '', bodyOf: sop.id }
}

/** A translation of what is in force, begun with the text to translate. */
export function translate(workspace: Workspace, source: Sop, locale: string, now: number): SopEditing {
  const { groupId } = source
  const before = workspace
    .all('sops')
    .find((one) => one.groupId === groupId && one.locale === locale && isSopUnderWay(one))
  if (before !== undefined) return editSop(workspace, before, now)
  return {
    sopId: newId(),
    groupId,
    insteadOf: published(workspace, groupId, locale, now)?.id ?? null,
    sourceId: source.id,
    note: '',
    body: null,
    bodyOf: source.id,
    isChanged: false,
    content: { ...sopContentOf(source), locale, sourceLocale: source.locale },
  }
}

const longestText = 15_000

/** The content as it is kept: without the rows of the form that say nothing yet. */
export function wholeSop(content: SopContent): SopContent {
  const steps = (content.steps ?? []).filter(({ title }) => title.trim() !== '')
  const citations = (content.citations ?? []).filter(({ law, source }) => law.trim() !== '' && source.trim() !== '')
  return {
    ...content,
    title: content.title.trim(),
    section: content.section.trim(),
    steps: steps.map((step) =>
      step.kind === 'choice'
        ? { ...step, choices: (step.choices ?? []).filter(({ label }) => label.trim() !== '') }
        : step,
    ),
    citations,
  }
}

/** What keeps an SOP from being written down, as the name of a sentence; null: nothing. */
export function sopProblem({
  content,
  body,
}: Pick<SopEditing, 'content' | 'body'>): 'no-title' | 'no-text' | 'too-long' | 'bad-steps' | null {
  const { title, steps = [] } = wholeSop(content)
  if (title === '') return 'no-title'
  if ((body ?? '').trim() === '') return 'no-text'
  if ((body ?? '').length > longestText) return 'too-long'
  return stepsProblem(steps) === null ? null : 'bad-steps'
}
