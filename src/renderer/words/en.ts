import { deskActionWords } from './en/actions.ts'
import { commandWords } from './en/commands.ts'
import { caseWords } from './en/case.ts'
import { clockWords } from './en/clocks.ts'
import { colleagueWords } from './en/colleagues.ts'
import { askWords } from './en/asks.ts'
import { browserWords } from './en/browser.ts'
import { commonWords } from './en/common.ts'
import { disputeWords } from './en/disputes.ts'
import { dutyWords } from './en/duty.ts'
import { detailsWords } from './en/details.ts'
import { escalationWords } from './en/escalation.ts'
import { healthWords } from './en/health.ts'
import { knowledgeWords } from './en/knowledge.ts'
import { macroEditorWords } from './en/macro-editor.ts'
import { macroWords } from './en/macros.ts'
import { outsideWordsHere } from './en/outside.ts'
import { listWords } from './en/lists.ts'
import { policyWords } from './en/policy.ts'
import { refusalWords } from './en/refusals.ts'
import { revealWords } from './en/reveal.ts'
import { serviceWords } from './en/service.ts'
import { routingWords } from './en/routing.ts'
import { settingsWords } from './en/settings.ts'
import { setUpWords } from './en/set-up.ts'
import { sopEditorWords } from './en/sop-editor.ts'
import { syncWords } from './en/sync.ts'
import { updateWords } from './en/updates.ts'

/** Every text on the screen in English, as ICU messages. */
export const en = {
  ...askWords,
  ...commonWords,
  ...commandWords,
  ...deskActionWords,
  ...caseWords,
  ...clockWords,
  ...colleagueWords,
  ...disputeWords,
  ...dutyWords,
  ...detailsWords,
  ...escalationWords,
  ...healthWords,
  ...knowledgeWords,
  ...macroEditorWords,
  ...sopEditorWords,
  ...macroWords,
  ...listWords,
  ...outsideWordsHere,
  ...policyWords,
  ...browserWords,
  ...refusalWords,
  ...revealWords,
  ...serviceWords,
  ...routingWords,
  ...settingsWords,
  ...setUpWords,
  ...syncWords,
  ...updateWords,
} as const
