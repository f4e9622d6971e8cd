/** A page: one heading, what can be done here, and the content. */
import { Group, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { PROGRAM_NAME, useBrand } from './brand.ts'

export interface PageProps {
  readonly title: string
  /** Beside the title: a state, a period. */
  readonly aside?: ReactNode
  /** Under the title: one line that says what this is. */
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

export function Page({ title, aside, lead, actions, children }: PageProps) {
  useTitle(title)
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-start" gap="sm">
        <div style={{ minWidth: 0 }}>
          <Group gap="sm" align="center">
            <Title order={1}>{title}</Title>
            {aside}
          </Group>
          {lead && (
            <Text c="dimmed" size="sm" component="div" mt={2}>
              {lead}
            </Text>
          )}
        </div>
        {actions && (
          <Group gap="xs" className="no-print">
            {actions}
          </Group>
        )}
      </Group>
      {children}
    </Stack>
  )
}

/** What the window is called: the page, and whose it is. */
export function useTitle(title: string): void {
  const name = useBrand()?.name ?? PROGRAM_NAME
  useEffect(() => {
    document.title = `${title} · ${name}`
  }, [title, name])
}

/** A part of a page with a heading of its own. */
export function Section({
  title,
  actions,
  children,
}: {
  title: string
  actions?: ReactNode
  children: ReactNode
}) {
  return (
    <section aria-label={title}>
      <Group justify="space-between" mb={6}>
        <Title order={2}>{title}</Title>
        {actions}
      </Group>
      {children}
    </section>
  )
}
