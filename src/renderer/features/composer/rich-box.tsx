import { Editor } from '@tiptap/core'
import {
  type ClipboardEventHandler,
  type DragEventHandler,
  type KeyboardEventHandler,
  useEffectEvent,
  useLayoutEffect,
  useRef,
} from 'react'
import '#renderer/rich-text/rich-text.css'
import type { TextBox } from './text-box.ts'
import { docOfText } from './doc-of-text.ts'
import { extensions } from './rich-extensions.ts'
import { textOfDoc } from './text-of-doc.ts'

export interface RichBoxProps {
  /** Takes the box while it is there. */
  readonly takeBox: (box: TextBox | null) => void
  readonly value: string
  readonly isDisabled: boolean
  readonly label: string
  readonly placeholder: string
  readonly isInvalid: boolean
  readonly onText: (text: string) => void
  readonly onSelect: () => void
  readonly onKeyDown: KeyboardEventHandler
  readonly onPaste: ClipboardEventHandler
  readonly onDrop: DragEventHandler
  readonly onDragOver: DragEventHandler
  readonly onBlur: () => void
}

/** What the rest of the composer asks of a text area, answered from a document. */
const boxOf = (editor: Editor): TextBox => ({
  // At once: the editor's own command waits for a frame, and what is typed until then would go nowhere.
  focus: () => editor.view.focus(),
  get value() {
    return textOfDoc(editor.state.doc).text
  },
  get selectionStart() {
    return textOfDoc(editor.state.doc).offsetOf(editor.state.selection.from)
  },
  get selectionEnd() {
    return textOfDoc(editor.state.doc).offsetOf(editor.state.selection.to)
  },
  setSelectionRange: (start, end) => {
    const { posOf } = textOfDoc(editor.state.doc)
    editor.commands.setTextSelection({ from: posOf(start ?? 0), to: posOf(end ?? start ?? 0) })
  },
})

// Only text is taken: what other programs put beside it would have to be read as HTML.
function pastePlain(editor: Editor, event: ClipboardEvent): boolean {
  if ((event.clipboardData?.files.length ?? 0) > 0) return true
  const text = event.clipboardData?.getData('text/plain') ?? ''
  event.preventDefault()
  const { content = [] } = docOfText(text)
  const [only, ...others] = content
  // A few words go on in the line that is there.
  const isInLine = others.length === 0 && only?.type === 'paragraph'
  if (text !== '') editor.commands.insertContent(isInLine ? (only.content ?? []) : content)
  return true
}

/** The writing as it will read: the same text, with its marks drawn instead of shown. */
export function RichBox(props: RichBoxProps) {
  const { takeBox, value, isDisabled, label, placeholder, isInvalid, onText, onSelect } = props
  const place = useRef<HTMLDivElement>(null)
  const editor = useRef<Editor | null>(null)
  /** The text of the document as it was told last. */
  const told = useRef(value)
  const wrote = useEffectEvent((text: string) => {
    if (text === told.current) return
    told.current = text
    onText(text)
  })
  const selected = useEffectEvent(() => onSelect())
  // As it is drawn, and not a moment later: the box that stood here has gone with the focus.
  useLayoutEffect(() => {
    const made = new Editor({
      element: place.current,
      extensions,
      content: docOfText(told.current),
      // A style element of its own is none of ours, and the policy of the window refuses it.
      injectCSS: false,
      editorProps: {
        attributes: {
          role: 'textbox',
          'aria-multiline': 'true',
          dir: 'auto',
          class: 'rich-text rich-box outline-none',
        },
        handleDOMEvents: {
          // With Ctrl, Alt or Cmd it is for the commands: the editor would break the line, and nobody else would hear of it.
          keydown: (_view, event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey || event.altKey),
          paste: (_view, event) => pastePlain(made, event),
          drop: (_view, event) => {
            event.preventDefault()
            return true
          },
        },
      },
      onUpdate: ({ editor: changed }) => wrote(textOfDoc(changed.state.doc).text),
      onSelectionUpdate: () => selected(),
    })
    editor.current = made
    takeBox(boxOf(made))
    // Whoever was writing while this was loaded goes on writing.
    if (document.activeElement === document.body) {
      made.commands.setTextSelection(made.state.doc.content.size)
      made.view.focus()
    }
    return () => {
      takeBox(null)
      editor.current = null
      made.destroy()
    }
  }, [takeBox])
  useLayoutEffect(() => {
    if (value === told.current) return
    told.current = value
    editor.current?.commands.setContent(docOfText(value), { emitUpdate: false })
  }, [value])
  useLayoutEffect(() => {
    editor.current?.setEditable(!isDisabled, false)
    const element = editor.current?.view.dom
    element?.setAttribute('aria-label', label)
    element?.setAttribute('data-placeholder', value === '' ? placeholder : '')
    element?.toggleAttribute('aria-invalid', isInvalid)
  }, [isDisabled, label, placeholder, isInvalid, value])
  return (
    <div
      ref={place}
      className="scroll-slim max-h-[38vh] min-h-17 overflow-y-auto px-3 py-2"
      onKeyDownCapture={props.onKeyDown}
      onPasteCapture={props.onPaste}
      onDrop={props.onDrop}
      onDragOver={props.onDragOver}
      onBlur={props.onBlur}
    />
  )
}
