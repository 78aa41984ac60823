import { VirtualList } from '#renderer/ui/virtual-list.tsx'
import { SettingLine, type SettingWords, settingLineHeight } from './setting-line.tsx'

interface SettingListProps<T extends { readonly id: string }> {
  readonly items: readonly T[]
  readonly label: string
  readonly chosen: T | undefined
  readonly wordsOf: (item: T) => SettingWords
  readonly onPoint: (id: string) => void
  /** Enter was pressed: what can be set of it has the keys from then on. */
  readonly onEnter: () => void
}

const idOf = ({ id }: { readonly id: string }): string => id

/** Several that can be set up, one of which is chosen. */
export function SettingList<T extends { readonly id: string }>(props: SettingListProps<T>) {
  const { items, label, chosen, wordsOf, onPoint, onEnter } = props
  return (
    <VirtualList
      items={items}
      idOf={idOf}
      rowHeight={settingLineHeight}
      label={label}
      cursorId={chosen?.id ?? null}
      openId={chosen?.id ?? null}
      onPoint={onPoint}
      onOpen={(id, by) => {
        onPoint(id)
        if (by === 'key') onEnter()
      }}
      renderRow={(item, { isCursor }) => <SettingLine {...wordsOf(item)} isCursor={isCursor} />}
    />
  )
}
