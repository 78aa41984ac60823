import { chatwoot } from './chatwoot.ts'
import type { ImportFormat } from './format.ts'
import { frappe } from './frappe.ts'
import { freshdesk } from './freshdesk.ts'
import { gorgias } from './gorgias.ts'
import { libredesk } from './libredesk.ts'
import { osticket } from './osticket.ts'
import { zammad } from './zammad.ts'
import { zendesk } from './zendesk.ts'

/** Every format that can be imported, by the name given after `--from`. */
export const allFormats: ReadonlyMap<string, ImportFormat> = new Map(
  [zendesk, chatwoot, freshdesk, zammad, gorgias, libredesk, frappe, osticket].map((format) => [format.name, format]),
)
