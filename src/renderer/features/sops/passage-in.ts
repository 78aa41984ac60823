/** What is marked within a text, and whether something of it is for the desk alone. */
interface Passage {
  readonly passage: string
  readonly hasInternal: boolean
}

const none: Passage = { passage: '', hasInternal: false }

/**
 * The marked passage as it reads, with its lines. Unless `withInternal`, what stands in a part for the desk alone is left out of it, wherever
 * the marking begins and ends.
 */
export function passageIn(text: HTMLElement | null, withInternal: boolean): Passage {
  const selection = document.getSelection()
  if (text === null || selection === null || selection.rangeCount === 0) return none
  const marked = selection.getRangeAt(0)
  if (!marked.intersectsNode(text) || selection.isCollapsed) return none
  const inside = within(marked, text)
  const parts = [...text.children]
  const isMarked = (part: Element): boolean => inside.intersectsNode(part)
  const internal = parts.filter((part) => part.hasAttribute('data-internal') && isMarked(part))
  if (internal.length === 0 || withInternal)
    return { passage: readAs(selection, [inside]), hasInternal: internal.length > 0 }
  const open = parts.filter((part) => !part.hasAttribute('data-internal') && isMarked(part))
  return {
    passage: readAs(
      selection,
      open.map((part) => within(inside, part)),
    ),
    hasInternal: true,
  }
}

/** As much of a range as lies within an element. */
function within(range: Range, element: Element): Range {
  const whole = document.createRange()
  whole.selectNodeContents(element)
  const cut = range.cloneRange()
  if (cut.compareBoundaryPoints(Range.START_TO_START, whole) < 0) cut.setStart(whole.startContainer, whole.startOffset)
  if (cut.compareBoundaryPoints(Range.END_TO_END, whole) > 0) cut.setEnd(whole.endContainer, whole.endOffset)
  return cut
}

/** Ranges as they read on the screen: a selection alone keeps the line breaks. What was marked stays marked. */
function readAs(selection: Selection, ranges: readonly Range[]): string {
  const before = selection.getRangeAt(0).cloneRange()
  const texts = ranges.map((range) => {
    selection.removeAllRanges()
    selection.addRange(range)
    return selection.toString().trim()
  })
  selection.removeAllRanges()
  selection.addRange(before)
  return texts.filter((text) => text !== '').join('\n\n')
}
