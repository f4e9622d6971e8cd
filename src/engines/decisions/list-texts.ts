import { answer } from '#kernel/handle.ts'
import { texts as contract } from './contract.ts'
import { saidTexts } from './said-texts.ts'

export const listTexts = answer(contract, async ({ tx }, { language }) => ({
  texts: [...(await saidTexts(tx, language))].map(([text, said]) => ({ text, said })),
}))
