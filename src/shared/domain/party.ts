import { z } from 'zod'
import { Id, LocaleTag, MarketCode, Source } from './base.ts'

export const PartyKind = z.enum(['customer', 'seller', 'creator'])
export type PartyKind = z.infer<typeof PartyKind>

/** Someone the workspace answers. Seen only by those who see a case of theirs. */
export const Party = z.looseObject({
  id: Id,
  kind: PartyKind,
  name: z.string().max(200),
  email: z.string().max(320).nullable(),
  phone: z.string().max(60).nullable(),
  locale: LocaleTag.nullable(),
  market: MarketCode,
  tags: z.array(z.string().max(100)),
  createdAt: z.iso.datetime().nullable(),
  /** What the source system knew beyond this, as it stood there, for reading only. */
  fields: z.record(z.string(), z.json()),
  source: Source.nullable(),
})
export type Party = z.infer<typeof Party>

/** The first name, as people expect to be greeted; the whole name where there is only one word. */
export const firstNameOf = (party: Pick<Party, 'name'>): string => party.name.trim().split(/\s+/)[0] ?? party.name
