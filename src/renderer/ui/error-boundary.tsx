import { Component } from 'react'
import type { ReactNode } from 'react'

interface ErrorBoundaryProps {
  /** What is shown instead, with what went wrong. */
  instead: (trouble: string) => ReactNode
  children: ReactNode
}

/** Keeps a part of the window that cannot be drawn from taking the rest with it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { trouble: string | null }> {
  override state: { trouble: string | null } = { trouble: null }

  static getDerivedStateFromError(error: unknown): { trouble: string } {
    return { trouble: error instanceof Error ? error.message : String(error) }
  }

  override render(): ReactNode {
    return this.state.trouble === null ? this.props.children : this.props.instead(this.state.trouble)
  }
}
