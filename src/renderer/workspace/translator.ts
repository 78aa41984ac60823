import { createContext, useContext } from 'react'

/**
 * Puts a message into another language for whoever reads it. Tierdesk comes with none: a workspace that has one gives it to the desk, and
 * each message in a language that its reader does not have offers it. What it answers is shown beside the message and kept nowhere.
 */
export interface Translator {
  /** As it is named to the agent, who is to know where the text goes. */
  readonly name: string
  /** Both languages as BCP 47 tags. Rejects where it cannot. */
  translate(text: string, from: string, to: string): Promise<string>
}

/** The workspace's translator, or null. */
export const TranslatorContext = createContext<Translator | null>(null)

export const useTranslator = (): Translator | null => useContext(TranslatorContext)
