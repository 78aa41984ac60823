/** A placeholder of a macro, e.g. `{{order.number}}`, with what stands within. Apart from the engine that fills them, which no rule needs. */
export const placeholder = /\{\{-?\s*([^{}]*?)\s*-?\}\}/g

// Macros run no Liquid tags: one that came with an import must not reach anybody as it stands.
const unfilled = /\{\{-?\s*[^{}]*?\s*-?\}\}|\{%-?\s*\w[^{}%]*-?%\}/g

/** The placeholders and Liquid tags left in a text, e.g. `{{order.number}}`. */
export const unresolvedIn = (text: string): string[] => [...new Set(text.match(unfilled) ?? [])]
