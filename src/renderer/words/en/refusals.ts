/** Why something was refused and what to do next, for people. One sentence or two per reason of `refusals.ts`. */
export const refusalWords = {
  'refused.not-allowed': 'Your role may not do this. Ask your supervisor, or escalate the case.',
  'refused.not-found': 'This is no longer here for you: it was moved or removed. Choose another case.',
  'refused.id-taken': 'The service already has something under this identity. Write it again; your text is kept here.',
  'refused.bad-arguments': 'Something in it is missing or too long. Check the fields and send again.',
  'refused.too-large': 'The text is too long to send in one piece. Shorten it or send it in two parts.',
  'refused.unknown-mutation': 'The service does not know this step. Update Tierdesk, then send again.',
  'refused.thread-moved': 'The thread moved on after you wrote this. Read what is new, then send, edit or discard.',
  'refused.escalation-is-open':
    'An escalation is open on this case. Wait for Tier 2, or withdraw the escalation first.',
  'refused.escalation-moved-on': 'The escalation has moved on since. Look at its present state and go on from there.',
  'refused.window-is-old':
    'A newer Tierdesk is open in another window, so this one writes nothing any more. Load this window again.',
  'refused.unknown-reason':
    'The service refused this for a reason that this version of Tierdesk does not know. Update Tierdesk to read it; what you wrote is kept here.',
  'refused.case-is-closed': 'The case is closed and takes no more replies. Open a new case for the party.',
  'refused.case-is-solved': 'A solved case cannot be put aside. Open it again first.',
  'refused.snooze-too-long': 'A case can be put aside for a year at most. Choose an earlier time.',
  'refused.bad-filter': 'The search of this view has a part that is not understood. Mend it, then save again.',
  'refused.claimed-by-other':
    'Somebody else has this case by now. Choose another one, or ask them before you write to the party.',
  'refused.claimed-by': '{name} has this case by now. Choose another one, or ask {name} before you write to the party.',
  'refused.queue-is-pushed':
    'The service gives out the cases of this queue. Set yourself to Available (Shift+S) to get one, or ask your supervisor for this one.',
  'refused.site-is-down': 'A site in this is marked as down already. Take it back first, or let other sites take over.',
  'refused.not-an-agent': 'This person no longer works here. Choose somebody else.',
  'refused.not-a-tier-2-queue': 'This queue does not take escalations. Choose a Tier 2 queue.',
  'refused.macro-is-off': 'This macro has been switched off. Choose another one.',
  'refused.unresolved-placeholder': 'A placeholder has no value yet. Fill it in or delete it, then send.',
  'refused.not-a-party':
    'Somebody it is written to has no part in this case any more. Choose whom it is for, and send again.',
  'refused.quote-of-other-party':
    'It quotes what another party wrote or was sent, or an internal note. Delete that quote, then send.',
  'refused.already-sent': 'It has left and cannot be taken back any more. Write again to correct it.',
  'refused.fields-missing':
    'The case cannot be solved before its form is filled in. Fill in what is missing, then solve it.',
  'refused.field-missing': 'The case cannot be solved without “{field}”. Fill it in, then solve it.',
  'refused.driver-missing':
    'The case cannot be solved before it says why the party got in touch. Choose a driver, then solve it.',
  'refused.checklist-open':
    'The checklist of the case is not done. Tick what was done or leave it out, then solve the case.',
  'refused.no-such-field': 'The form of the case has changed and no longer asks this. Look at the form again.',
  'refused.bad-field-value': 'One of the answers does not fit its field. Look at the form and answer it again.',
  'refused.not-a-driver': 'This driver is no longer in use, or is only a heading. Choose another one.',
  'refused.no-such-form': 'This form is no longer in use. Choose another one.',
  'refused.case-merged': 'This case was merged into another one. Open that one and go on there.',
  'refused.other-party':
    'The two cases are of different parties. Confirm that they belong together, or link them instead.',
  'refused.too-many': 'There is no room for more of these on one case. Remove some first.',
  'refused.macro-condition-failed':
    'A condition of this macro does not hold on this case any more. Open the macros to see which one, or write without it.',
  'refused.macro-needs-newer':
    'This macro does something that this version does not know, so nothing of it was done. Update Tierdesk, or use another macro.',
  'refused.macro-moved-on':
    'This version of the macro was published, archived or overtaken meanwhile. Look at the one in force and begin from there.',
  'refused.macro-not-reviewed': 'Nobody has been asked to review this macro. Ask for a review first.',
  'refused.macro-own-review': 'You wrote this version, so somebody else publishes it. Ask a colleague to review it.',
  'refused.version-moved-on':
    'This version was published, withdrawn or overtaken meanwhile. Look at the one in force and begin from there.',
  'refused.not-reviewed': 'Nobody has been asked to review this version. Ask for a review first.',
  'refused.own-review': 'You wrote this version, so somebody else publishes it. Ask a colleague to review it.',
  'refused.sop-incomplete':
    'This version lacks something that an SOP in force must have. Fill in its owner, its dates and, where it cites the law, its legal owner.',
  'refused.bad-steps':
    'The steps cannot be worked through as they are: two have one name, a choice has no answers, or one leads back. Mend them, then save again.',
  'refused.sop-not-in-force':
    'This SOP is not in force for the case: it was withdrawn, or holds elsewhere or later. Search for the one that does.',
  'refused.sop-not-acknowledged':
    'This queue asks you to acknowledge an SOP first. Open it, read it and acknowledge it; then take the case.',
  'refused.sop-to-acknowledge':
    'This queue asks you to acknowledge the SOP “{title}” first. Open it, read it and acknowledge it; then take the case.',
  'refused.step-locked': 'This step is not the next one. Do the one that is marked first.',
  'refused.step-needs-choice': 'This step asks a question. Choose one of its answers.',
  'refused.step-needs-evidence': 'This step asks for evidence. Say where each piece of it is, then go on.',
  'refused.step-needs-amount': 'This step asks for an amount. Enter it, then go on.',
  'refused.over-limit': 'The amount is above what your role may decide. Escalate the case, or enter less.',
  'refused.run-is-over': 'These steps are over by now: finished or stopped. Begin anew if they are needed again.',
  'refused.dispute-is-open': 'A dispute about this is open already. Go on with that one, or end it first.',
  'refused.dispute-moved-on': 'The dispute has moved on since. Look at its present state and go on from there.',
  'refused.dispute-needs-desk':
    'The dispute of this case waits for the desk, so the case cannot be solved. Take its next step first (Shift+D).',
  'refused.evidence-not-new': 'The same evidence is there already. Add something that is new.',
  'refused.own-decision': 'You took the decision that is appealed against, so another reviewer decides the appeal.',
  'refused.bad-amount':
    'The amount does not fit: it is more than is in dispute, or does not go with the outcome. Correct it and send again.',
  'refused.bad-deadline': 'This cannot happen by itself in this step. Choose another outcome for the deadline.',
  'refused.above-limit': 'This is above your limit in this market. Escalate it to somebody who may order it.',
  'refused.own-limit': 'How far those who lead may go is said by an administrator. Ask one of them.',
  'refused.bad-limit':
    'A sum needs its currency, and what costs nothing is either allowed or not. Correct it and save again.',
  'refused.limit-is-there':
    'There is a limit for this role, market and action already. Look at how it stands now, and change that one.',
  'refused.own-request': 'You asked for this yourself, so somebody else orders it. Ask a colleague.',
  'refused.payment-not-due':
    'The dispute that this pays for has taken another course meanwhile: it is on hold, over, or comes to another amount. Decline this payment; it is asked for again when it is due.',
  'refused.payment-is-open':
    'A payment for this dispute has been asked for or ordered already. Approve or decline that one first.',
  'refused.action-moved-on': 'This was ordered, declined or withdrawn meanwhile. Look at how it stands now.',
  'refused.dependency-refused':
    'An earlier step on this case was not carried out, so this one was held too. Settle that one first.',
  'refused.file-gone':
    'A file of this lay unsent for so long that the service let go of it. Choose Edit, remove the file and attach it again.',
  'refused.not-of-queue':
    'This person does not work the queue of the case in its market, so they would lose sight of it. Move the case to a queue of theirs, or choose somebody else.',
  'refused.not-of-queue-name':
    '{name} does not work the queue of the case in its market, so they would lose sight of it. Move the case to a queue of theirs, or choose somebody else.',
  'refused.not-of-market': 'That queue is not for the market of the case. Choose another queue.',
  'refused.name-taken': 'Another queue has this name. Give it one that tells them apart.',
  'refused.overflow-circle':
    'Cases would come back to this queue by the one they go on to. Choose another queue that takes over.',
  'refused.bad-row': 'The data was not in the expected form. Tell IT what you were doing.',
} as const
