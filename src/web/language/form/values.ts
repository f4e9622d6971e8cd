/** The fields of a form by name, in their wire form. */
export type Values = Readonly<Record<string, unknown>>
