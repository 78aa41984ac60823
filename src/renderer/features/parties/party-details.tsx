import type { ReactNode } from 'react'
import { isMask } from '#shared/domain/mask.ts'
import { can } from '#shared/permissions.ts'
import type { Row } from '#shared/tables.ts'
import { Tag } from '#renderer/ui/tag.tsx'
import { nameOfLanguage } from '#renderer/words/name-of-language.ts'
import { say, sayDay } from '#renderer/words/say.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { KeyValue, KeyValues } from './key-values.tsx'
import { MaskedValue } from './masked-value.tsx'

type Field = Row<'parties'>['fields'][string]

/** A value of the source as a text; lists and structures as they stand there. */
const fieldWords = (value: Field): string => (typeof value === 'string' ? value : JSON.stringify(value))

const isSaid = (value: Field): boolean => value !== null && value !== ''

// The source names its fields for machines: store_rating.
const labelOf = (name: string): string => {
  const words = name.replaceAll('_', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

/**
 * A party of a case with what is known of them. Contact details are masked until they are shown. `isNamed`: false where the name stands above
 * it already.
 */
export function PartyDetails({
  party,
  of,
  isNamed = true,
}: {
  party: Row<'parties'>
  of: Row<'cases'>
  isNamed?: boolean
}) {
  const mayShow = can({ kind: 'agent', agent: useWorkspace().me }).reveal(of)
  const contact = (field: string, label: string, value: string | null): ReactNode =>
    value === null || !isMask(value) ? (
      value
    ) : (
      <MaskedValue
        key={`${of.id} ${party.id} ${field}`}
        {...{ caseId: of.id, partyId: party.id, name: party.name, field, label, mayShow }}
        mask={value}
      />
    )
  const more = Object.entries(party.fields).filter(([, value]) => isSaid(value))
  return (
    <div>
      {isNamed && (
        <h2 dir="auto" className="mb-2 flex flex-wrap items-baseline gap-x-2 font-semibold wrap-anywhere">
          {party.name}
          <span className="text-sm font-normal text-ink-3">{say(`party-kind.${party.kind}`)}</span>
        </h2>
      )}
      <KeyValues>
        <KeyValue label={say('parties.email')}>{contact('email', say('parties.email'), party.email)}</KeyValue>
        <KeyValue label={say('parties.phone')}>{contact('phone', say('parties.phone'), party.phone)}</KeyValue>
        <KeyValue label={say('parties.language')}>
          {party.locale === null ? null : nameOfLanguage(party.locale)}
        </KeyValue>
        <KeyValue label={say('parties.market')}>{party.market}</KeyValue>
        <KeyValue label={say('parties.since')}>{party.createdAt === null ? null : sayDay(party.createdAt)}</KeyValue>
        <KeyValue label={say('parties.tags')}>
          {party.tags.length === 0 ? null : (
            <span className="flex flex-wrap gap-1">
              {party.tags.map((tag) => (
                <Tag key={tag} title={tag}>
                  {tag}
                </Tag>
              ))}
            </span>
          )}
        </KeyValue>
        {more.map(([name, value]) => (
          <KeyValue key={name} label={labelOf(name)}>
            {contact(`fields.${name}`, labelOf(name), fieldWords(value))}
          </KeyValue>
        ))}
      </KeyValues>
    </div>
  )
}
