import { Menu as Base } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { Kbd } from './kbd.tsx'

export interface MenuItem {
  id: string
  label: string
  icon?: ReactNode
  keys?: string | undefined
  /** Given: the item is one of several, and this one holds. */
  isChecked?: boolean
  isDisabled?: boolean
  onSelect: () => void
}
export interface MenuGroup {
  id: string
  label?: string
  items: readonly MenuItem[]
}

const row =
  'flex h-7 cursor-default items-center gap-2 rounded-md px-2 outline-none data-disabled:opacity-55 data-highlighted:bg-selected'

function Item({ item }: { item: MenuItem }) {
  const content = (
    <>
      {item.icon ??
        (item.isChecked === undefined ? null : (
          <Check size={14} aria-hidden className={item.isChecked ? 'text-accent' : 'invisible'} />
        ))}
      <span className="flex-1 truncate">{item.label}</span>
      {item.keys !== undefined && <Kbd>{item.keys}</Kbd>}
    </>
  )
  const disabled = item.isDisabled === true
  if (item.isChecked === undefined) {
    return (
      <Base.Item className={row} disabled={disabled} onClick={item.onSelect}>
        {content}
      </Base.Item>
    )
  }
  return (
    <Base.CheckboxItem
      className={row}
      checked={item.isChecked}
      disabled={disabled}
      closeOnClick
      onClick={item.onSelect}
    >
      {content}
    </Base.CheckboxItem>
  )
}

/** A button that opens a list of things to do. The trigger must take a ref and props. */
export function Menu({
  trigger,
  groups,
  align = 'end',
}: {
  trigger: ReactElement
  groups: readonly MenuGroup[]
  align?: 'start' | 'end'
}) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align={align} className="z-40 outline-none">
          <Base.Popup className="min-w-52 rounded-lg bg-pane p-1 text-ink shadow-pop outline-none">
            {groups.map((group) => (
              <Base.Group key={group.id} className="border-line-soft not-last:mb-1 not-last:border-b not-last:pb-1">
                {group.label !== undefined && (
                  <Base.GroupLabel className="px-2 pt-1.5 pb-1 text-xs text-ink-3">{group.label}</Base.GroupLabel>
                )}
                {group.items.map((item) => (
                  <Item key={item.id} item={item} />
                ))}
              </Base.Group>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
