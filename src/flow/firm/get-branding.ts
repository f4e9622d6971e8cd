import { answer } from '#kernel/handle.ts'
import { logoAddress, shownBranding } from './branding-table.ts'
import { getBranding as contract } from './contract.ts'

export const getBranding = answer(contract, async ({ tx, call }) => {
  const { name, colour, logoId, logoHash, revision } = await shownBranding(tx)
  const logo = logoId && logoHash ? { fileId: logoId, address: logoAddress(call.tenantId, logoHash) } : null
  return { name, colour, logo, revision }
})
