/** Commands whose form a room has drawn: loaded when one of them is asked for, in the inbox or the palette. */
import { useQuery } from '@tanstack/react-query'
import type { FormShape } from '../language/command-form.tsx'

type Load = () => Promise<{ readonly forms: Readonly<Record<string, FormShape>> }>

const ofInvoices: Load = () => import('../billing/forms.tsx')

const ofDeals: Load = () => import('../opportunities/deal-fields.tsx')

const special: Readonly<Record<string, Load>> = {
  'opportunities.create': ofDeals,
  'opportunities.update': ofDeals,
  'credits.propose': ofInvoices,
  'collections.openDispute': ofInvoices,
}

const derived: FormShape = {}

/** How the form of a command is drawn; nothing said where it is derived. */
export async function formOf(name: string): Promise<FormShape> {
  return (await special[name]?.())?.forms[name] ?? derived
}

export function useForm(name: string): FormShape | undefined {
  const { data } = useQuery({
    queryKey: ['form of', name],
    queryFn: () => formOf(name),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data
}
