import { z } from 'zod'

/** A row's identity: a UUID in lower case. Made by whoever names the mutation, never by the service. */
export const Id = z.uuid().lowercase()
export type Id = string

/** An instant as ISO 8601 in UTC with milliseconds, e.g. `2026-11-22T07:00:00.000Z`. */
export const Instant = z.iso.datetime()
export type Instant = string

/** A market: the code of a country, or of a group of countries run as one (`SEA`). */
export const MarketCode = z.string().regex(/^[A-Z][A-Z0-9-]{1,11}$/)

/** A BCP 47 language tag such as `en-US` or `zh-Hans`. */
export const LocaleTag = z
  .string()
  .max(35)
  .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/)

/** The language of a tag without its script and region: `zh` of `zh-Hans`. */
export const languageOf = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? ''

/** Where an imported row came from. The pair is unique per table, which makes an import repeatable. */
export const Source = z.looseObject({ system: z.string().max(40), externalId: z.string().max(200) })

/** Text that one person wrote in one go. The bound keeps a mutation under 64 KB in any script. */
export const WrittenText = z.string().min(1).max(15_000)
