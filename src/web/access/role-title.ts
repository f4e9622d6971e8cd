import { nameOf } from '../words/names.ts'

/** The firm names its own roles; those that come with the program have a name in every language. */
export const roleTitle = ({
  role,
  title,
  shipped,
}: {
  role: string
  title: string
  shipped: boolean
}): string => (shipped ? nameOf(role) : title)
