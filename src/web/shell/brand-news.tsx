/** Asks how the firm appears, at the beginning and whenever somebody has changed it. Draws nothing. */
import type { MantineColorsTuple } from '@mantine/core'
import { useEffect } from 'react'
import { getBranding } from '#flow/firm/contract.ts'
import { shadesOf } from '#kernel/colour.ts'
import { appearAs, type Brand, plainBrand } from '../language/brand.ts'
import type { WireOutput } from '../wire/client.ts'
import { useAsk } from '../wire/queries.ts'
import { whoAmI } from '../wire/session.tsx'
import { useDoor } from './door.ts'

export function BrandNews() {
  const { data: me } = useAsk(whoAmI, {}, { enabled: false })
  const { data: door } = useDoor()
  const isOurs = me !== undefined || door === 'known'
  const { data } = useAsk(getBranding, {}, { enabled: isOurs })
  // Where there are several firms and none is named yet, the program appears as itself.
  const isNobodys = !isOurs && door !== undefined
  useEffect(() => {
    if (isNobodys) appearAs(plainBrand)
    else if (data) void brandOf(data).then(appearAs)
  }, [data, isNobodys])
  return null
}

async function brandOf({ name, colour, logo }: WireOutput<typeof getBranding>): Promise<Brand> {
  return {
    name,
    logo: logo?.address ?? null,
    isSquare: logo !== null && (await isSquare(logo.address)),
    shades: colour === null ? null : ([...shadesOf(colour)] as unknown as MantineColorsTuple),
  }
}

/** Half as long again as high is still a sign, not words. */
const SQUARE_RATIO_MAX = 1.5

async function isSquare(address: string): Promise<boolean> {
  const image = new Image()
  image.src = address
  // A logo that does not come is no sign; its name stands in its place.
  const isThere = await image.decode().then(
    () => true,
    () => false,
  )
  return isThere && image.naturalWidth <= SQUARE_RATIO_MAX * image.naturalHeight
}
