/** What stands in place of a screen one may not open: who may, and who can change that. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { allContracts } from './contracts.ts'
import { Empty } from './empty.tsx'
import { words } from './words.ts'

/** The roles that come with one of the permissions a screen needs. */
async function rolesWith(needs: readonly string[]): Promise<readonly string[]> {
  const fitting = (await allContracts()).filter(({ name }) => needs.includes(name))
  return [...new Set(fitting.flatMap(({ roles }) => Object.keys(roles)))]
}

export function OnlyFor({ needs }: { needs: readonly string[] }) {
  const t = useWords(words)
  const { data: roles } = useQuery({
    queryKey: ['roles with', ...needs],
    queryFn: () => rolesWith(needs),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (!roles) return null
  return (
    <Empty
      icon="people"
      title={t('notOpen')}
      text={t('notOpenLead', { who: roles.map(nameOf).join(', ') })}
      action={
        <Button component={Link} to="/" variant="light">
          {t('toHome')}
        </Button>
      }
    />
  )
}
