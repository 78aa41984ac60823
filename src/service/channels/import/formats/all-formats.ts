import type { ImportFormat } from './format.ts'
import { zendesk } from './zendesk.ts'

/** Every format that can be imported, by the name given after `--from`. */
export const allFormats: ReadonlyMap<string, ImportFormat> = new Map([zendesk].map((format) => [format.name, format]))
