/** All imports in one place; each shows first what it would change and everything that is wrong. */
import { Paper, SimpleGrid, Stack, Switch, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { importRates } from '#flow/offers/contract.ts'
import { importDeals } from '#flow/opportunities/contract.ts'
import { importPeople } from '#flow/people/contract.ts'
import { importTime } from '#flow/timesheets/contract.ts'
import type { CommandContract } from '#kernel/contract.ts'
import { Icon, type IconName } from '../language/icon.tsx'
import { ImportButton } from '../language/import-button.tsx'
import { Page } from '../language/page.tsx'
import { useSession } from '../wire/session.tsx'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

interface Import {
  readonly contract: CommandContract
  readonly icon: IconName
  readonly title: 'importPeople' | 'importRates' | 'importDeals' | 'importTime'
  readonly text: 'importPeopleText' | 'importRatesText' | 'importDealsText' | 'importTimeText'
}

const imports: readonly Import[] = [
  { contract: importPeople, icon: 'people', title: 'importPeople', text: 'importPeopleText' },
  { contract: importRates, icon: 'star', title: 'importRates', text: 'importRatesText' },
  { contract: importDeals, icon: 'deals', title: 'importDeals', text: 'importDealsText' },
  { contract: importTime, icon: 'time', title: 'importTime', text: 'importTimeText' },
]

export default function Imports() {
  const t = useWords(words)
  const { may } = useSession()
  return (
    <Page title={t('imports')} lead={t('importsLead')}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {imports
          .filter(({ contract }) => may(contract))
          .map((one) => (
            <OneImport key={one.contract.name} {...one} />
          ))}
      </SimpleGrid>
    </Page>
  )
}

function OneImport({ contract, icon, title, text }: Import) {
  const t = useWords(words)
  const [addsClients, setAddsClients] = useState(false)
  const isDeals = contract.name === importDeals.name
  return (
    <Paper withBorder p="md">
      <Stack gap="xs" align="flex-start" h="100%">
        <Title order={2} style={{ display: 'flex', alignItems: 'center', gap: 8 }}>
          <Icon name={icon} />
          {t(title)}
        </Title>
        <Text size="sm" c="dimmed" style={{ flex: 1 }}>
          {t(text)}
        </Text>
        {isDeals && (
          <Switch
            label={t('createClients')}
            checked={addsClients}
            onChange={({ currentTarget }) => setAddsClients(currentTarget.checked)}
          />
        )}
        <ImportButton
          contract={contract}
          label={t(title)}
          fill={isDeals ? { createClients: addsClients } : {}}
        />
      </Stack>
    </Paper>
  )
}
