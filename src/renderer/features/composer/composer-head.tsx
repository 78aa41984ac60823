import { clsx } from 'clsx'
import { Check, ChevronDown, Lock, Zap } from 'lucide-react'
import type { CaseParty } from '#shared/domain/case.ts'
import { Button } from '#renderer/ui/button.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { Menu } from '#renderer/ui/menu.tsx'
import { say } from '#renderer/words/say.ts'
import { AttachButton } from './attach-button.tsx'
import type { DraftState } from './use-writing.ts'

interface ComposerHeadProps {
  readonly kind: 'reply' | 'note'
  /** Everyone who can be written to, the case's own party first. */
  readonly parties: readonly CaseParty[]
  readonly addressee: CaseParty
  readonly draftState: DraftState
  readonly isBlocked: boolean
  /** The key that goes on to the next party. */
  readonly partyKey: string | undefined
  readonly onChoose: (kind: 'reply' | 'note') => void
  readonly onAddress: (party: CaseParty) => void
  readonly onMacro: () => void
  readonly onAttach: (files: readonly File[]) => void
}

const look = (isOn: boolean): string =>
  clsx(
    'inline-flex h-6 min-w-0 items-center gap-1.5 rounded-md px-2',
    isOn ? 'bg-selected font-medium text-ink' : 'text-ink-2 hover:bg-hover',
  )

/** A party by name; where several have a part in the case, with what they are to it. */
const partyWords = ({ name, kind }: CaseParty, isOne: boolean): string =>
  isOne ? name : say('composer.party', { name, kind: say(`party.${kind}`) })

function Addressees({ parties, addressee, partyKey, isBlocked, onAddress }: ComposerHeadProps) {
  if (parties.length < 2) return null
  const items = parties.map((party) => ({
    id: party.id,
    label: partyWords(party, false),
    isChecked: party.id === addressee.id,
    onSelect: () => onAddress(party),
  }))
  return (
    <Menu
      align="start"
      groups={[{ id: 'parties', label: say('composer.to-whom'), items }]}
      trigger={
        <IconButton size="sm" label={say('composer.to-whom')} keys={partyKey} disabled={isBlocked}>
          <ChevronDown size={14} aria-hidden />
        </IconButton>
      }
    />
  )
}

/** That the draft is kept: in words where there is much room, else as a sign. Its place is there before it is, so that nothing moves while one writes. */
function DraftKept({ isKept }: { readonly isKept: boolean }) {
  return (
    <span
      className="inline-flex min-w-4 items-center text-sm text-ink-3"
      title={isKept ? say('composer.draft-kept') : ''}
    >
      {isKept && <Check size={13} aria-hidden className="@2xl:hidden" />}
      <span className="sr-only @2xl:not-sr-only">{isKept ? say('composer.draft-kept') : ''}</span>
    </span>
  )
}

/** To whom the text goes, how far its draft is, and the way to a macro. What finds no room beside a long name stands below it. */
export function ComposerHead(props: ComposerHeadProps) {
  const { kind, parties, addressee, draftState, isBlocked, onChoose, onMacro, onAttach } = props
  const replyWords = say('composer.reply', { name: partyWords(addressee, parties.length < 2) })
  return (
    <div className="@container mb-1.5">
      <div className="flex flex-wrap items-center gap-1">
        <div className="flex max-w-full items-center gap-1">
          <button
            type="button"
            aria-pressed={kind === 'reply'}
            className={look(kind === 'reply')}
            onClick={() => onChoose('reply')}
          >
            <span dir="auto" title={replyWords} className="truncate">
              {replyWords}
            </span>
          </button>
          <Addressees {...props} />
        </div>
        <button
          type="button"
          aria-pressed={kind === 'note'}
          className={clsx(look(kind === 'note'), 'shrink-0')}
          onClick={() => onChoose('note')}
        >
          <Lock size={12} aria-hidden />
          {say('composer.note')}
        </button>
        <div className="ms-auto flex items-center gap-1">
          <DraftKept isKept={draftState === 'kept'} />
          <Button
            size="sm"
            look="quiet"
            keys="/"
            title={say('composer.macro')}
            className="[&>kbd]:hidden @lg:[&>kbd]:inline-flex"
            icon={<Zap size={13} aria-hidden />}
            disabled={isBlocked}
            onClick={onMacro}
          >
            {/* In a narrow composer its sign is enough, and the thread keeps a line: the box below tells of the key. */}
            <span className="sr-only @lg:not-sr-only">{say('composer.macro')}</span>
          </Button>
          <AttachButton isOff={isBlocked} onAttach={onAttach} />
        </div>
      </div>
    </div>
  )
}
