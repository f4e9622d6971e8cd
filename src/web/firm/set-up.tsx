import { setUpStatus } from '#insight/contract.ts'
import { Asked } from '../language/asked.tsx'
import { Page } from '../language/page.tsx'
import { useWords } from '../words/words.ts'
import { SetUpSteps } from './set-up-guide.tsx'
import { words } from './words.ts'

export default function SetUp() {
  const t = useWords(words)
  return (
    <Page title={t('setUp')} lead={t('setUpLead')}>
      <Asked contract={setUpStatus} input={{}}>
        {({ steps }) => <SetUpSteps steps={steps} />}
      </Asked>
    </Page>
  )
}
