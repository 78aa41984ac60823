import type { DeskAction } from '#shared/domain/desk-action.ts'
import { say, sayMoney } from '#renderer/words/say.ts'

/** What is to be done, with its amount. */
export function actionWords({ kind, amount, currency }: Pick<DeskAction, 'kind' | 'amount' | 'currency'>): string {
  const word = say(`action-kind.${kind}`)
  return amount === null ? word : say('action.of-amount', { action: word, amount: sayMoney(amount, currency) })
}
