import { chatwootMacros } from './formats/chatwoot-macros.ts'
import { frappeMacros } from './formats/frappe-macros.ts'
import { freshdeskMacros } from './formats/freshdesk-macros.ts'
import { gorgiasMacros } from './formats/gorgias-macros.ts'
import { libredeskMacros } from './formats/libredesk-macros.ts'
import { osticketMacros } from './formats/osticket-macros.ts'
import { zammadMacros } from './formats/zammad-macros.ts'
import { zendeskMacros } from './formats/zendesk-macros.ts'
import type { MacroFormat } from './macro-format.ts'

/** Every system that macros can be written for, by the name given after `--to`. */
export const allMacroFormats: ReadonlyMap<string, MacroFormat> = new Map(
  [
    zendeskMacros,
    chatwootMacros,
    freshdeskMacros,
    zammadMacros,
    gorgiasMacros,
    libredeskMacros,
    frappeMacros,
    osticketMacros,
  ].map((format) => [format.name, format]),
)
