/** How the firm appears: what may be chosen, and what is shown. */
import { z } from 'zod'
import { COLOUR_PATTERN } from '#kernel/colour.ts'
import { command, EVERYONE, id, query } from '#kernel/contract.ts'
import { line } from './shapes.ts'

const chosen = {
  name: line
    .max(60)
    .nullable()
    .meta({ description: 'Shown in place of the name of the program and of the firm.' }),
  colour: z.string().toLowerCase().regex(COLOUR_PATTERN, 'must be a colour such as #1f4fd8').nullable().meta({
    description: 'Any colour, as #rrggbb: shades that can be read in light and dark are made of it.',
    example: '#1f4fd8',
  }),
}

export const setBranding = command({
  name: 'firm.setBranding',
  summary: 'Says under which name, colour and logo the firm appears; what is null looks as the program does.',
  input: z.strictObject({
    ...chosen,
    logoId: id
      .nullable()
      .meta({ description: 'A stored file: an SVG of shapes, or a PNG. Store it with documents.storeFile.' }),
  }),
  output: z.object({ revision: z.int() }),
  refusals: [
    'file_not_found',
    'logo_type_unknown',
    'logo_too_large',
    'logo_unreadable',
    'logo_not_plain',
    'logo_dimensions_refused',
  ],
  touches: ['branding'],
  versioned: true,
  roles: { administrator: 'all' },
  examples: [{ name: 'Alder', colour: '#0b5563', logoId: null }],
})

export const getBranding = query({
  name: 'firm.getBranding',
  summary: 'Shows under which name, colour and logo the firm appears; also to who has not signed in yet.',
  input: z.strictObject({}),
  output: z.object({
    ...chosen,
    logo: z
      .object({
        fileId: id,
        address: z
          .string()
          .meta({ description: 'Where its bytes are, for everybody; another logo has another address.' }),
      })
      .nullable(),
    revision: z.int().meta({ description: '0 where nothing was ever chosen.' }),
  }),
  refusals: [],
  // Everybody who is signed in hears of a change; who is not may ask all the same.
  roles: { [EVERYONE]: 'all' },
  open: true,
  examples: [{}],
})
